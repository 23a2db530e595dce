"""Files at public addresses, such as the images of a product.

The addresses are BigCommerce's, and BigCommerce has some from whoever edits the
catalog: none may lead into the network of this server. So a host is looked up once,
each of its addresses has to be public, and the connection is made to that very address;
the same holds after every redirect.

Python's own HTTP client serves: the versions of urllib3 that Odoo comes with differ in
how an answer is read as it arrives.
"""

import ipaddress
import socket
import ssl
from collections.abc import Collection
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from .errors import BigCommerceError

_MAX_REDIRECTS = 3
_MAX_SECONDS = 60
_CHUNK = 64 * 2**10
_CONNECT_SECONDS = 5
_READ_SECONDS = 15
_PORTS = {"https": 443, "http": 80}


class NoDownload(BigCommerceError):
    """The file was not read; the message says why."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    Not so: loopback, private, link-local and reserved networks, also inside IPv6.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner:
            return inner.is_global and not inner.is_multicast
        if found.teredo:
            return False
        if found in ipaddress.ip_network("64:ff9b::/96"):  # NAT64
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


def download(url: str, max_bytes: int, own: Collection[str] = ()) -> bytes:
    """Read a file.

    :param url: HTTP or HTTPS
    :param max_bytes: of the file; a longer one is an error
    :param own: IP addresses that are not public and may be read all the same
    :raise NoDownload: it is not there, too large, or not at a public address
    """
    for _redirect in range(_MAX_REDIRECTS + 1):
        try:
            found = _read(url, max_bytes, own)
        except (HTTPException, OSError, UnicodeError, ValueError) as error:
            raise NoDownload(f"{url} cannot be read: {error}") from error
        if isinstance(found, bytes):
            return found
        url = urljoin(url, found)
    raise NoDownload(f"{url} is redirected too often.")


def _read(url: str, max_bytes: int, own: Collection[str]) -> bytes | str:
    """What is there, or the address that it is redirected to."""
    parts = urlsplit(url)
    host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    if parts.scheme not in _PORTS or not host or not port or parts.username:
        raise NoDownload(f"{url} is no public web address.")
    connection = HTTPConnection(host, port)
    # It speaks HTTP, whatever the socket below is.
    connection.sock = _socket(url, parts.scheme, (host, port), own)
    try:
        connection.request(
            "GET",
            _target(parts),
            headers={"Host": parts.netloc, "Accept": "image/*"},
        )
        return _body(connection.getresponse(), url, max_bytes)
    finally:
        connection.close()


def _target(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _socket(
    url: str, scheme: str, place: tuple[str, int], own: Collection[str]
) -> socket.socket:
    """To the address itself: asked a second time, the name might mean another one."""
    host, port = place
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(row[4][0]) for row in rows]
    if not addresses or not all(a in own or is_public(a) for a in addresses):
        raise NoDownload(f"{url} is no public web address.")
    found = socket.create_connection((addresses[0], port), _CONNECT_SECONDS)
    try:
        found.settimeout(_READ_SECONDS)
        if scheme == "https":
            context = ssl.create_default_context()
            return context.wrap_socket(found, server_hostname=host)
    except BaseException:
        found.close()
        raise
    return found


def _body(answer: HTTPResponse, url: str, max_bytes: int) -> bytes | str:
    location = answer.getheader("Location")
    if answer.status in (301, 302, 303, 307, 308) and location:
        return location
    if answer.status != 200:
        raise NoDownload(f"{url} cannot be read: the server answers {answer.status}.")
    found = bytearray()
    end = monotonic() + _MAX_SECONDS
    # What has arrived: whoever sends byte by byte must not outlast the time.
    while chunk := answer.read1(_CHUNK):
        found += chunk
        if monotonic() > end:
            raise NoDownload(f"{url} takes longer than {_MAX_SECONDS} seconds.")
        if len(found) > max_bytes:
            raise NoDownload(f"{url} is larger than {max_bytes // 2**20} MB.")
    if answer.length:
        raise NoDownload(f"{url} was not read to its end.")
    return bytes(found)
