"""The brands of products that were made, as the attribute that brands come from."""

from odoo import Command

from ...mappers.option_alignment import fold_label


class Brands:
    """
    :param env: in the language of the company, making no variants by itself
    :param attribute: ``product.attribute`` that the store takes brands from, if any
    """

    def __init__(self, env, attribute):
        self.env = env
        self.attribute = attribute.with_env(env)

    def give(self, plans):
        """Brands of the same name are used, the others are made.

        :param list plans: :class:`Planned`, with their ``template``
        """
        branded = [plan for plan in plans if plan.product.brand]
        if not self.attribute or not branded:
            return
        values = self._values({plan.product.brand for plan in branded})
        chosen = [values[fold_label(plan.product.brand)] for plan in branded]
        lines = self.env["product.template.attribute.line"].create(
            [
                {
                    "product_tmpl_id": plan.template.id,
                    "attribute_id": self.attribute.id,
                    "value_ids": [Command.set(value.ids)],
                    "sequence": len(plan.product.options),
                }
                for plan, value in zip(branded, chosen, strict=True)
            ]
        )
        self.env["product.template.attribute.value"].create(
            [
                {
                    "attribute_line_id": line.id,
                    "product_attribute_value_id": value.id,
                }
                for line, value in zip(lines, chosen, strict=True)
            ]
        )

    def _values(self, names):
        """:return: by folded name
        :rtype: dict[str, product.attribute.value]
        """
        known = {
            fold_label(value.name): value for value in self.attribute.value_ids[::-1]
        }
        lacking = {}
        for name in sorted(names):
            if fold_label(name) not in known:
                lacking.setdefault(fold_label(name), name)
        made = self.attribute.value_ids.create(
            [
                {"attribute_id": self.attribute.id, "name": name}
                for name in lacking.values()
            ]
        )
        return {**known, **dict(zip(lacking, made, strict=True))}
