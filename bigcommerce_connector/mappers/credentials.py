"""What a person pastes as Store#: the hash alone or the whole API path."""

import re
from urllib.parse import urlsplit

DEFAULT_API_URL = "https://api.bigcommerce.com"

_STORE_HASH = re.compile(r"[a-z0-9]{4,40}")
_STORE_PATH = re.compile(r"/stores/(?P<store_hash>[^/]+)(/.*)?")


def parse_credentials(text):
    """Split what was pasted into store hash and API address.

    :param str text: ``abc123``, ``stores/abc123`` or
        ``https://api.bigcommerce.com/stores/abc123/v3/``, as the control panel shows
        it (BigCommerce docs: start/authentication/api-accounts)
    :return: (store hash, API address or None when none was pasted)
    :rtype: tuple[str, str | None]
    :raise ValueError: when no store hash can be found in it
    """
    text = text.strip()
    api_url = None
    store_hash = text
    if "/" in text:
        parts = urlsplit(text if "://" in text else f"///{text.lstrip('/')}")
        match = _STORE_PATH.fullmatch(parts.path)
        if not match:
            raise ValueError(text)
        store_hash = match["store_hash"]
        if parts.netloc:
            api_url = f"{parts.scheme}://{parts.netloc}"
    store_hash = store_hash.lower()
    if not _STORE_HASH.fullmatch(store_hash):
        raise ValueError(text)
    return store_hash, api_url
