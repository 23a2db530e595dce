"""Which function answers which address.

Handlers register themselves with :func:`route` (the public API, below
``/stores/<hash>``) or :func:`control` (below ``/simulator``). They are called as
``handler(store, request, **path_arguments)`` while the store's lock is held.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request as WerkzeugRequest

from .errors import error_for
from .parameters import Parameters
from .shapes import misshapen, refusal, with_numbers

_RULES: list[Rule] = []
CONTROL_PREFIX = "/simulator"
CDN_PREFIX = "/cdn"
JSON = ("application/json",)


@dataclass(frozen=True)
class Reply:
    """What a handler returns; ``body`` None sends no body, text is sent as HTML, bytes
    as what the Content-Type in ``headers`` says."""

    body: dict | list | str | bytes | None = None
    status: int = 200
    headers: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Endpoint:
    """A handler, the scopes of which a token needs one (empty: any token), and the
    media types that it takes."""

    handler: object
    scopes: tuple = ()
    media: tuple = JSON


class Request(WerkzeugRequest):
    """A request with its typed query parameters and its JSON body."""

    store = None
    bulk = None
    carried_out = None  # the moment, by the store's clock

    @property
    def api_path(self) -> str:
        """The path below the store hash, for example ``/v3/hooks``."""
        parts = self.path.split("/", 3)
        return "/" + parts[3] if len(parts) > 3 else self.path

    @property
    def parameters(self) -> Parameters:
        """Typed access to the query string."""
        if not hasattr(self, "_parameters"):
            self._parameters = Parameters(self.store, self)
        return self._parameters

    def form_fields(self) -> dict[str, str]:
        """The texts of a form; 413 when they are larger than any field may be."""
        try:
            return self.form.to_dict()
        except HTTPException as error:
            raise error_for(self.path, error.code, "The form is too large.") from None

    def form_files(self) -> dict:
        """The files of a form, by the name of their field."""
        self.form_fields()
        return self.files.to_dict()

    def payload(self, expected: type | tuple = dict, shape=None, of: type = dict):
        """The JSON body (numbers with a point as Decimal), or a 400 in the API's
        shape when it is malformed, not of the ``expected`` type, or a list of anything
        but objects (or ``of`` another type); what does not fit ``shape``
        (:mod:`.shapes`) is refused too."""
        try:
            body = json.loads(
                self.get_data() or b"null",
                parse_float=Decimal,
                parse_constant=_refuse_constant,
            )
        except ValueError:
            raise error_for(self.path, 400, "The JSON body is malformed.") from None
        right = isinstance(body, expected)
        if right and isinstance(body, list):
            right = all(isinstance(element, of) for element in body)
        if not right:
            raise error_for(self.path, 400, "The JSON body has the wrong type.")
        if shape is None:
            return body
        texts = self.store.switches.numbers_as_text == "accept"
        body = with_numbers(body, shape, everywhere=texts and "/v2/" in self.path)
        where = misshapen(body, shape)
        if where is not None:
            raise refusal(self.path, where)
        return body


def _refuse_constant(name):
    """``NaN`` and ``Infinity``, which Python would take, are no JSON."""
    raise ValueError(name)


def route(method: str, rule: str, scope=None, media=JSON):
    """Register a handler of the public API: ``@route("GET", "/v2/orders", …)``.

    ``scope`` is one scope or several of which one is enough. A modify scope implies
    its ``_read_only`` one. ``media`` are the types that a body may have.
    """
    scopes = (scope,) if isinstance(scope, str) else tuple(scope or ())
    return _register(method, "/stores/<store_hash>" + rule, scopes, media)


def control(method: str, rule: str):
    """Register a handler below ``/simulator``; no token is asked for."""
    return _register(method, CONTROL_PREFIX + rule, ())


def cdn(rule: str):
    """Register what serves files to anybody, below ``/cdn/s-<store hash>``."""
    return _register("GET", f"{CDN_PREFIX}/s-<store_hash>{rule}", ())


def _register(method, rule, scopes, media=JSON):
    def decorator(handler):
        endpoint = Endpoint(handler, scopes, media)
        _RULES.append(Rule(rule, methods=[method], endpoint=endpoint))
        return handler

    return decorator


@cache
def url_map() -> Map:
    """All registered rules; call it after every handler module is imported. Compiled
    once: every store has the same addresses."""
    return Map(
        [rule.empty() for rule in _RULES], strict_slashes=False, merge_slashes=False
    )
