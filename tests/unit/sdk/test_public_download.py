"""Files are read from public addresses only, whatever leads there."""

import http.server
import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest

from odoo.addons.bigcommerce_connector.api import public_download
from odoo.addons.bigcommerce_connector.api.public_download import (
    NoDownload,
    download,
    is_public,
)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to be refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "2001:0:1::1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address):
    assert is_public(address)


@contextmanager
def server(answers):
    """A server of this machine; answers by path: status, headers, body or its parts."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answers[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for part in [body] if isinstance(body, bytes) else body:
                self.wfile.write(part)

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(
            target=running.serve_forever, args=(0.02,), daemon=True
        ).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


download_here = partial(download, own=("127.0.0.1",))


def test_nothing_is_asked_of_this_machine():
    with server({"/a.png": (200, {}, b"x")}) as url:
        for address in (url, url.replace("127.0.0.1", "localhost")):
            with pytest.raises(NoDownload, match="no public"):
                download(f"{address}/a.png", 10)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.com/a", "a.png", "http://", "https://u@h/"],
)
def test_other_addresses_are_none_of_the_web(url):
    with pytest.raises(NoDownload):
        download(url, 10)


class TestDownload:
    def test_a_file_is_read_through_redirects(self):
        answers = {
            "/old": (302, {"Location": "/new?size=1"}, b""),
            "/new?size=1": (200, {}, b"picture"),
        }
        with server(answers) as url:
            assert download_here(f"{url}/old", 10) == b"picture"

    @pytest.mark.parametrize(
        "place",
        ["http://169.254.169.254/secret", "http://10.0.0.1/", "file:///etc/passwd"],
    )
    def test_a_redirect_into_the_own_network_is_refused(self, place):
        with server({"/a": (302, {"Location": place}, b"")}) as url:
            with pytest.raises(NoDownload, match="no public"):
                download_here(f"{url}/a", 10)

    def test_a_circle_ends(self):
        with server({"/a": (302, {"Location": "/a"}, b"")}) as url:
            with pytest.raises(NoDownload, match="too often"):
                download_here(f"{url}/a", 10)

    def test_too_large_file_is_not_kept(self):
        with server({"/a": (200, {}, b"x" * 3 * 2**20)}) as url:
            with pytest.raises(NoDownload, match="larger than 2 MB"):
                download_here(f"{url}/a", 2 * 2**20)

    def test_missing_file_is_said(self):
        with server({"/a": (404, {}, b"")}) as url:
            with pytest.raises(NoDownload, match="404"):
                download_here(f"{url}/a", 10)

    def test_slow_sender_does_not_outlast_the_time(self, monkeypatch):
        monkeypatch.setattr(public_download, "_MAX_SECONDS", 0.2)

        def parts():
            for _number in range(20):
                time.sleep(0.05)
                yield b"x"

        with server({"/a": (200, {}, parts())}) as url:
            started = time.monotonic()
            with pytest.raises(NoDownload, match="longer than"):
                download_here(f"{url}/a", 100)
        assert time.monotonic() - started < 0.9

    def test_a_file_that_breaks_off_is_none(self):
        with server({"/a": (200, {"Content-Length": "9"}, b"half")}) as url:
            with pytest.raises(NoDownload, match="to its end"):
                download_here(f"{url}/a", 100)
