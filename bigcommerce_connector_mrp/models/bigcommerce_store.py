from dataclasses import replace

from odoo import models
from odoo.tools import SQL

from odoo.addons.bigcommerce_connector.sync.inventory.web_terms import (
    BENEATH,
    HOLDING,
    web_orders,
)

from ..explosion import explode

_READ = (
    "mrp.bom",
    "mrp.bom.line",
    "product.product",
    "product.template",
    "product.template.attribute.value",
    "uom.uom",
)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _stock_components(self):
        """Kits: the goods that one of each takes, from all its levels.

        Kits of all companies are sold by nobody: the bill of materials is one of the
        store's company or of none, and the one that a sale would take.

        Options that make no variant are those of nobody's choice here: a component
        that only some of them ask for limits nothing.
        """
        components = super()._stock_components()
        recipes, storable = self._read_recipes()
        return {**components, **explode(recipes, storable)}

    def _stock_terms(self):
        """A kit whose components BigCommerce lists as lines is promised once."""
        query = web_orders(self._bundled())
        return [
            replace(term, query=query) if term.name == "web" else term
            for term in super()._stock_terms()
        ]

    def _bundled(self):
        """:return: pairs of a kit and a component that may be listed beneath it"""
        self.env.flush_all()
        self.env.cr.execute(_BUNDLES)
        kits = [kit for (kit,) in self.env.cr.fetchall()]
        components = self._stock_components() if kits else {}
        return [(kit, part) for kit in kits for part in components.get(kit, ())]

    def _read_recipes(self):
        """Bills of materials of kits, as they are: a kit's component may be a kit.

        :return: kit → component → quantity that one of the kit takes, by
            product.product id, in the products' own units; and the products whose
            stock is counted
        :rtype: tuple[dict[int, dict[int, float]], set[int]]
        """
        for name in _READ:
            self.env[name].flush_model()
        self.env.cr.execute(_recipes_query(self.company_id))
        recipes, storable = {}, set()
        for kit, component, quantity, is_storable in self.env.cr.fetchall():
            recipe = recipes.setdefault(kit, {})
            if component:
                recipe[component] = quantity
            if is_storable:
                storable.add(component)
        return recipes, storable

    def _stocked_products(self, products):
        """Kits are stocked by way of their components, tracked in Odoo or not."""
        stocked = super()._stocked_products(products)
        return stocked | (products - stocked)._bigcommerce_kits(self.company_id)


# What has other lines beneath it, in web orders that may hold stock.
_BUNDLES = SQL(
    "SELECT DISTINCT kit.product_id FROM bigcommerce_order web_order"
    " JOIN bigcommerce_order_line line ON line.order_id = web_order.id"
    "  AND position('<' IN line.key) > 0"
    " JOIN bigcommerce_order_line kit ON kit.order_id = web_order.id"
    "  AND %s WHERE %s AND kit.product_id IS NOT NULL",
    BENEATH,
    HOLDING,
)


def _recipes_query(company):
    """Rows of kit, component, quantity, is storable; a kit without any has one too.

    The bill of materials is that of ``mrp.bom``'s ``_bom_find``, which lines of it
    apply to a variant is said by ``_skip_bom_line`` (mrp/models/mrp_bom.py).
    """
    return SQL(
        "WITH kit AS ("
        " SELECT DISTINCT ON (product.id) product.id, bom.id AS bom_id,"
        "  own_unit.factor / bom_unit.factor / bom.product_qty AS times"
        " FROM mrp_bom bom"
        " JOIN product_template template ON template.id = bom.product_tmpl_id"
        " JOIN product_product product ON product.product_tmpl_id = template.id"
        "  AND (bom.product_id IS NULL OR bom.product_id = product.id)"
        " JOIN uom_uom own_unit ON own_unit.id = template.uom_id"
        " JOIN uom_uom bom_unit ON bom_unit.id = bom.product_uom_id"
        " WHERE bom.active AND bom.type = 'phantom' AND template.type != 'service'"
        "  AND (bom.company_id IS NULL OR bom.company_id = %s)"
        " ORDER BY product.id, bom.sequence, bom.product_id NULLS LAST, bom.id)"
        "SELECT kit.id, component.id,"
        " sum(line.product_qty * line_unit.factor / own_unit.factor"
        "  * kit.times)::float,"
        " coalesce(bool_or(template.is_storable AND template.type = 'consu'), FALSE)"
        " FROM kit"
        " LEFT JOIN mrp_bom_line line ON line.bom_id = kit.bom_id AND %s"
        " LEFT JOIN product_product component ON component.id = line.product_id"
        " LEFT JOIN product_template template"
        "  ON template.id = component.product_tmpl_id"
        " LEFT JOIN uom_uom own_unit ON own_unit.id = template.uom_id"
        " LEFT JOIN uom_uom line_unit ON line_unit.id = line.product_uom_id"
        " GROUP BY kit.id, component.id",
        company.id,
        _LINE_APPLIES,
    )


# As many of a line's values are the variant's as the line has attributes, none of
# which is left to the shopper.
_LINE_APPLIES = SQL(
    "(SELECT count(DISTINCT value.attribute_id) = count(own.product_product_id)"
    "   AND coalesce(bool_and(attribute.create_variant != 'no_variant'), TRUE)"
    "  FROM mrp_bom_line_product_template_attribute_value_rel chosen"
    "  JOIN product_template_attribute_value value"
    "   ON value.id = chosen.product_template_attribute_value_id"
    "  JOIN product_attribute attribute ON attribute.id = value.attribute_id"
    "  LEFT JOIN product_variant_combination own"
    "   ON own.product_template_attribute_value_id = value.id"
    "   AND own.product_product_id = kit.id"
    "  WHERE chosen.mrp_bom_line_id = line.id)"
)
