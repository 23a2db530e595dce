"""Customers page by page from one of them on (``after``, ``before``).

The cursor is the id in disguise (``eyJpZCI6MjA0fQ``); ``cursor_pagination`` is in the
answer to the first page and to requests with a cursor, where ``page`` is ignored.

Source: BigCommerce, customers.v3.yml (``getCustomers``). Not documented: both cursors
at once, and one that is none (422 here).
"""

import base64
import json
from urllib.parse import urlencode

from ..errors import V3Error
from ..parameters import MAXIMUM_LIMIT


def listed(parameters, rows: list) -> tuple[list, dict]:
    """The rows of the page that is asked for, and ``meta``."""
    after, before = parameters.text("after"), parameters.text("before")
    page = parameters.page(maximum=MAXIMUM_LIMIT)
    if after is None and before is None:
        shown, meta = page.of(rows), parameters.meta(page, rows)
        if page.number > 1:
            return shown, meta
        return shown, {**meta, **_meta(rows, shown, page.limit)}
    if after is not None and before is not None:
        raise V3Error(422, "before and after exclude each other", {})
    if after is not None:
        shown = rows[_place(rows, after, behind=True) :][: page.limit]
    else:
        end = _place(rows, before, behind=False)
        shown = rows[max(end - page.limit, 0) : end]
    return shown, _meta(rows, shown, page.limit)


def _meta(rows, shown, limit):
    found = {"count": len(shown), "per_page": limit, "links": {}}
    if shown:
        start, end = _cursor(shown[0]), _cursor(shown[-1])
        found |= {"start_cursor": start, "end_cursor": end}
        for name, parameter, cursor, last in (
            ("previous", "before", start, shown[0] is rows[0]),
            ("next", "after", end, shown[-1] is rows[-1]),
        ):
            if not last:
                found["links"][name] = "?" + urlencode(
                    {parameter: cursor, "limit": limit}
                )
    return {"cursor_pagination": found}


def _cursor(row):
    text = json.dumps({"id": row.id}, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(rows, cursor, behind):
    """Where in ``rows`` the cursor's row begins, or ends (``behind``); of a row that is
    gone, where it would be by id."""
    number = _number(cursor)
    for place, row in enumerate(rows):
        if row.id == number:
            return place + behind
    return sum(row.id < number for row in rows)


def _number(cursor):
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        number = json.loads(base64.urlsafe_b64decode(padded))["id"]
    except (ValueError, TypeError, KeyError):
        number = None
    if isinstance(number, bool) or not isinstance(number, int):
        raise V3Error(422, "The cursor is none", {"cursor": cursor})
    return number
