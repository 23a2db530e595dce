"""Files that are images, or nearly, and their upload."""

from io import BytesIO

import requests
from PIL import Image


def png(colour=(200, 30, 30), size=4) -> bytes:
    """A true PNG of one colour."""
    file = BytesIO()
    Image.new("RGB", (size, size), colour).save(file, "PNG")
    return file.getvalue()


def padded(size: int) -> bytes:
    """What begins as a PNG and has this many bytes."""
    return png().ljust(size, b"\0")


def upload(api, path, data, name="Red Mug.png", method="POST", **fields):
    """A form with one file (None: without), as ``multipart/form-data``."""
    simulator = api.simulator
    return requests.request(
        method,
        f"{simulator.url}/stores/{simulator.store_hash}{path}",
        files={"image_file": (name, data)} if data is not None else {"x": ("", b"")},
        data=fields,
        headers={"X-Auth-Token": api.token, "Accept": "application/json"},
        timeout=30,
    )
