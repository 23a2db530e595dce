"""Verify that a webhook was sent by BigCommerce (scheme: Standard Webhooks).

``webhook-signature`` holds one or several signatures, parted by spaces, of the form
``v1,`` + base64 of HMAC-SHA256 over ``{id}.{timestamp}.{raw body}``; the key is the API
account's client secret as it stands. Source: BigCommerce's page on HTTPS webhooks.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping


class SignatureError(Exception):
    """The webhook is not genuine, or too old; the text says which, in a sentence."""


class SignatureMismatch(SignatureError):
    """It is signed with another secret, or was changed on its way."""


def verify(
    body: bytes,
    headers: Mapping[str, str],
    client_secret: str,
    now: float,
    tolerance: float = 300,
) -> None:
    """Return when the webhook is genuine and fresh.

    :param body: as received, before any decoding
    :param headers: of the request; case does not matter
    :param now: seconds since 1970 UTC
    :param tolerance: seconds that the sender's clock may differ, either way
    :raise SignatureMismatch: it is signed with another secret
    :raise SignatureError: otherwise
    """
    if not client_secret:
        raise SignatureError("There is no client secret to verify with.")
    lowered = {name.lower(): value for name, value in headers.items()}
    message_id = _header(lowered, "webhook-id")
    timestamp = _header(lowered, "webhook-timestamp")
    given = _header(lowered, "webhook-signature")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 15):
        raise SignatureError("The header webhook-timestamp is no time.")
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(client_secret.encode(), signed, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    # Every signature is compared, so that the time taken tells nothing.
    matches = [
        hmac.compare_digest(expected, one.encode("utf-8", "surrogateescape"))
        for one in given.split(" ")
    ]
    if not any(matches):
        raise SignatureMismatch("The signature does not match the webhook.")
    if abs(now - int(timestamp)) > tolerance:
        raise SignatureError("The webhook is too old, or comes from the future.")


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise SignatureError(f"The header {name} is missing.")
    return value
