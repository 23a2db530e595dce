"""Which fields of a product that BigCommerce has Odoo writes there.

Those that the owner left to Odoo and that are filled in. What is empty in Odoo stays on
BigCommerce as it is, unless the owner wants it emptied there.
"""

from decimal import Decimal

from .product import FieldRules, Payload, ProductValues, product_payload


def owned_fields(
    payload: Payload,
    product: ProductValues,
    weight: Decimal,
    rules: FieldRules,
    keeps_price: bool = False,
) -> Payload:
    """What of a payload Odoo has a say in, for a product that is there.

    :param ProductValues product: that the payload, or its variant's, was made of
    :param Decimal weight: of the product or variant itself
    :param bool keeps_price: whether the price of a new product counts as none
    :rtype: dict
    """
    left_out = set(rules.kept)
    if not rules.sends_empty:
        left_out.update(_unset(payload, product, weight))
    if product.keeps_description:
        left_out.add("description")
    if keeps_price and product.has_default_price:
        left_out.add("price")
    return {name: value for name, value in payload.items() if name not in left_out}


def _unset(payload: Payload, product: ProductValues, weight: Decimal) -> set[str]:
    """Fields that Odoo has nothing to say about: empty texts, no price, no weight."""
    names = {name for name, value in payload.items() if value == ""}
    if not weight:
        names.add("weight")
    if payload.get("price") == 0 or not product.price and payload.get("price") is None:
        names.add("price")  # null would inherit one that is not sent
    if not payload.get("cost_price"):
        names.add("cost_price")
    return names


def unset_fields(
    product: ProductValues, rules: FieldRules, keeps_price: bool
) -> list[str]:
    """Which of price and weight BigCommerce keeps because Odoo has none.

    :rtype: list[str]
    """
    body = owned_fields(
        product_payload(product), product, product.weight, rules, keeps_price
    )
    names = ["price", "weight"] if product.is_goods else ["price"]
    return [name for name in names if name not in {*body, *rules.kept}]
