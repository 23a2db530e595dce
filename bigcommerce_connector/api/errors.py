"""What can go wrong with a request to BigCommerce.

Three branches, one for each thing that a caller can do:

* :class:`TemporaryError` – try again later, unchanged;
* :class:`DataError` – a person has to change something;
* :class:`RightsError` – the API account does not serve; stop asking.

``str(error)`` is one plain English sentence for a log, with method, path and status;
``error.reason`` is what people are shown. Neither ever holds the token.
"""

# Errors are named after what went wrong, which reads better at the caller.

from collections.abc import Mapping
from typing import Any


class BigCommerceError(Exception):
    """Base of everything that the client raises about a request.

    :param message: one plain English sentence, without secrets
    :param status: HTTP status, None when there was no answer
    :param body: the parsed answer, or its beginning as text when it was no JSON
    :param request_id: what BigCommerce's support asks for, when it was sent
    :param method: HTTP method of the request
    :param path: path below the store, without the query, e.g. ``/v3/hooks``
    :param told: what BigCommerce said of it, in its own words
    """

    #: What happened, where BigCommerce said nothing.
    _silent = "BigCommerce gave no reason"

    def __init__(
        self,
        message: str,
        status: int | None = None,
        body: Any = None,
        request_id: str | None = None,
        method: str | None = None,
        path: str | None = None,
        told: str = "",
    ):
        super().__init__(message)
        self.told = told
        self.message = message
        self.status = status
        self.body = body
        self.request_id = request_id
        self.method = method
        self.path = path
        #: True when the request was a write that BigCommerce may have carried out
        #: anyway: check before sending it again.
        self.uncertain = False
        #: What a call that sends several requests (``update_many``,
        #: ``set_absolute``) had already got back when one of them failed.
        self.completed: list[Any] = []

    @property
    def reason(self) -> str:
        """A sentence for people: what BigCommerce said, without the request."""
        if self.told:
            return f"“{self.told.rstrip('.')}”."
        if self.path is None:
            return self.message
        status = f" (status {self.status})" if self.status else ""
        return f"{self._silent}{status}."


# === TEMPORARY === #


class TemporaryError(BigCommerceError):
    """The same request may succeed later.

    ``retry_after``: seconds that BigCommerce asked to wait, None when it did not say
    (after a 500 its documentation asks for a minute at least, then growing).
    """

    def __init__(
        self, message: str, *, retry_after: float | None = None, **details: Any
    ):
        super().__init__(message, **details)
        self.retry_after = retry_after


class NetworkError(TemporaryError):
    """No answer, or only a part of one.

    ``connected``: False when the connection was never made, which proves that
    BigCommerce did not carry out the request.
    """

    _silent = "The connection was interrupted"

    def __init__(self, message: str, *, connected: bool = True, **details: Any):
        super().__init__(message, **details)
        self.connected = connected


class TimedOut(NetworkError):
    """Connected, and no answer in time: that was as long as a caller may be kept."""

    _silent = "BigCommerce did not answer in time"


class RateLimited(TemporaryError):
    """429: the store's quota is used up, or the platform is under load."""

    _silent = "BigCommerce asks for fewer requests"


class ServerError(TemporaryError):
    """5xx (or 408): BigCommerce's side failed; 503 also for a suspended store."""

    _silent = "BigCommerce had an error of its own"


class Locked(TemporaryError):
    """423: something else is writing to the same thing."""

    _silent = "BigCommerce is changing it at the moment"


class MalformedResponse(TemporaryError):
    """The answer is not what BigCommerce's API gives: no JSON, or another shape.

    Also what a wrong host gives; the message says so.
    """

    _silent = "The answer was not complete"


class AnswerTooLarge(MalformedResponse):
    """The answer is longer than any that BigCommerce gives; it was not read to its end.

    Listings ask for fewer rows a page before they give up.
    """


class Redirected(MalformedResponse):
    """The host answered with a redirect, which is not followed (it has the token)."""


class WaitTooLong(TemporaryError):
    """The needed wait exceeds what this call may sleep; ``retry_after`` says it."""

    _silent = "BigCommerce asks for fewer requests"


# === DATA === #


class DataError(BigCommerceError):
    """BigCommerce refused what the request asks for; a repetition changes nothing.

    ``field_errors``: field → message, as BigCommerce gave them (may be empty).
    ``batch_errors``: of a refused batch, one mapping an item (may be empty).
    """

    def __init__(
        self,
        message: str,
        *,
        field_errors: Mapping[str, Any] | None = None,
        batch_errors: list[Any] | None = None,
        **details: Any,
    ):
        super().__init__(message, **details)
        self.field_errors = dict(field_errors or {})
        self.batch_errors = list(batch_errors or [])


class NotFound(DataError):
    """404 or 410."""


class Conflict(DataError):
    """409: mostly a name or SKU that is taken already."""


class Invalid(DataError):
    """400, 413, 415, 422 …: the request itself is not acceptable.

    Raised without a status for what is refused before it is sent (an address, a
    token or a number that cannot be sent).
    """


class PartlySaved(DataError):
    """207: saved, except for one attribute (mostly stock or URL).

    ``data`` is what BigCommerce saved, in the shape that the call returns else.
    Source: createProduct and updateProducts of the Catalog API.
    """

    def __init__(self, message: str, *, data: Any = None, **details: Any):
        super().__init__(message, **details)
        self.data = data


# === RIGHTS === #


class RightsError(BigCommerceError):
    """The API account does not serve for this request."""


class Unauthorized(RightsError):
    """401: the token is not known, or not for this store."""


class Forbidden(RightsError):
    """403: a scope is missing. BigCommerce also answers so at a platform limit."""
