"""One HTTP request, one answer: the only file that knows ``requests``.

A transport is any callable with the signature of :meth:`Transport.__call__`, so that
a test, or a host with its own way out to the net, can put in another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from .errors import AnswerTooLarge, NetworkError, TimedOut

# What an answer may hold, unpacked. The largest that BigCommerce has reason to give, a
# page of 250 orders with 50 lines each, has about 20 MB.
_MAX_BYTES = 32 * 2**20
# Read at once: what is packed a thousand times smaller must not fill the memory.
_CHUNK = 16 * 2**10


@dataclass(frozen=True)
class Response:
    """:param headers: looked up regardless of case"""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def number(self, header: str) -> float | None:
        """The number in a header; None when it is absent, negative or no number."""
        try:
            value = float(self.headers.get(header, ""))
        except ValueError:
            return None
        return value if 0 <= value < float("inf") else None

    def retry_after(self) -> float | None:
        """Seconds that the answer asks to wait; None when it does not say.

        Source: BigCommerce's page on rate limits. ``Retry-After`` as a date is not
        something that BigCommerce sends.
        """
        milliseconds = self.number("X-Rate-Limit-Time-Reset-Ms")
        if self.status == 429 and milliseconds is not None:
            return milliseconds / 1000
        seconds = self.number("X-Retry-After")
        return self.number("Retry-After") if seconds is None else seconds


class Transport:
    """Sends over one :class:`requests.Session`, so that connections are reused.

    Redirects are not followed, cookies not kept, nothing is repeated (urllib3's own
    ``Retry`` does not know BigCommerce's header for the wait, and cannot be told how
    long a caller may be kept waiting altogether).
    """

    def __init__(self, max_bytes: int | None = None):
        """:param max_bytes: of an answer; a longer one is an error"""
        self._max_bytes = max_bytes or _MAX_BYTES
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # A login in a .netrc for the same host must not travel along.
        self._session.auth = _add_nothing

    def __call__(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
        timeout: tuple[float, float],
    ) -> Response:
        """
        :param url: complete, with its query
        :param timeout: seconds to connect, and for each read
        :raise NetworkError: no answer or only a part of one
        :raise AnswerTooLarge: no more of it was read than may be kept
        """
        try:
            response = self._session.request(
                method,
                url,
                headers=headers,
                data=body,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            )
            with response:
                content = self._content(response, f"{method} {url.partition('?')[0]}")
        except requests.RequestException as error:
            raise _network_error(error, url) from error
        return Response(response.status_code, response.headers, content)

    def _content(self, response: requests.Response, asked: str) -> bytes:
        content = bytearray()
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > self._max_bytes:
                raise AnswerTooLarge(
                    f"The answer to {asked} (status {response.status_code}) has more "
                    f"than {self._max_bytes // 2**20} MB, so it was not read. Look on "
                    f"BigCommerce for very long texts there.",
                    told="The answer is too long to be read",
                    status=response.status_code,
                )
        return bytes(content)

    def close(self) -> None:
        self._session.close()


def _add_nothing(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _network_error(error: requests.RequestException, url: str) -> NetworkError:
    # The text of a requests error can hold a header or a proxy's password, so the
    # sentence is our own.
    host = "/".join(url.split("/")[:3])
    if isinstance(error, requests.exceptions.SSLError):
        message = f"{host} could not prove its identity (TLS certificate)."
    elif isinstance(error, requests.exceptions.ProxyError):
        message = f"The proxy on the way to {host} gave no connection."
    elif not _connected(error):
        message = f"No connection to {host} could be made; check address and network."
        return NetworkError(message, connected=False)
    elif isinstance(error, requests.Timeout):
        return TimedOut(f"{host} did not answer in time.")
    else:
        message = f"The connection to {host} broke off before the answer was complete."
    return NetworkError(message)


def _connected(error: requests.RequestException) -> bool:
    """Whether the request may have reached the other side."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.InvalidURL):
        return False
    cause = error.args[0] if error.args else None
    cause = getattr(cause, "reason", cause)
    return not isinstance(cause, NewConnectionError | ConnectTimeoutError)
