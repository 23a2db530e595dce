"""Pictures as files: which are taken, where they come from, where they are served.

Source: BigCommerce, products_catalog.v3.yml, createProductImage (8 MB; BMP, GIF, JPEG,
PNG, WBMP, XBM, WEBP). Nothing is resized: every size of a picture is the file itself.
The simulator never leaves the machine, so a picture at an address elsewhere is taken
for a good one, and served as a small one of a single colour.
"""

import http.client
import re
import struct
import zlib
from dataclasses import dataclass
from hashlib import sha1
from ipaddress import ip_address
from urllib.parse import urlsplit

from ..errors import V3Error
from ..routing import CDN_PREFIX, Reply, cdn
from ..switches import declare

MEGABYTE = 1024 * 1024
MAXIMUM_BYTES = 8 * MEGABYTE
MAXIMUM_URL = 255
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FETCH_SECONDS = 5
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"#define ", "xbm", "image/x-xbitmap"),
)
_NUMBER = re.compile(r"__(\d+)\.")

declare(
    "private_image_urls",
    False,
    "images may lie on private or local addresses, where BigCommerce could not fetch "
    "them",
)
declare(
    "image_urls",
    "trusted",
    "what an `image_url` leads to: a good picture, always; what is really there, for "
    "addresses of this machine (needs private_image_urls); nothing, as if every host "
    "refused BigCommerce",
    ("trusted", "fetched", "unreachable"),
)
declare(
    "large_image_status",
    422,
    "status for a picture of more than 8 MB (the documents name the limit only)",
    (422, 413),
)


@dataclass(frozen=True)
class Picture:
    """A stored file; ``number`` is never used again, so that another file has another
    address."""

    number: int
    data: bytes
    extension: str
    media_type: str
    stem: str

    def file_name(self, size: str = "") -> str:
        """``mug__17.1280.1280.png``."""
        return f"{self.stem}__{self.number}{size}.{self.extension}"


def keep_picture(store, data: bytes, name: str = "") -> Picture:
    """Store a file; 422 when it is no image, 422 (or 413) above 8 MB."""
    if len(data) > MAXIMUM_BYTES:
        title = "The image is larger than 8 MB"
        raise V3Error(store.switches.large_image_status, title, {"image_file": title})
    extension, media_type = kind_of(data) or (None, None)
    if extension is None:
        title = "The file is not an image of a type that is supported"
        raise V3Error(422, title, {"image_file": title})
    stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower()).strip("-")
    number = store.next_id("picture")
    picture = Picture(number, data, extension, media_type, stem[:60] or "image")
    store.catalog.pictures[number] = picture
    return picture


def picture_at(store, url: str) -> Picture:
    """Store what lies at ``url`` (which :func:`url_error` finds nothing wrong with)."""
    data = _fetched(url) if store.switches.image_urls == "fetched" else None
    return keep_picture(store, data or _placeholder(url), urlsplit(url).path[1:])


def url_error(store, url) -> str | None:
    """What is wrong with an ``image_url``, or None."""
    if not isinstance(url, str) or not 1 <= len(url) <= MAXIMUM_URL:
        return f"image_url must have 1 to {MAXIMUM_URL} characters"
    return None


def unreachable(store, url: str) -> bool:
    """Whether BigCommerce could not download from ``url``, or would get no image."""
    if store.switches.image_urls == "unreachable":
        return True
    if not store.switches.private_image_urls and _is_private(url):
        return True
    if store.switches.image_urls == "fetched" and urlsplit(url).hostname in LOOPBACK:
        data = _fetched(url)
        return data is None or len(data) > MAXIMUM_BYTES or kind_of(data) is None
    return False


def kind_of(data: bytes) -> tuple[str, str] | None:
    """(extension, media type) by the first bytes, or None for what is no image."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", "image/webp"
    for beginning, extension, media_type in _SIGNATURES:
        if data.startswith(beginning):
            return extension, media_type
    # Type 0 and no flags, then width and height; an ICO begins alike.
    if data[:2] == b"\0\0" and len(data) > 4 and all(data[2:4]):
        return "wbmp", "image/vnd.wap.wbmp"
    return None


def is_own(store, url: str) -> bool:
    """Whether ``url`` is the address of a file that is kept here."""
    return url.startswith(f"{store.public_url}{CDN_PREFIX}/")


def address(store, folder: str, picture: Picture, size: str = "") -> str:
    """Where a file is served."""
    name = picture.file_name(size)
    return f"{store.public_url}{CDN_PREFIX}/s-{store.store_hash}/{folder}/{name}"


@cdn("/<path:path>")
def serve(store, request, path):
    """The file itself; an address of a picture that was replaced is 404."""
    found = _NUMBER.search(path.rpartition("/")[2])
    number = int(found[1]) if found and len(found[1]) < 12 else 0
    picture = store.catalog.pictures.get(number)
    if picture is None:
        return Reply({"error": "There is no such image."}, 404)
    return Reply(picture.data, headers={"Content-Type": picture.media_type})


def _is_private(url):
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    if not host or host == "localhost":
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host


def _fetched(url):
    """The bytes at an address of this machine; None when there are none."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        return None
    try:
        connection = http.client.HTTPConnection(
            parts.hostname, parts.port, timeout=FETCH_SECONDS
        )
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path)
        response = connection.getresponse()
        data = response.read(MAXIMUM_BYTES + 1)
        connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return None
    return data if response.status == 200 else None


def _placeholder(url):
    """A picture of 8 × 8 points in a colour that belongs to ``url``."""
    colour = sha1(url.encode(), usedforsecurity=False).digest()[:3]
    rows = b"".join(b"\x00" + colour * 8 for _row in range(8))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
