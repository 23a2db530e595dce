"""Names in a request that the documents do not have: misspelt ones, mostly.

The schemas let any further property pass, so that ``{"prize": 5}`` is a good product.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from .exchange import Exchange


def unknown_names(document: dict, template: str, exchange: Exchange) -> Iterator[str]:
    """The query parameters and (with their place) the fields that are not documented.

    :param document: the OpenAPI file
    :param template: the path of the operation in it
    """
    item = document["paths"][template]
    operation = item[exchange.method.lower()]
    documented = {
        _resolved(document, one)["name"]
        for one in [*item.get("parameters", []), *operation.get("parameters", [])]
    }
    for name, _value in parse_qsl(exchange.query, keep_blank_values=True):
        if name not in documented:
            yield f"the parameter {name}"
    body = _resolved(document, operation.get("requestBody", {}))
    schema = body.get("content", {}).get("application/json", {}).get("schema")
    if schema:
        yield from _unknown_fields(document, schema, exchange.sent, "")


def _unknown_fields(
    document: dict, schema: dict, value: Any, place: str
) -> Iterator[str]:
    if isinstance(value, list):
        items = [one["items"] for one in _parts(document, schema) if "items" in one]
        for one in value if items else ():
            yield from _unknown_fields(document, {"anyOf": items}, one, f"{place}/*")
    elif isinstance(value, dict):
        known = _properties(document, schema)
        for name, nested in value.items() if known else ():
            if name not in known:
                yield f"the field {place}/{name}"
            else:
                found = {"anyOf": known[name]}
                yield from _unknown_fields(document, found, nested, f"{place}/{name}")


def _properties(document: dict, schema: dict) -> dict[str, list[dict]]:
    """Name to its schemas; empty where anything may be."""
    found: dict[str, list[dict]] = {}
    for part in _parts(document, schema):
        if part.get("additionalProperties"):
            return {}
        for name, nested in part.get("properties", {}).items():
            found.setdefault(name, []).append(nested)
    return found


def _parts(document: dict, schema: dict) -> Iterator[dict]:
    """A schema with all that it combines."""
    schema = _resolved(document, schema)
    yield schema
    for kind in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(kind, ()):
            yield from _parts(document, part)


def _resolved(document: dict, node: dict) -> dict:
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node
