from odoo import api, fields, models

_MODELS = {"variant": "product.product", "product": "product.template"}
_TYPES = ("char", "float", "integer", "monetary")
_TECHNICAL = ("activity_", "message_", "access_", "website_message_")

REMOTE_FIELDS = [
    ("variant.sku", "SKU"),
    ("variant.upc", "UPC/EAN"),
    ("variant.gtin", "GTIN"),
    ("variant.mpn", "MPN"),
    ("variant.price", "Price"),
    ("variant.id", "Variant ID"),
    ("product.name", "Product Name"),
    ("product.sku", "Product SKU"),
    ("product.upc", "Product UPC/EAN"),
    ("product.gtin", "Product GTIN"),
    ("product.mpn", "Product MPN"),
    ("product.price", "Product Price"),
    ("product.id", "Product ID"),
]


class BigcommerceMatchRule(models.Model):
    """How products that BigCommerce has already are found: a pair of fields.

    The rules of a store are asked in their order, and the first that gives an answer
    decides. A store without any rule goes by SKU.
    """

    _name = "bigcommerce.match.rule"
    _description = "BigCommerce Matching Rule"
    _inherit = ["bigcommerce.store.table"]
    _order = "store_id, sequence, id"
    _rec_name = "remote_field"

    sequence = fields.Integer(default=10)
    odoo_field = fields.Selection(
        "_selection_odoo_field", "Field in Odoo", required=True
    )
    remote_field = fields.Selection(
        REMOTE_FIELDS, "Field on BigCommerce", required=True, default="variant.sku"
    )

    _pair_unique = models.Constraint(
        "UNIQUE (store_id, odoo_field, remote_field)", "This rule exists already."
    )

    @api.model
    def _selection_odoo_field(self):
        """Texts and numbers of a variant, and of its product.

        :return: such as ``variant.barcode``, ``product.name``
        """
        rows = []
        for owner, model in _MODELS.items():
            label = self.env._("variant") if owner == "variant" else ""
            for name, field in self.env[model]._fields.items():
                if (
                    field.type in _TYPES
                    and not field.inherited
                    and (field.store or name in ("list_price", "lst_price"))
                    and name != "id"
                    and not name.startswith(_TECHNICAL)
                ):
                    text = field._description_string(self.env)
                    text = f"{text} ({label})" if label else text
                    rows.append((f"{owner}.{name}", text))
        return sorted(rows, key=lambda row: row[1])

    def _value(self, product):
        """What this rule compares of a variant.

        :param product: a ``product.product`` record
        """
        owner, _, name = self.odoo_field.partition(".")
        return (product.product_tmpl_id if owner == "product" else product)[name]

    def _is_price(self):
        """Whether it is the price as the store counts it that is compared."""
        return self.remote_field.endswith(".price") and self.odoo_field in (
            "product.list_price",
            "variant.lst_price",
        )

    def _label(self):
        """As people read it: both fields.

        :rtype: str
        """
        self.ensure_one()
        texts = [
            dict(self._fields[name]._description_selection(self.env))[self[name]]
            for name in ("odoo_field", "remote_field")
        ]
        return " = ".join(texts)
