"""Signing as in Standard Webhooks, as BigCommerce's HTTPS webhook page shows it:
the key is the client secret's own bytes."""

import base64
import hashlib
import hmac


def sign(client_secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature`` for a body sent at ``timestamp`` (Unix)."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(client_secret.encode(), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
