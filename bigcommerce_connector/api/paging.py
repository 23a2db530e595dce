"""Lazy listings over all pages, and writes cut into chunks.

v3 tells the number of pages in ``meta.pagination``; v2, and the list of refunds, tell
nothing and are read until a page is not full (v2 answers an empty one with 204).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count, islice
from typing import Any

from .connection import Call, Connection
from .errors import AnswerTooLarge, BigCommerceError, MalformedResponse, PartlySaved
from .parameters import in_parts

Row = dict[str, Any]
Rows = list[Row]
Values = list[Any]

# The most rows a page of most listings; others say so where they are read.
PAGE = 250
# BigCommerce's ids of orders have 32 bits.
_HIGHEST_ID = 2**31 - 1


def field_of(body: Any, name: str, path: str) -> Any:
    """A field that this answer always has."""
    if isinstance(body, Mapping) and name in body:
        return body[name]
    raise _unexpected(name, path)


def data_of(body: Any, path: str) -> Any:
    """What lies in the ``data`` of a v3 answer."""
    return field_of(body, "data", path)


def object_of(body: Any, path: str) -> Row:
    if isinstance(body, dict):
        return body
    raise _unexpected("object", path)


def list_of(body: Any, path: str) -> Values:
    if isinstance(body, list):
        return body
    raise _unexpected("list", path)


def _unexpected(expected: str, path: str) -> MalformedResponse:
    return MalformedResponse(
        f"The answer from {path} lacks the {expected} that BigCommerce gives there; "
        f"check that the API address is BigCommerce's.",
        path=path,
    )


def v3_pages(
    connection: Connection, path: str, params: Mapping[str, Any], limit: int
) -> Iterator[Row]:
    """All rows of a v3 listing.

    :param limit: the most rows a page that BigCommerce gives here
    """
    call = connection.call()
    for part in in_parts(params):
        size, page = _page_size(part, limit), 1
        while True:
            sent = {**part, "page": page, "limit": size}
            try:
                body = call.send("GET", path, params=sent)
            except AnswerTooLarge as error:
                size, page = _smaller_page(error, size, page)
                continue
            rows = list_of(data_of(body, path), path)
            yield from rows
            if not rows or page >= _pages(body, page, full=len(rows) >= size):
                break
            page += 1


def _smaller_page(error: AnswerTooLarge, size: int, page: int) -> tuple[int, int]:
    """Size and number of a page that begins with the same row, and has fewer.

    :raise AnswerTooLarge: the same; a page of one row cannot be made smaller
    """
    if size == 1:
        raise error
    parts = next(number for number in count(2) if size % number == 0)
    return size // parts, (page - 1) * parts + 1


def _pages(body: Mapping[str, Any], page: int, *, full: bool) -> int:
    """How many pages there are, as far as the answer to ``page`` lets us know."""
    meta = body.get("meta")
    pagination = meta.get("pagination") if isinstance(meta, Mapping) else None
    told = pagination.get("total_pages") if isinstance(pagination, Mapping) else None
    if isinstance(told, int):
        return told
    return page + 1 if full else page


def total_of(body: Mapping[str, Any], least: int) -> int:
    """How many rows a v3 listing has on all its pages; ``least`` if it does not say."""
    meta = body.get("meta")
    pagination = meta.get("pagination") if isinstance(meta, Mapping) else None
    told = pagination.get("total") if isinstance(pagination, Mapping) else None
    return told if isinstance(told, int) else least


def v2_pages(
    connection: Connection, path: str, params: Mapping[str, Any], limit: int
) -> Iterator[Row]:
    """All rows of a v2 listing, by page number."""
    call = connection.call()
    for part in in_parts(params):
        size, page = _page_size(part, limit), 1
        while True:
            try:
                rows = _v2_rows(call, path, {**part, "page": page, "limit": size})
            except AnswerTooLarge as error:
                size, page = _smaller_page(error, size, page)
                continue
            yield from rows
            if len(rows) < size:
                break
            page += 1


def v2_pages_by_id(
    connection: Connection,
    path: str,
    params: Mapping[str, Any],
    limit: int,
    first: int,
    on_too_large: Callable[[int, AnswerTooLarge], Any] | None = None,
) -> Iterator[Row]:
    """All rows of a v2 listing from the id ``first`` upwards.

    Unlike page numbers this neither skips nor repeats a row while others appear.

    :param on_too_large: gets the id of a row that alone is too large, and the error,
        and the listing goes on behind it; None: the error is raised
    """
    call = connection.call()
    size = _page_size(params, limit)
    while True:
        sent = {**params, "min_id": first, "sort": "id:asc", "limit": size}
        try:
            rows = _v2_rows(call, path, sent)
        except AnswerTooLarge as error:
            if size > 1 or on_too_large is None:
                size, _page = _smaller_page(error, size, 1)
                continue
            large = _id_of_large_row(call, path, sent)
            on_too_large(large, error)
            first, size = large + 1, _page_size(params, limit)
            continue
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1].get("id")
        if not isinstance(last, int) or last < first:
            raise _unexpected("order by id", path)
        first = last + 1


def _id_of_large_row(call: Call, path: str, sent: Mapping[str, Any]) -> int:
    """The id of the first row of a listing, which is too large to be read.

    Without it the answer is empty: so its id is the lowest ``max_id`` that is too much.
    """
    low, step = int(sent["min_id"]), 1
    high = int(sent.get("max_id") or _HIGHEST_ID)
    while low < high:
        limit = min(low + step - 1, high) if step else (low + high) // 2
        try:
            _v2_rows(call, path, {**sent, "max_id": limit})
        except AnswerTooLarge:
            high, step = limit, 0  # from here on, halve what is left
        else:
            low, step = limit + 1, step * 2
    return low


def _v2_rows(call: Call, path: str, params: Mapping[str, Any]) -> Values:
    body = call.send("GET", path, params=params)
    return [] if body is None else list_of(body, path)


def _page_size(params: Mapping[str, Any], limit: int) -> int:
    """The caller's page size, at most what BigCommerce allows (else it answers 413)."""
    return max(1, min(int(params.get("limit") or limit), limit))


def in_chunks(
    connection: Connection,
    items: Iterable[Any],
    size: int,
    send: Callable[[Call, Values], Values],
) -> Values:
    """Send items in chunks, one after the other; what came back for all of them.

    :param send: sends one chunk, gives what came back as a list
    :raise BigCommerceError: the first failure; its ``completed`` is what came back
        before it
    """
    call = connection.call()
    done: Values = []
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        try:
            done += send(call, chunk)
        except PartlySaved as error:
            error.completed = done + list(error.data or [])
            raise
        except BigCommerceError as error:
            error.completed = done
            raise
    return done
