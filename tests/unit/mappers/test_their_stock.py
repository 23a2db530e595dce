"""BigCommerce's own figures, by the names that adjustments use."""

from odoo.addons.bigcommerce_connector.mappers.their_stock import (
    TheirStock,
    their_stock,
)


def row(product_id, variant_id, **on_hand):
    return {
        "identity": {"product_id": product_id, "variant_id": variant_id},
        "locations": [
            {
                "location_id": int(name[1:]),
                "total_inventory_onhand": units,
                "available_to_sell": units - 2,
                "settings": {"safety_stock": 2},
            }
            for name, units in on_hand.items()
        ],
    }


def test_an_item_goes_by_its_product_only_where_that_has_one_row():
    found = their_stock([row(7, 70, l1=5, l3=0), row(8, 80, l1=1), row(8, 81, l1=4)])
    assert found.keys() == {
        ("product_id", 7),
        ("variant_id", 70),
        ("variant_id", 80),
        ("variant_id", 81),
    }
    assert found["product_id", 7] == {1: TheirStock(5, 2), 3: TheirStock(0, 2)}


def test_what_is_left_out_is_nothing():
    bare = {"identity": {"variant_id": 1}, "locations": [{"location_id": 1}]}
    assert their_stock([bare])["variant_id", 1] == {1: TheirStock(0, 0)}
