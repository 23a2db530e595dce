"""From a call of the client to HTTP requests: quota, waiting, repeating.

:class:`Connection` belongs to a client and lives as long as it; :class:`Call` belongs
to one call of a public method, whose requests together may sleep ``max_wait`` seconds.
"""

import json
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from . import errors, retry
from . import responses as answers
from .multipart import Form
from .parameters import query_string
from .quota import Quota
from .transport import Response

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """:param idempotent: sending it twice has the same effect as sending it once"""

    method: str
    path: str
    query: str
    body: bytes | None
    idempotent: bool
    media_type: str = "application/json"

    @property
    def context(self) -> dict[str, str]:
        """What an error keeps of the request."""
        return {"method": self.method, "path": self.path}


@dataclass
class Connection:
    """What all requests of one client share.

    :param base_url: up to and with the store hash, without a slash at the end
    :param clock: seconds of a clock that never goes back
    """

    base_url: str
    access_token: str
    user_agent: str
    timeout: tuple[float, float]
    max_wait: float
    transport: Callable[..., Response]
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    random: Random
    quota: Quota | None = None

    def __repr__(self) -> str:
        return f"Connection({self.base_url!r})"

    def call(self) -> "Call":
        return Call(self)

    def exchange(self, request: Request) -> Any:
        """Send once; the JSON value of the answer.

        :raise errors.BigCommerceError: anything but a good answer
        """
        started = self.clock()
        try:
            answer = self.transport(
                request.method,
                self.base_url + request.path + request.query,
                headers=self._headers(request),
                body=request.body,
                timeout=self.timeout,
            )
        except (errors.NetworkError, errors.AnswerTooLarge) as error:
            error.method, error.path = request.method, request.path
            self._log(request, "no answer", started)
            raise
        self._log(request, answer.status, started)
        self.quota = Quota.of(answer, self.clock()) or self.quota
        return answers.read(answer, request.method, request.path, self.access_token)

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "User-Agent": self.user_agent,
            "X-Auth-Token": self.access_token,
        }
        if request.body is not None:
            headers["Content-Type"] = request.media_type
        return headers

    def _log(self, request: Request, outcome: Any, started: float) -> None:
        milliseconds = (self.clock() - started) * 1000
        _logger.debug(
            "%s %s %s %.0f ms", request.method, request.path, outcome, milliseconds
        )


class Call:
    """The requests of one public call; together they sleep ``max_wait`` at most."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._may_sleep = connection.max_wait

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        payload: Any = None,
        form: Form | None = None,
        idempotent: bool | None = None,
    ) -> Any:
        """Send a request, repeated where that is allowed and helps.

        :param path: below the store, e.g. ``/v3/hooks``
        :param payload: JSON value; Decimals become JSON numbers
        :param form: sent in place of a payload
        :param idempotent: None: everything but a POST
        :return: the JSON value of the answer, None when it is empty
        :raise errors.BigCommerceError: see :mod:`.errors`
        """
        body = None if payload is None else _encode(payload, method, path)
        media_type = "application/json"
        if form is not None:
            body, media_type = form.encoded()
        request = Request(
            method=method,
            path=path,
            query=query_string(params or {}),
            body=body,
            idempotent=method != "POST" if idempotent is None else idempotent,
            media_type=media_type,
        )
        attempt = 0
        while True:
            attempt += 1
            self._wait_for_quota(request)
            try:
                return self._connection.exchange(request)
            except errors.NotFound:
                if method == "DELETE" and attempt > 1:
                    return None  # the attempt whose answer was lost has done it
                raise
            except errors.DataError as error:
                _logger.info("%s", error)  # people are shown its reason only
                raise
            except errors.TemporaryError as error:
                error.uncertain = method != "GET" and not retry.proves_undone(error)
                self._wait_before_retry(request, error, attempt)

    def _wait_for_quota(self, request: Request) -> None:
        quota = self._connection.quota
        wait = quota.wait(self._connection.clock()) if quota else 0.0
        if wait > self._may_sleep:
            raise errors.WaitTooLong(
                f"The request quota of the store is used up for {math.ceil(wait)} s.",
                retry_after=wait,
                **request.context,
            )
        self._sleep(wait)

    def _wait_before_retry(
        self, request: Request, error: errors.TemporaryError, attempt: int
    ) -> None:
        """Sleep before the next attempt, or raise when there shall be none."""
        if not retry.may_retry(error, attempt, request.idempotent):
            raise error
        wait = retry.wait_before_retry(error, attempt, self._connection.random)
        if wait > self._may_sleep:
            if error.retry_after is None:
                raise error
            too_long = errors.WaitTooLong(
                f"{error.message} Wait {math.ceil(wait)} s.",
                retry_after=wait,
                status=error.status,
                body=error.body,
                request_id=error.request_id,
                told=error.told,
                **request.context,
            )
            too_long.uncertain = error.uncertain
            raise too_long from error
        self._sleep(wait)

    def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            self._may_sleep -= seconds
            self._connection.sleep(seconds)


# === ENCODING === #


def _encode(payload: Any, method: str, path: str) -> bytes:
    try:
        return json.dumps(payload, allow_nan=False, default=_json_number).encode()
    except ValueError as error:
        raise errors.Invalid(
            f"{method} {path} was not sent: {error}.", method=method, path=path
        ) from None


def _json_number(value: Any) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no JSON value")
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise ValueError(f"{value} has too many digits for a JSON number")
    return number
