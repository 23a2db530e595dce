"""Payloads of BigCommerce as a database keeps them."""

import json
import re
from typing import Any

# What JSON writes with a backslash and may be no text for PostgreSQL: a NUL, and half
# of a pair of surrogates. An escaped backslash and a whole pair are matched to be kept.
_ESCAPED = re.compile(r"\\\\|\\u0000|\\ud[89ab]..\\ud[c-f]..|\\ud[89a-f]..")
_ODD = {"\\u0000": "", "\\\\": "\\\\"}


# Longer texts are cut: nobody writes them, and nobody could read them in Odoo.
MAX_TEXT_LENGTH = 65_535
# What shoppers answer to the store's own questions: for the store, and never read here.
_UNUSED = {"configurable_fields", "form_fields"}


def as_stored(payload: Any) -> Any:
    """The payload as it comes back from a JSON field, to be kept or compared.

    Amounts that the SDK read from JSON numbers are Decimals, which JSON does not know:
    they become texts, every digit kept. Texts lose what PostgreSQL keeps in none: a NUL
    is dropped, half a character becomes U+FFFD. What is longer than
    :data:`MAX_TEXT_LENGTH` is cut, and what nobody reads is left out.

    :param payload: whatever the SDK gives: dicts and lists of plain values
    """
    text = _ESCAPED.sub(_storable, json.dumps(payload, default=str))
    # What is short as a whole has no text to cut.
    is_long = len(text) > MAX_TEXT_LENGTH
    return json.loads(text, object_hook=_cut_all if is_long else _read_by_somebody)


def _read_by_somebody(found: dict[str, Any]) -> dict[str, Any]:
    for name in _UNUSED:
        found.pop(name, None)
    return found


def _cut_all(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [_cut(part) for part in value] if isinstance(value, list) else _cut(value)
        for name, value in _read_by_somebody(found).items()
    }


def _cut(value: Any) -> Any:
    if isinstance(value, str) and len(value) > MAX_TEXT_LENGTH:
        return value[: MAX_TEXT_LENGTH - 1] + "…"
    return value


def _storable(found: re.Match[str]) -> str:
    escaped = found[0]
    is_pair = len(escaped) == 12
    return escaped if is_pair else _ODD.get(escaped, "\\ufffd")
