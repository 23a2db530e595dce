"""What the resources have in common."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..connection import Connection
from ..paging import PAGE, Row, Rows, Values, data_of, object_of, v2_pages, v3_pages

__all__ = ["Resource", "Row", "Rows", "Values", "merged"]


class Resource:
    def __init__(self, connection: Connection):
        self._connection = connection

    def _send(self, method: str, path: str, **options: Any) -> Any:
        """A call of one request; see :meth:`Call.send`."""
        return self._connection.call().send(method, path, **options)

    def _data(self, method: str, path: str, **options: Any) -> Any:
        """The same, giving the ``data`` of a v3 answer."""
        return data_of(self._send(method, path, **options), path)

    def _object(self, method: str, path: str, **options: Any) -> Row:
        """The same, of one record."""
        return object_of(self._data(method, path, **options), path)

    def _v3_pages(
        self, path: str, params: Mapping[str, Any], limit: int = PAGE
    ) -> Iterator[Row]:
        return v3_pages(self._connection, path, params, limit)

    def _v2_pages(
        self, path: str, params: Mapping[str, Any], limit: int = PAGE
    ) -> Iterator[Row]:
        return v2_pages(self._connection, path, params, limit)


def merged(params: Mapping[str, Any] | None, more: Mapping[str, Any]) -> Row:
    return {**(params or {}), **more}
