"""From a request to an answer: who is asking, what may they do, who answers."""

import json
import logging
import threading
from dataclasses import replace
from decimal import Decimal

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from . import (
    catalog,
    channels,
    control,
    customers,
    hooks,
    information,
    inventory,
    metafields,
    orders,
    settings,
    summary,
)
from .errors import ApiError, V3Error, error_for
from .exchanges import describe
from .routing import CDN_PREFIX, CONTROL_PREFIX, Reply, Request, url_map
from .switches import declare

__all__ = [
    "Application",
    "catalog",
    "channels",
    "control",
    "customers",
    "hooks",
    "information",
    "inventory",
    "metafields",
    "orders",
    "settings",
    "summary",
]
_logger = logging.getLogger(__name__)
_READ_ONLY = "_read_only"

declare(
    "maximum_url_bytes",
    8192,
    "longer addresses (path and query) are answered with 414",
)
declare("latency_seconds", 0, "real seconds that every answer takes")


class Answer(Response):
    """A response, and how it is to be sent: ``manner`` is None, ``hang`` (never
    answered, for ``seconds``), ``cut`` (in the middle)."""

    manner = None
    seconds = 0.0


class Application:
    """Answers requests for one store; ``observers`` get every public exchange."""

    def __init__(self, store):
        self.store = store
        self.urls = url_map()
        self.observers = []
        self.stopping = threading.Event()

    def answer(self, environ: dict) -> Answer:
        """The response to a WSGI environment; every failure becomes an answer."""
        request = Request(environ)
        request.store = self.store
        if request.path.startswith((CONTROL_PREFIX, CDN_PREFIX)):
            return _response(self._guarded(self._control, request))
        return self._public(request)

    def _public(self, request):
        path, size = request.api_path, request.content_length or 0
        with self.store.lock:
            fault = self.store.faults.choose_request(request.method, path, size)
        if fault and fault.before:
            response = self._refusal(fault, path)
        else:
            reply = self._guarded(self._dispatch, request)
            self._leave_bulk(request)
            instead = fault and fault.reply(self.store, path)
            response = _response(instead or reply)
        if fault:
            _spoil(response, fault)
        self._sleep(self.store.switches.latency_seconds)
        if fault and fault.kind == "late":
            self._sleep(fault.seconds)
        exchange = describe(request, response, fault)
        with self.store.lock:
            answered = self.store.clock.now()
            self.store.exchanges.add(exchange, request.carried_out, answered)
        for observer in self.observers:
            observer(exchange)
        return response

    def _refusal(self, fault, path):
        with self.store.lock:
            return _response(fault.reply(self.store, path) or Reply())

    def _guarded(self, handle, request) -> Reply:
        try:
            with self.store.lock:
                try:
                    return handle(request)
                finally:
                    request.carried_out = self.store.clock.now()
        except ApiError as error:
            return Reply(error.body(), error.status, error.headers)
        except Exception:
            # Whatever is wrong with a handler, the server must go on.
            _logger.exception("%s %s failed", request.method, request.path)
            error = error_for(request.path, 500, "The simulator has a defect; see log.")
            return Reply(error.body(), 500)

    def _control(self, request) -> Reply:
        endpoint, arguments = self._match(request)
        arguments.pop("store_hash", None)
        return endpoint.handler(self.store, request, **arguments)

    def _dispatch(self, request) -> Reply:
        scopes = self._scopes_of(request)
        headers = self.store.quota.take()
        if headers is None:
            headers = self.store.quota.exhausted()
            raise error_for(request.path, 429, "Too many requests", headers)
        try:
            reply = self._carry_out(request, scopes)
        except ApiError as error:
            error.headers = {**headers, **error.headers}
            raise
        return replace(reply, headers={**headers, **reply.headers})

    def _carry_out(self, request, scopes) -> Reply:
        length = len(request.path) + len(request.query_string)
        if length > self.store.switches.maximum_url_bytes:
            raise error_for(request.path, 414, "The address is too long.")
        endpoint, arguments = self._match(request)
        arguments.pop("store_hash")
        _check_scopes(request, endpoint, scopes)
        _check_content_type(request, endpoint)
        request.bulk = self.store.bulk.enter(request.method, request.api_path)
        reply = endpoint.handler(self.store, request, **arguments)
        for name in request.parameters.unasked():
            self.store.violation(
                f"{request.method} {request.api_path}: unknown parameter {name}"
            )
        return reply

    def _match(self, request):
        try:
            return self.urls.bind_to_environ(request.environ).match()
        except HTTPException as error:
            message = "The resource was not found."
            if error.code == 405:
                message = "The method is not allowed here."
            raise error_for(request.path, error.code or 404, message) from None

    def _leave_bulk(self, request):
        if request.bulk is None:
            return
        self._sleep(self.store.switches.bulk_seconds)
        with self.store.lock:
            self.store.bulk.leave(request.bulk)

    def _sleep(self, seconds):
        """Real time, never with the lock held, cut short when the server stops."""
        if seconds:
            self.stopping.wait(seconds)

    def _scopes_of(self, request):
        """The scopes of the token; None stands for all of them."""
        parts = request.path.split("/")
        if len(parts) < 3 or parts[1] != "stores":
            raise error_for(request.path, 404, "The resource was not found.")
        if parts[2] != self.store.store_hash:
            status = self.store.switches.unknown_store_status
            raise error_for(request.path, status, "There is no such store.")
        token = request.headers.get("X-Auth-Token")
        if token not in self.store.tokens:
            raise error_for(request.path, 401, "Unauthorized")
        return self.store.tokens[token]


def _check_scopes(request, endpoint, scopes):
    if scopes is None or not endpoint.scopes:
        return
    for wanted in endpoint.scopes:
        if wanted in scopes:
            return
        if wanted.endswith(_READ_ONLY) and wanted[: -len(_READ_ONLY)] in scopes:
            return
    message = "You don't have a required scope to access the endpoint"
    raise error_for(request.path, 403, message)


def _check_content_type(request, endpoint):
    if request.get_data() and request.mimetype not in endpoint.media:
        media = " or ".join(endpoint.media)
        raise error_for(request.path, 415, f"The body must be {media}.")


def _spoil(response, fault):
    body = response.get_data()
    if fault.kind.startswith("timeout"):
        response.manner, response.seconds = "hang", fault.seconds
    elif fault.kind == "cut":
        response.manner = "cut"
    elif fault.kind == "malformed":
        response.set_data(body[: max(len(body) // 2, 1)] or b"<")
    elif fault.kind == "partly" and response.status_code < 300:
        failed = {"custom_url": "The address is in use"}
        errors = V3Error(207, "Saved, but not all of it", failed).body()
        response.set_data(json.dumps({**json.loads(body), "errors": errors}))
        response.status_code = 207
    if fault.kind == "429_bare":
        for name in [n for n in response.headers.keys() if n.startswith("X-Rate")]:
            del response.headers[name]


def _response(reply: Reply) -> Answer:
    response = Answer(status=reply.status)
    if isinstance(reply.body, bytes):
        response.set_data(reply.body)
    elif isinstance(reply.body, str):
        response.set_data(reply.body)
        response.mimetype = "text/html"
    elif reply.body is None:
        response.headers.pop("Content-Type", None)
    else:
        response.set_data(json.dumps(reply.body, default=_number))
        response.headers["Content-Type"] = "application/json"
    response.headers.update(reply.headers)
    return response


def _number(value):
    """Decimals go out as JSON numbers: whole ones without a point."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
