"""The categories that staff gave a product on BigCommerce, written to it in Odoo."""

from odoo.exceptions import UserError

from .category_ids import SOURCES, mapped_categories, nearest


def take_categories(store, template, ids):
    """Let a product lie in those of Odoo's categories that it has on BigCommerce.

    :param store: ``bigcommerce.store``
    :param template: ``product.template``, with the rights of the user
    :param list ids: of its categories there; Odoo need not know them all
    :raise UserError: it needs a category in Odoo, and BigCommerce has none of them
    """
    field = SOURCES[store.categories_from][2]
    there, by_id = {int(number) for number in ids or ()}, mapped_categories(store)
    kept = template[field].filtered(lambda one: nearest(one, by_id) in there)
    missing = there - {nearest(one, by_id) for one in kept}
    # Two of Odoo's may be one there.
    added = {number: id_ for id_, number in by_id.items() if number in missing}
    found = kept | kept.browse(added.values())
    if template._fields[field].type == "many2one":
        if not found:
            raise UserError(
                template.env._(
                    "“%s” lies in no category on BigCommerce that Odoo knows. Choose "
                    "another product category in Odoo, or send Odoo's.",
                    template.name,
                )
            )
        found = found[0]
    template[field] = found
