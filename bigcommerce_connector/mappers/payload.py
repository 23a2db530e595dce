"""Payloads of BigCommerce as a database keeps them."""

import json
import re

# What JSON writes with a backslash and may be no text for PostgreSQL: a NUL, and half
# of a pair of surrogates. An escaped backslash and a whole pair are matched to be kept.
_ESCAPED = re.compile(r"\\\\|\\u0000|\\ud[89ab]..\\ud[c-f]..|\\ud[89a-f]..")
_ODD = {"\\u0000": "", "\\\\": "\\\\"}


def as_stored(payload):
    """The payload as it comes back from a JSON field, to be kept or compared.

    Amounts that the SDK read from JSON numbers are Decimals, which JSON does not know:
    they become texts, every digit kept. Texts lose what PostgreSQL keeps in none: a NUL
    is dropped, half a character becomes U+FFFD.

    :param payload: whatever the SDK gives: dicts and lists of plain values
    """
    return json.loads(_ESCAPED.sub(_storable, json.dumps(payload, default=str)))


def _storable(found):
    escaped = found[0]
    is_pair = len(escaped) == 12
    return escaped if is_pair else _ODD.get(escaped, "\\ufffd")
