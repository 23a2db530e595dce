"""Addresses in a text of Odoo that another host shows."""

import re
from collections.abc import Mapping
from ipaddress import ip_address

_OWN_ADDRESS = re.compile(r"""(\b(?:src|href)\s*=\s*["'])/(?!/)""", re.IGNORECASE)
# Source: addons/web/controllers/binary.py, content_image and content_common.
_ATTACHMENT = re.compile(
    r"""(\bsrc\s*=\s*["'][^"'?]*/web/(?:image|content)/(\d+)(?:[-/][^"'?]*)?)"""
    r"""(?:\?([^"']*))?(?=["'])""",
    re.IGNORECASE,
)
_SHOWN_BY = re.compile(
    r"""\bsrc\s*=\s*["'](https?://(\[[^\]"']+\]|[^/"':]+)(?::\d+)?)"""
    r"""/web/(?:image|content)/""",
    re.IGNORECASE,
)
# Names that no server of the internet has.
_LOCAL = (".home", ".internal", ".lan", ".local", ".localdomain", ".test")


def absolute_links(html: str, base_url: str) -> str:
    """Addresses within Odoo, as images in a description have them, become whole.

    :param str html: such as ``<img src="/web/image/1">``
    :param str base_url: Odoo's address on the web
    :rtype: str
    """
    return _OWN_ADDRESS.sub(
        lambda found: f"{found[1]}{base_url.rstrip('/')}/", str(html)
    )


def shown_attachments(html: str) -> set[int]:
    """The files of Odoo that a text shows, but for those whose addresses let anybody
    see them: with an access token.

    :return: ids of ir.attachment
    """
    return {
        int(found[2])
        for found in _ATTACHMENT.finditer(html)
        if "access_token=" not in (found[3] or "")
    }


def with_tokens(html: str, tokens: Mapping[int, str]) -> str:
    """The text with access tokens in the addresses of these files.

    :param dict tokens: by ids of ir.attachment
    """

    def add(found: re.Match[str]) -> str:
        token, query = tokens.get(int(found[2])), found[3] or ""
        if not token or "access_token=" in query:
            return found[0]
        query = f"{query}&amp;" if query else ""
        return f"{found[1]}?{query}access_token={token}"

    return _ATTACHMENT.sub(add, html)


def private_address(html: str) -> str:
    """The address of an Odoo that shows files in a text and that shoppers cannot
    reach; empty: there is none.

    :param str html: with whole addresses
    """
    for found in _SHOWN_BY.finditer(html):
        if _is_private(found[2].lower()):
            return found[1]
    return ""


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL)
