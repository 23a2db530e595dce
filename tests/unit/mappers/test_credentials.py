import pytest

from odoo.addons.bigcommerce_connector.mappers.credentials import parse_credentials

API = "https://api.bigcommerce.com"


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("abc123", ("abc123", None)),
        ("  ABC123 ", ("abc123", None)),
        ("stores/abc123", ("abc123", None)),
        ("/stores/abc123/v3/", ("abc123", None)),
        (f"{API}/stores/abc123/v3/", ("abc123", API)),
        (f"{API}/stores/abc123", ("abc123", API)),
        ("http://127.0.0.1:8070/stores/demo1/v2", ("demo1", "http://127.0.0.1:8070")),
    ],
)
def test_what_people_paste(pasted, expected):
    assert parse_credentials(pasted) == expected


@pytest.mark.parametrize(
    "pasted", ["", "a", "my store", "https://shop.example", f"{API}/v3/", "abc_123"]
)
def test_what_is_no_store_hash(pasted):
    with pytest.raises(ValueError):
        parse_credentials(pasted)
