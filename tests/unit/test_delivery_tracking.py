"""Odoo's delivery methods and tracking references, as BigCommerce takes them."""

import pytest

from odoo.addons.bigcommerce_connector_delivery.tracking import number_of, provider_of

KNOWN = {"fedex", "ups", "usps"}


@pytest.mark.parametrize(
    ("delivery_type", "provider"),
    [("ups", "ups"), ("fedex_rest", "fedex"), ("fixed", ""), ("bpost", ""), ("", "")],
)
def test_which_carrier_a_delivery_method_is(delivery_type, provider):
    assert provider_of(delivery_type, KNOWN) == provider


@pytest.mark.parametrize(
    ("reference", "number"),
    [("1Z9", "1Z9"), (" 1Z9 ", "1Z9"), ("A1,B2", "A1,B2"), ("A1, 23456789", "A1")],
)
def test_of_several_numbers_the_first_is_told_where_they_are_too_long(
    reference, number
):
    assert number_of(reference, 8) == number


def test_a_number_that_is_too_long_is_not_told():
    assert not number_of("123456789", 8)
