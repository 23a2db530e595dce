"""Pictures that BigCommerce serves, read from public addresses only."""

import logging
import os

from PIL.Image import DecompressionBombError

from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...api.public_download import NoDownload, download

_logger = logging.getLogger(__name__)

#: What Odoo raises when it is given a file that it cannot show.
NO_IMAGE = (UserError, ValueError, OSError, DecompressionBombError)

# BigCommerce takes none above 8 MB.
_MAX_BYTES = 10 * 2**20
_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp")


def read_image(url):
    """:return: the file, or None and why
    :rtype: tuple[bytes | None, str | None]
    """
    try:
        data = download(url, _MAX_BYTES, _own_addresses())
    except NoDownload as error:
        _logger.info("image: %s", error)
        return None, str(error)
    kind = guess_mimetype(data)
    if kind not in _TYPES:
        return None, f"{kind} is no image that Odoo shows."
    return data, None


def _own_addresses():
    """What whoever runs this server lets it read within its own network, such as a
    store on this machine: IP addresses, separated by commas."""
    listed = os.environ.get("BIGCOMMERCE_IMAGE_ADDRESSES", "").split(",")
    return {address.strip() for address in listed} - {""}
