"""From an HTTP answer to its JSON value, or to the error that it stands for.

v3 answers errors as an object ``{status, title, type, errors}``, v2 as an array
``[{status, message, details}]``; the HTTP status counts, for the one in a v2 body may
differ. Source: BigCommerce's page on status codes and the specification files.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from . import errors
from .transport import Response

_Details = dict[str, Any]  # what an error keeps of request and answer
_TEXT_KEPT = 500
_MAX_FIELDS = 5


def read(answer: Response, method: str, path: str, secret: str) -> Any:
    """The JSON value of a good answer; None for an empty one (204).

    Numbers with a fraction come as :class:`~decimal.Decimal`.

    :param secret: is taken out of whatever goes into an error, should it be echoed
    :raise errors.BigCommerceError: for everything else but a good answer
    """
    text = answer.body.decode("utf-8-sig", errors="replace")
    if answer.status >= 207:  # will become an error: nothing secret may be echoed
        text = text.replace(secret, "***")
    details: _Details = {
        "status": answer.status,
        "request_id": answer.headers.get("X-Request-Id"),
        "method": method,
        "path": path,
    }
    if 300 <= answer.status < 400:
        raise errors.Redirected(
            f"The host redirected {method} {path} (status {answer.status}); "
            f"check the API address.",
            body=text[:_TEXT_KEPT],
            **details,
        )
    try:
        body = _parse(text)
    except ValueError:
        text = text.replace(secret, "***")
        raise _malformed(answer, text, details) from None
    if answer.status >= 300:
        raise _error(answer, body, details)
    if answer.status == 207:
        _check_all_saved(body, details)
    return body


def _parse(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _malformed(answer: Response, text: str, details: _Details) -> Exception:
    """The error for an answer that is no JSON.

    A 404 or 403 in HTML comes from some other host or a proxy; to take it for "this
    product does not exist" or "no right" would have consequences. The other statuses
    speak for themselves.
    """
    if answer.status in (401, 408, 413, 414, 423, 429) or answer.status >= 500:
        return _error(answer, text[:_TEXT_KEPT], details)
    return errors.MalformedResponse(
        f"The answer to {details['method']} {details['path']} (status {answer.status}) "
        f"is no JSON; check that the API address is BigCommerce's.",
        body=text[:_TEXT_KEPT],
        **details,
    )


_CLASSES: dict[int, type[errors.BigCommerceError]] = {
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    408: errors.ServerError,
    409: errors.Conflict,
    410: errors.NotFound,
    423: errors.Locked,
    429: errors.RateLimited,
    # A limit of the plan is reached: no wait helps.
    507: errors.DataError,
}

_SENTENCES = {
    401: "BigCommerce does not know the access token, or not for this store",
    403: "The API account lacks the scope for this, or a limit of the plan is reached",
    423: "BigCommerce has this locked at the moment",
    429: "BigCommerce asks for fewer requests",
    507: "The store has reached a limit of its plan",
}


def _error(answer: Response, body: Any, details: _Details) -> errors.BigCommerceError:
    status = answer.status
    kind = _CLASSES.get(status)
    if kind is None:
        kind = errors.ServerError if status >= 500 else errors.Invalid
    told = describe(body)
    sentence = _SENTENCES.get(status, "BigCommerce did not accept the request")
    if status >= 500 and status != 507:
        sentence = "BigCommerce had an error"
    message = f"{sentence}: {details['method']} {details['path']}, status {status}"
    message += f" ({told})." if told else "."
    details["told"] = told
    if issubclass(kind, errors.TemporaryError):
        return kind(message, body=body, retry_after=answer.retry_after(), **details)
    if issubclass(kind, errors.DataError):
        details["field_errors"] = _field_errors(body)
        details["batch_errors"] = _batch_errors(body)
    return kind(message, body=body, **details)


def _check_all_saved(body: Any, details: _Details) -> None:
    if not isinstance(body, Mapping) or not body.get("errors"):
        return
    failed = body["errors"]
    raise errors.PartlySaved(
        f"BigCommerce saved only a part: {details['method']} {details['path']}, "
        f"status 207 ({describe(failed)}).",
        data=body.get("data"),
        told=describe(body),
        body=body,
        field_errors=_field_errors(failed),
        **details,
    )


# === WHAT AN ERROR BODY SAYS === #


def describe(body: Any) -> str:
    """What an error answer says, in one short line; '' when it says nothing."""
    parts = []
    for part in _batch_errors(body)[:_MAX_FIELDS] or [_first(body)]:
        if not isinstance(part, Mapping):
            continue
        parts.append(str(part.get("title") or part.get("message") or ""))
        told = list(_field_errors(part).items())[:_MAX_FIELDS]
        parts += [f"{field}: {message}" for field, message in told]
    line = " ".join("; ".join(filter(None, parts)).split())
    return line if len(line) <= _TEXT_KEPT else line[: _TEXT_KEPT - 1] + "…"


def _first(body: Any) -> Any:
    """v2 puts its one error into an array."""
    return body[0] if isinstance(body, list) and body else body


def _field_errors(body: Any) -> dict[str, Any]:
    part = _first(body)
    if not isinstance(part, Mapping):
        return {}
    for key in ("errors", "details"):
        if isinstance(part.get(key), Mapping):
            return dict(part[key])
    return {}


def _batch_errors(body: Any) -> list[Any]:
    found = body.get("batch_errors") if isinstance(body, Mapping) else None
    return found if isinstance(found, list) else []
