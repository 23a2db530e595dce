"""Files that are images, or nearly, and their upload."""

import struct
import zlib

import requests


def png(colour=(200, 30, 30), size=4) -> bytes:
    """A true PNG of one colour."""
    rows = b"".join(b"\0" + bytes(colour) * size for _row in range(size))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


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
