"""Addresses within Odoo become whole, others stay as they are."""

import pytest

from odoo.addons.bigcommerce_connector.mappers.html_links import (
    absolute_links,
    private_address,
    shown_attachments,
    with_tokens,
)


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


def test_files_that_are_shown_but_for_those_with_a_token():
    html = (
        "<img src=\"/web/image/7-ab/a.png\"/><img src='/web/content/8'>"
        '<img src="https://shop.test/web/image/9/b.png?x=1&amp;access_token=t">'
        '<img src="/web/image/product.template/3/image_1024"><a href="/web/image/4">'
    )
    assert shown_attachments(html) == {7, 8}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/web/image/7-ab/a.png", "/web/image/7-ab/a.png?access_token=t"),
        ("/web/image/7?x=1", "/web/image/7?x=1&amp;access_token=t"),
        ("/web/image/7?access_token=old", "/web/image/7?access_token=old"),
        ("/web/image/70", "/web/image/70"),
    ],
)
def test_tokens(address, expected):
    html = '<p><img class="a" src="%s" alt="b"></p>'
    assert with_tokens(html % address, {7: "t"}) == html % expected


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("http://localhost:8069", True),
        ("http://192.168.1.5:8069", True),
        ("http://[::1]:8069", True),
        ("http://odoo", True),
        ("https://till.shop.LOCAL", True),
        ("https://odoo.example.com", False),
        ("https://8.8.8.8", False),
    ],
)
def test_whether_shoppers_reach_the_files_of_a_text(address, is_private):
    text = f'<p><img src="https://cdn.test/a.png"><img src="{address}/web/image/7">'
    assert private_address(text) == (address if is_private else "")


def test_links_and_pictures_of_others_may_have_any_address():
    text = '<a href="http://localhost/web/image/1"><img src="http://localhost/a.png">'
    assert not private_address(text)
