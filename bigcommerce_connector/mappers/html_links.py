"""Addresses in a text of Odoo that another host shows."""

import re

_OWN_ADDRESS = re.compile(r"""(\b(?:src|href)\s*=\s*["'])/(?!/)""", re.IGNORECASE)


def absolute_links(html: str, base_url: str) -> str:
    """Addresses within Odoo, as images in a description have them, become whole.

    :param str html: such as ``<img src="/web/image/1">``
    :param str base_url: Odoo's address on the web
    :rtype: str
    """
    return _OWN_ADDRESS.sub(
        lambda found: f"{found[1]}{base_url.rstrip('/')}/", str(html)
    )
