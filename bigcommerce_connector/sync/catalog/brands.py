"""The brand of a product: Odoo has no field for it, so an attribute gives it.

An attribute that creates no variants can be set on any product without changing what
is sold, is there without further addons, is known to filters and imports, and its
values are unique by name, as brands are on BigCommerce.
"""


def brand_name(template, attribute):
    """The only value that a product has of this attribute, else nothing.

    :param attribute: ``product.attribute``; none: nobody asks for brands
    :rtype: str
    """
    if not attribute:
        return ""
    values = template.attribute_line_ids.filtered(
        lambda line: line.attribute_id == attribute
    ).value_ids
    return values.name.strip() if len(values) == 1 else ""
