"""What a register gave back, as a refund on BigCommerce names it."""

from decimal import Decimal

from odoo.addons.bigcommerce_connector.mappers.refunds import Refunds
from odoo.addons.bigcommerce_connector.mappers.register_refund import (
    GivenBack,
    refund_items,
)


def line(number, units, total, **details):
    return {
        "id": number,
        "variant_id": 7,
        "quantity": units,
        "total_inc_tax": total,
        **details,
    }


def items(*given, lines=(), back=None, **payload):
    shipping = [{"id": 31, "line_items": list(lines)}]
    order = {"consignments": {"shipping": shipping}, **payload}
    refunds = Refunds(units={key: (Decimal(n), 0) for key, n in (back or {}).items()})
    given = [GivenBack(key, Decimal(n), Decimal(money)) for key, n, money in given]
    return refund_items(order, refunds, given)


def product(number, units):
    return {"item_type": "PRODUCT", "item_id": number, "quantity": units}


def test_units_are_of_the_line_with_their_price_then_of_others():
    lines = [line(1, 2, "20"), line(2, 2, "30")]
    assert items(("variant:7", 1, "15"), lines=lines) == ([product(2, 1)], [])
    assert items(("variant:7", 3, "45"), lines=lines) == (
        [product(2, 2), product(1, 1)],
        [],
    )
    twice = [("variant:7", 1, "15"), ("variant:7", 1, "15")]
    assert items(*twice, lines=lines) == ([product(2, 2)], [])


def test_what_is_not_left_or_no_whole_unit_is_named():
    lines = [line(1, 2, "20", quantity_refunded=1)]
    assert items(("variant:7", 2, "20"), lines=lines) == ([], ["variant:7"])
    assert items(("variant:7", 1, "10"), lines=lines, back={"1": 2})[1] == ["variant:7"]
    assert items(("variant:7", "0.5", "5"), lines=lines)[1] == ["variant:7"]
    assert items(("variant:8", 1, "5"), lines=lines)[1] == ["variant:8"]


def test_charges_are_amounts_of_the_one_address_or_fee():
    fees = [{"id": 9, "name": "Packing"}]
    given = [("shipping", 0, "5.00"), ("fee:Packing", 0, "1.50"), ("goodwill", 0, "1")]
    assert items(*given, fees=fees) == (
        [
            {"item_type": "SHIPPING", "item_id": 31, "amount": "5.00"},
            {"item_type": "FEE", "item_id": 9, "amount": "1.50"},
        ],
        ["goodwill"],
    )
    assert items(given[1], fees=fees * 2)[1] == ["fee:Packing"]
    two = {"shipping": [{"id": 1}, {"id": 2}]}
    assert items(given[0], consignments=two)[1] == ["shipping"]
