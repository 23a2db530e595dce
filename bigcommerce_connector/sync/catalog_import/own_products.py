"""Products of Odoo that those of BigCommerce may be, by the store's matching rules."""

from collections import defaultdict

from odoo.tools import SQL

from ...mappers.product_match import SKU, folded_value, values_of

# A store without rules goes by SKU.
_BY_SKU = (SKU, "variant.default_code")
_ALIASES = {"variant": "product", "product": "template"}


class OwnProducts:
    """Looks for products, archived ones too, in a query for each rule.

    By prices, and by what Odoo does not store, nothing is found: neither says surely
    enough that nothing is to be made.

    :param store: ``bigcommerce.store``
    """

    def __init__(self, store):
        self.store = store
        self.env = store.env
        rules = store.match_rule_ids
        self.rules = [(rule.remote_field, rule.odoo_field) for rule in rules] or [
            _BY_SKU
        ]

    def find(self, documents):
        """The first rule that gives an answer decides.

        :param list documents: products of BigCommerce, with their variants
        :return: by their id: the place of the rule, and rows of (product.product id,
            product.template id, is active); those that no rule finds are not in it
        :rtype: dict[int, tuple[int, list]]
        """
        found, left = {}, list(documents)
        for place, (remote_field, odoo_field) in enumerate(self.rules):
            rows = self._by(remote_field, odoo_field, left)
            found |= {key: (place, own) for key, own in rows.items()}
            left = [document for document in left if document["id"] not in found]
        return found

    def with_skus(self, documents):
        """Those that have one of their SKUs, whatever the rules say.

        :rtype: dict[int, list]
        """
        return {} if _BY_SKU in self.rules else self._by(*_BY_SKU, documents)

    def _by(self, remote_field, odoo_field, documents):
        values = {d["id"]: set(values_of(d, remote_field)) - {""} for d in documents}
        wanted = set().union(*values.values())
        column = self._column(odoo_field)
        if not wanted or column is None:
            return {}
        own = defaultdict(list)
        for text, *row in self._rows(column, wanted):
            own[folded_value(remote_field, text)].append(tuple(row))
        found = {
            key: [row for value in sorted(mine) for row in own.get(value, ())]
            for key, mine in values.items()
        }
        return {key: rows for key, rows in found.items() if rows}

    def _rows(self, column, wanted):
        """What may be meant; how it is written is compared afterwards."""
        self.env["product.product"].flush_model()
        self.env["product.template"].flush_model()
        self.env.cr.execute(
            SQL(
                "SELECT %(column)s, product.id, template.id,"
                " product.active AND template.active"
                " FROM product_product product"
                " JOIN product_template template"
                "  ON template.id = product.product_tmpl_id"
                " WHERE trim(%(column)s) != ''"
                "  AND ltrim(lower(trim(%(column)s)), '0') = ANY(%(wanted)s)"
                "  AND (template.company_id IS NULL"
                "   OR template.company_id = ANY(%(companies)s))"
                " ORDER BY product.id",
                column=column,
                wanted=sorted(
                    {
                        text.lstrip("0")
                        for value in wanted
                        for text in (value, value.lower())
                    }
                ),
                companies=self.store.company_id.parent_ids.ids,
            )
        )
        return self.env.cr.fetchall()

    def _column(self, odoo_field):
        """A text that Odoo stores, as SQL; None: it is something else.

        :param str odoo_field: as ``bigcommerce.match.rule`` names it
        """
        owner, _, name = odoo_field.partition(".")
        model = "product.product" if owner == "variant" else "product.template"
        field = self.env[model]._fields[name]
        if field.type != "char" or not field.store or field.company_dependent:
            return None
        column = SQL.identifier(_ALIASES[owner], name)
        if not field.translate:
            return column
        lang = self.store.company_id.partner_id.lang or "en_US"
        return SQL("coalesce(%s->>%s, %s->>'en_US')", column, lang, column)
