import pytest

from odoo.addons.bigcommerce_connector.api import client
from odoo.addons.bigcommerce_connector.mappers.credentials import (
    DEFAULT_API_URL,
    normal_api_url,
    parse_credentials,
    without_invisible,
)

API = "https://api.bigcommerce.com"


def test_the_usual_address_is_that_of_the_client():
    """Written twice: the mappers reach nothing that speaks HTTP."""
    assert DEFAULT_API_URL == client.API_URL


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
        ("api.bigcommerce.com/stores/abc123/v3/", ("abc123", API)),
        ("127.0.0.1:8070/stores/demo1", ("demo1", "https://127.0.0.1:8070")),
        ("HTTPS://API.BigCommerce.com:443/stores/ABC123/v3", ("abc123", API)),
        ("\u200babc123\u00a0\n", ("abc123", None)),
    ],
)
def test_pasted_store_hash_is_understood(pasted, expected):
    assert parse_credentials(pasted) == expected


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "a",
        "my store",
        "https://shop.example",
        f"{API}/v3/",
        "abc_123",
        "v3/stores/abc123",
        "ftp://api.bigcommerce.com/stores/abc123",
    ],
)
def test_value_that_is_no_store_hash_is_refused(pasted):
    with pytest.raises(ValueError):
        parse_credentials(pasted)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (API, API),
        (f" {API}/ ", API),
        (f"{API}//", API),
        ("HTTPS://API.BigCommerce.COM:443/", API),
        ("api.bigcommerce.com", API),
        (f"{API}/stores/abc123/v3/", API),
        ("http://localhost:8070/", "http://localhost:8070"),
        ("http://[::1]:8070", "http://[::1]:8070"),
        ("https://proxy.example/BigCommerce/", "https://proxy.example/BigCommerce"),
    ],
)
def test_an_address_has_one_form(written, expected):
    assert normal_api_url(written) == expected


@pytest.mark.parametrize("written", ["", " ", "https://", "ftp://shop.example", "/v3"])
def test_value_that_is_no_address_is_refused(written):
    with pytest.raises(ValueError):
        normal_api_url(written)


@pytest.mark.parametrize(
    "pasted", ["token", " token\n", "\ufefftoken\u200b", "\u00a0to\u200dken\t"]
)
def test_secrets_without_what_nobody_sees(pasted):
    assert without_invisible(pasted) == "token"
