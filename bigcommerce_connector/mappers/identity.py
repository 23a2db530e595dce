"""Identities that nobody can guess, for records that Odoo finds by them.

Odoo takes ``pos.order.uuid`` for a secret: its public page for receipts hands the order
out to whoever names it (point_of_sale/controllers/main.py).
"""

import hashlib
import hmac
import uuid


def secret_uuid(secret: str, *parts: str) -> str:
    """The identity of one thing, the same whenever it is asked for.

    :param str secret: random, and known to the system only
    :param str parts: what the thing is: an order's number, a running number, …
    :return: as text, in the form of a random UUID (RFC 9562, version 4)
    :rtype: str
    :raise ValueError: there is no secret, so that anybody could tell the identity
    """
    if not secret:
        raise ValueError("an identity needs a secret")
    name = "/".join(parts)
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha256).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
