"""What people are shown of an error: what happened, without the request."""

import pytest

from odoo.addons.bigcommerce_connector.api import errors
from odoo.addons.bigcommerce_connector.api.responses import read
from odoo.addons.bigcommerce_connector.api.transport import Response

PATH = "/v3/catalog/products"


def raised(status, body):
    answer = Response(status, {}, body.encode())
    with pytest.raises(errors.BigCommerceError) as info:
        read(answer, "PUT", PATH, "a-secret")
    assert f"PUT {PATH}" in str(info.value) or status == 200  # what the log has
    return info.value.reason


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (422, '{"status": 422, "title": "No such brand."}', "“No such brand”."),
        (
            422,
            '{"title": "Invalid", "errors": {"price": "must be positive"}}',
            "“Invalid; price: must be positive”.",
        ),
        (400, '[{"status": 400, "message": "Wrong status"}]', "“Wrong status”."),
        (422, "{}", "BigCommerce gave no reason (status 422)."),
        (500, "<html>", "BigCommerce had an error of its own (status 500)."),
        (429, "", "BigCommerce asks for fewer requests (status 429)."),
        (423, "", "BigCommerce is changing it at the moment (status 423)."),
        (207, '{"errors": {"custom_url": "is taken"}}', "“custom_url: is taken”."),
    ],
)
def test_reason_has_bigcommerces_words_and_no_request(status, body, reason):
    assert raised(status, body) == reason


def test_what_was_not_sent_says_why():
    error = errors.Invalid("The Store# has a blank.")
    assert error.reason == "The Store# has a blank."
