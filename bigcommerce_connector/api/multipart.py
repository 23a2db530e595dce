"""A form with one file, as a browser would send it (RFC 7578)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """:param file_name: letters, digits, hyphens and dots only
    :param fields: what is sent beside the file, as text
    """

    name: str
    file_name: str
    data: bytes
    fields: Mapping[str, str] = field(default_factory=dict)

    def encoded(self) -> tuple[bytes, str]:
        """The body, and the media type that says where its parts begin."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            f"{value}\r\n".encode()
            for name, value in self.fields.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{self.name}"; '
            f'filename="{self.file_name}"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n".encode()
        )
        parts += [self.data, f"\r\n--{boundary}--\r\n".encode()]
        return b"".join(parts), f"multipart/form-data; boundary={boundary}"
