"""From a request to an answer: who is asking, what may they do, who answers."""

import json
import logging
from decimal import Decimal

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from . import catalog, channels, control, information, inventory, settings
from .errors import ApiError, error_for
from .routing import CONTROL_PREFIX, Reply, Request, url_map

try:
    from . import orders
except ImportError:
    orders = None

__all__ = [
    "Application",
    "catalog",
    "channels",
    "control",
    "information",
    "inventory",
    "orders",
    "settings",
]
_logger = logging.getLogger(__name__)
_READ_ONLY = "_read_only"


class Application:
    """Answers requests for one store; ``observers`` see every finished exchange."""

    def __init__(self, store):
        self.store = store
        self.urls = url_map()
        self.observers = []

    def answer(self, environ: dict) -> Response:
        """The response to a WSGI environment; every failure becomes an answer."""
        request = Request(environ)
        request.store = self.store
        reply = self._reply(request)
        response = _response(reply)
        for observer in self.observers:
            observer(request, response)
        return response

    def _reply(self, request) -> Reply:
        try:
            with self.store.lock:
                return self._dispatch(request)
        except ApiError as error:
            return Reply(error.body(), error.status, error.headers)
        except Exception:
            _logger.exception("%s %s failed", request.method, request.path)
            error = error_for(request.path, 500, "The simulator has a defect; see log.")
            return Reply(error.body(), 500)

    def _dispatch(self, request) -> Reply:
        public = not request.path.startswith(CONTROL_PREFIX)
        scopes = self._scopes_of(request) if public else None
        try:
            endpoint, arguments = self.urls.bind_to_environ(request.environ).match()
        except HTTPException as error:
            message = "The resource was not found."
            if error.code == 405:
                message = "The method is not allowed here."
            raise error_for(request.path, error.code or 404, message) from None
        if public:
            arguments.pop("store_hash")
            _check_scopes(request, endpoint, scopes)
            _check_content_type(request)
        reply = endpoint.handler(self.store, request, **arguments)
        if public:
            for name in request.parameters.unasked():
                self.store.violation(
                    f"{request.method} {request.path}: unknown parameter {name}"
                )
        return reply

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


def _check_content_type(request):
    if request.get_data() and request.mimetype != "application/json":
        raise error_for(request.path, 415, "The body must be application/json.")


def _response(reply: Reply) -> Response:
    response = Response(status=reply.status, headers=reply.headers)
    if isinstance(reply.body, str):
        response.set_data(reply.body)
        response.mimetype = "text/html"
    elif reply.body is None:
        response.headers.pop("Content-Type", None)
    else:
        response.set_data(json.dumps(reply.body, default=_number))
        response.headers["Content-Type"] = "application/json"
    return response


def _number(value):
    """Decimals go out as JSON numbers: whole ones without a point."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
