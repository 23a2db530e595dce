"""What the resources have in common."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..connection import Connection
from ..paging import PAGE, data_of, v2_pages, v3_pages


class Resource:
    def __init__(self, connection: Connection):
        self._connection = connection

    def _send(self, method: str, path: str, **options) -> Any:
        """A call of one request; see :meth:`Call.send`."""
        return self._connection.call().send(method, path, **options)

    def _data(self, method: str, path: str, **options) -> Any:
        """The same, giving the ``data`` of a v3 answer."""
        return data_of(self._send(method, path, **options), path)

    def _v3_pages(
        self, path: str, params: Mapping[str, Any], limit: int = PAGE
    ) -> Iterator[dict]:
        return v3_pages(self._connection, path, params, limit)

    def _v2_pages(
        self, path: str, params: Mapping[str, Any], limit: int = PAGE
    ) -> Iterator[dict]:
        return v2_pages(self._connection, path, params, limit)


def merged(params: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict:
    return {**(params or {}), **more}
