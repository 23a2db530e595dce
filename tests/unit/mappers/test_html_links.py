"""Addresses within Odoo become whole, others stay as they are."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.html_links import absolute_links


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/web/image/1">', '<img src="https://shop.test/web/image/1">'),
        ("<a href='/help'>", "<a href='https://shop.test/help'>"),
        ('<img src="//cdn.test/1">', '<img src="//cdn.test/1">'),
        ('<img src="https://a.test/1">', '<img src="https://a.test/1">'),
        ("<p>src=/x</p>", "<p>src=/x</p>"),
    ],
)
def test_links(html, expected):
    assert absolute_links(html, "https://shop.test/") == expected
