"""Payloads of BigCommerce as a database keeps them."""

import json


def as_stored(payload):
    """The payload as it comes back from a JSON field, to be kept or compared.

    Amounts that the SDK read from JSON numbers are Decimals, which JSON does not know:
    they become texts, every digit kept.

    :param payload: whatever the SDK gives: dicts and lists of plain values
    """
    return json.loads(json.dumps(payload, default=str))
