"""What was asked and answered: in memory for ``GET /simulator/exchanges``, and whole
as JSON lines for the contract tests."""

import hashlib
import json
import os
import threading
import uuid
from collections import deque
from pathlib import Path

from .routing import Reply, control

ENVIRONMENT = "BIGCOMMERCE_SIMULATOR_RECORD"
KEPT = 20000


class Exchanges:
    """The last exchanges of the public API, without their answers' bodies."""

    def __init__(self):
        self.rows = deque(maxlen=KEPT)

    def add(self, exchange: dict, carried_out, answered) -> None:
        """Remember one, with the moments (None: it was not carried out) by the store's
        clock. What others do at once is before or after ``carried_out``."""
        left_out = ("response_body", "request_headers", "response_headers")
        row = {k: v for k, v in exchange.items() if k not in left_out}
        row["carried_out"] = carried_out and carried_out.isoformat()
        row["answered"] = answered.isoformat()
        self.rows.append(row)


class Recorder:
    """Appends every exchange to a file of its own in ``folder``.

    A line is ``{"method", "path", "query", "request_headers", "request_body",
    "status", "response_headers", "response_body", "fault"}``; bodies are the texts as
    they were sent ("" for none), files in them only as length and hash,
    ``query`` is the query string, the token is masked,
    ``status`` is null when no answer was given, ``fault`` the kind or null.
    """

    def __init__(self, folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"exchanges-{os.getpid()}-{uuid.uuid4().hex[:8]}.jsonl"
        self.path = Path(folder) / name
        self._lock = threading.Lock()

    def add(self, exchange: dict) -> None:
        """Write one line."""
        line = json.dumps(exchange) + "\n"
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(line)


def describe(request, response, fault) -> dict:
    """One exchange as a line of the record."""
    headers = dict(request.headers)
    if "X-Auth-Token" in headers:
        headers["X-Auth-Token"] = "masked"
    silent = fault is not None and fault.kind.startswith("timeout")
    return {
        "method": request.method,
        "path": request.path,
        "query": request.query_string.decode(),
        "request_headers": headers,
        "request_body": _body_text(request),
        "status": None if silent else response.status_code,
        "response_headers": dict(response.headers),
        "response_body": response.get_data(as_text=True),
        "fault": fault.kind if fault else None,
    }


def _body_text(request):
    """The body as text; of a form's files only how long they are and what they begin
    with, so that a record stays readable."""
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        return request.get_data(as_text=True)
    separator = b"--" + boundary.encode()
    parts = request.get_data().split(separator)
    return separator.join(map(_without_file, parts)).decode(errors="replace")


def _without_file(part):
    head, middle, content = part.partition(b"\r\n\r\n")
    if b"filename" not in head:
        return part
    digest = hashlib.sha256(content.removesuffix(b"\r\n")).hexdigest()
    note = f"({len(content) - 2} bytes, sha256 {digest})\r\n"
    return head + middle + note.encode()


@control("GET", "/exchanges")
def list_exchanges(store, request):
    """``{"count", "writes", "exchanges"}``, filtered by ``method`` and ``path`` (a
    part of it)."""
    method, part = request.parameters.text("method"), request.parameters.text("path")
    rows = [
        row
        for row in store.exchanges.rows
        if method in (None, row["method"]) and (part is None or part in row["path"])
    ]
    writes = sum(row["method"] != "GET" for row in rows)
    return Reply({"count": len(rows), "writes": writes, "exchanges": rows})


@control("DELETE", "/exchanges")
def forget_exchanges(store, request):
    """Begin to count anew."""
    store.exchanges.rows.clear()
    return Reply({"count": 0})
