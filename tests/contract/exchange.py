"""Recorded exchanges, in the form in which openapi-core takes them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

#: The header by which the connector's client is known.
_AGENT = "bigcommerce_connector"


@dataclass(frozen=True)
class Exchange:
    """One line of a record that the simulator wrote."""

    method: str
    path: str
    query: str
    request_headers: dict
    request_body: str
    status: int | None
    response_headers: dict
    response_body: str
    fault: str | None

    @property
    def path_in_store(self) -> str:
        """``/v2/orders/100`` of ``/stores/abc123/v2/orders/100``."""
        return "/" + "/".join(self.path.split("/")[3:])

    @property
    def of_client(self) -> bool:
        return self.request_headers.get("User-Agent", "").startswith(_AGENT)

    @cached_property
    def sent(self) -> Any:
        return _parsed(self.request_body)

    @cached_property
    def given(self) -> Any:
        return _parsed(self.response_body)

    def shape(self) -> tuple:
        """Equal for exchanges that a schema cannot tell apart but by their values."""
        keys = sorted(key for key, _value in parse_qsl(self.query))
        return (
            self.of_client,
            self.method,
            tuple(keys),
            self.status,
            _shape(self.sent),
            _shape(self.given),
        )


def read_records(folder: Path) -> Iterator[Exchange]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield Exchange(**json.loads(line))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, _shape(value[key])) for key in sorted(value))
    if isinstance(value, list):
        return frozenset(_shape(item) for item in value)
    if isinstance(value, str):
        return "str" if value else "empty"
    return type(value).__name__


class Request:
    """The request of an exchange, as the protocol of openapi-core."""

    host_url = "https://api.bigcommerce.com"

    def __init__(self, exchange: Exchange):
        self.method = exchange.method.lower()
        self.path = exchange.path
        self.body = exchange.request_body.encode() or None
        self.content_type = exchange.request_headers.get("Content-Type", "")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(exchange.query, keep_blank_values=True)),
            header=Headers(exchange.request_headers),
            cookie=ImmutableMultiDict(),
        )


class Response:
    """Its response."""

    def __init__(self, exchange: Exchange):
        self.status_code = exchange.status
        self.data = exchange.response_body.encode()
        self.headers = Headers(exchange.response_headers)
        content_type = self.headers.get("Content-Type", "application/json")
        self.content_type = content_type.split(";")[0]
