"""Options of a web order that make no variant of a product.

What a kit consists of may depend on them, and what the kitchen is told.
"""


def values_without_variant(product, choices):
    """The values that a shopper chose of attributes that create no variants.

    BigCommerce knows nothing of these attributes; an option that the merchant gave the
    product there means one when both sides have the same names.

    :param product: product.product
    :param choices: pairs of an option's and a value's name
    :return: product.template.attribute.value
    """
    chosen = {(_plain(name), _plain(value)) for name, value in choices}
    lines = product.product_tmpl_id.attribute_line_ids.filtered(
        lambda line: line.attribute_id.create_variant == "no_variant"
    )
    return lines.product_template_value_ids.filtered(
        lambda value: (
            value.ptav_active
            and (_plain(value.attribute_id.name), _plain(value.name)) in chosen
        )
    )


def _plain(name):
    return (name or "").strip().casefold()
