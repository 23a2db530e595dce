"""What a person pastes as Store#: the hash alone or the whole API path; and secrets."""

import re
import unicodedata
from urllib.parse import urlsplit

DEFAULT_API_URL = "https://api.bigcommerce.com"

_STORE_HASH = re.compile(r"[a-z0-9]{4,40}")
# "stores/x" alone names no host; "api.bigcommerce.com/stores/x" and "host:8000/…" do.
_STARTS_WITH_HOST = re.compile(r"(localhost|[^/]+\.[^/]+|[^/]+:\d+)/.*")
_INVISIBLE = ("Cc", "Cf")  # control characters, and zero width ones
_DEFAULT_PORTS = {"http": 80, "https": 443}
_STORE_PATH = re.compile(r"/stores/(?P<store_hash>[^/]+)(/.*)?")


def parse_credentials(text: str) -> tuple[str, str | None]:
    """Split what was pasted into store hash and API address.

    :param str text: ``abc123``, ``stores/abc123`` or
        ``https://api.bigcommerce.com/stores/abc123/v3/``, as the control panel shows
        it (BigCommerce docs: start/authentication/api-accounts), https:// or not
    :return: (store hash, API address or None when none was pasted)
    :rtype: tuple[str, str | None]
    :raise ValueError: when no store hash can be found in it
    """
    text = without_invisible(text)
    api_url = None
    store_hash = text
    if "/" in text:
        if "://" not in text and _STARTS_WITH_HOST.fullmatch(text):
            text = f"https://{text}"
        parts = urlsplit(text if "://" in text else f"///{text.lstrip('/')}")
        match = _STORE_PATH.fullmatch(parts.path)
        if not match:
            raise ValueError(text)
        store_hash = match["store_hash"]
        if parts.netloc:
            api_url = normal_api_url(f"{parts.scheme}://{parts.netloc}")
    store_hash = store_hash.lower()
    if not _STORE_HASH.fullmatch(store_hash):
        raise ValueError(text)
    return store_hash, api_url


def normal_api_url(text: str) -> str:
    """One form of an API address, however it was written.

    Scheme and host in small letters, no default port, no slash at the end, nothing of
    the path of a store.

    :param str text: ``https://API.bigcommerce.com:443/``; https:// may be missing
    :rtype: str
    :raise ValueError: it names no host, or another protocol than HTTP
    """
    text = without_invisible(text)
    parts = urlsplit(text if "://" in text else f"https://{text}")
    host = parts.hostname
    if not host or parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(text)
    if ":" in host:
        host = f"[{host}]"
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host = f"{host}:{parts.port}"
    path = re.sub(r"/stores(/.*)?$", "", parts.path).rstrip("/")
    return f"{parts.scheme}://{host}{path}"


def without_invisible(text: str) -> str:
    """A pasted name or secret without what nobody sees, and blanks around it.

    :param str text: e.g. with a line break or a zero width space at its end
    :rtype: str
    """
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in _INVISIBLE
    ).strip()
