"""What an import leaves on BigCommerce of a product that it makes in Odoo."""

from .images import GALLERY
from .taxes import ImportedTaxes

_MAX_NAMES = 10


def left_texts(store, product):
    """Sentences that say what was left, and where the owner can have it taken.

    :param ImportedProduct product:
    :rtype: list[str]
    """
    env, texts = store.env, []
    parts = list(_parts(store, product))
    if parts:
        texts.append(env._("Left on BigCommerce: %s.", "; ".join(parts)))
    taxes = ImportedTaxes(store)
    if taxes.is_unknown(product):
        texts.append(
            env._(
                "Its tax class #%(number)s is not in the table of taxes on the store's "
                "page, so it has %(tax)s. In that table, choose a tax for this class.",
                number=product.tax_class,
                tax=", ".join(taxes.of(product).mapped("name")) or env._("no tax"),
            )
        )
    return texts


def _parts(store, product):
    env = store.env
    if product.brand and not store.brand_attribute_id:
        yield env._("the brand %s (see Brand From on the store's page)", product.brand)
    if product.is_reduced and not store.sale_pricelist_id:
        yield env._("its sale price (see Sale Price From on the store's page)")
    if product.custom_fields:
        names = ", ".join(product.custom_fields[:_MAX_NAMES])
        yield env._("the custom fields %s", names)
    if product.modifiers:
        names = ", ".join(product.modifiers[:_MAX_NAMES])
        yield env._("the modifiers %s", names)
    more = product.images[1:]
    if more and GALLERY not in env:
        yield env._("%s more images (Odoo keeps them with eCommerce)", len(more))
