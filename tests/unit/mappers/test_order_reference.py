import pytest

from odoo.addons.bigcommerce_connector.mappers.order_reference import reference_number


@pytest.mark.parametrize(
    "text", ["105", " 105 ", "#105", "# 105", "BC-105", "bc-105", "BC-105/2", "105/2"]
)
def test_number_of_a_printed_reference(text):
    assert reference_number(text) == "105"


@pytest.mark.parametrize("text", ["", "BC-", "carla@example.com", "105a", "١٠٥"])
def test_other_texts_are_no_reference(text):
    assert reference_number(text) is None
