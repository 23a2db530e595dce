"""The simulator as a threaded HTTP/1.1 server on 127.0.0.1, with kept-alive
connections as BigCommerce has them."""

import io
import logging
import os
import secrets
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from .app import Application
from .exchanges import ENVIRONMENT, Recorder
from .hooks import Courier
from .state import Store

_logger = logging.getLogger(__name__)
HOST = "127.0.0.1"


class Simulator:
    """A running store: ``with Simulator(seed=7) as simulator: …``.

    :param port: 0 takes a free one.
    :param clock: a :class:`ManualClock` makes runs exactly idempotent.
    :param record: a folder; every public exchange is appended to a file in it. Without
        it the environment variable BIGCOMMERCE_SIMULATOR_RECORD is looked at.
    :param switches: initial values of the switches (README).
    """

    def __init__(
        self,
        seed=0,
        port=0,
        store_hash="abc123",
        access_token=None,
        client_secret=None,
        record=None,
        clock=None,
        **switches,
    ):
        self.store = Store(
            store_hash,
            access_token or secrets.token_hex(16),
            client_secret or secrets.token_hex(32),
            seed=seed,
            clock=clock,
            **switches,
        )
        self.application = Application(self.store)
        folder = record or os.environ.get(ENVIRONMENT)
        if folder:
            self.application.observers.append(Recorder(folder).add)
        self._server = _Server((HOST, port), self.application)
        self.store.public_url = self.url
        self._courier = Courier(self.store)
        self._thread = None

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        """The base address, to be used as the client's API address."""
        return f"http://{HOST}:{self.port}"

    @property
    def store_hash(self) -> str:
        """The only store hash that is known here."""
        return self.store.store_hash

    @property
    def access_token(self) -> str:
        """A token with every scope."""
        return self.store.access_token

    @property
    def client_secret(self) -> str:
        """Signs the webhooks."""
        return self.store.client_secret

    def add_token(self, scopes) -> str:
        """Another token, with only these scopes."""
        return self.store.add_token(scopes)

    def start(self) -> "Simulator":
        """Serve from a background thread."""
        self._thread = threading.Thread(target=self._serve)
        self._thread.daemon = True
        self._thread.start()
        self._courier.start()
        return self

    def stop(self) -> None:
        """Close the port and every connection, deliver no more webhooks."""
        self.application.stopping.set()
        self._courier.stop()
        # A last visitor wakes the thread that waits for one.
        socket.create_connection((HOST, self.port)).close()
        self._thread.join()
        self._server.server_close()
        self._server.close_connections()

    def _serve(self):
        while not self.application.stopping.is_set():
            self._server.handle_request()

    def __enter__(self):
        return self.start()

    def __exit__(self, *exception):
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, application):
        self.application = application
        self.connections = set()
        super().__init__(address, _Handler)

    def handle_error(self, request, client_address):
        _logger.debug("connection of %s ended", client_address, exc_info=True)

    def close_connections(self):
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "bigcommerce-simulator"
    sys_version = ""

    def setup(self):
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self):
        self.server.connections.discard(self.connection)
        super().finish()

    def log_message(self, format, *args):
        _logger.debug(format, *args)

    def _answer(self):
        application = self.server.application
        response = application.answer(self._environ())
        if response.manner == "hang":
            application.stopping.wait(response.seconds)
            self.close_connection = True
            return
        self.send_response(response.status_code)
        body = b"" if self.command == "HEAD" else response.get_data()
        for name, value in response.headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        if response.status_code not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self._headers_buffer.append(b"\r\n")
        head = b"".join(self._headers_buffer)
        self._headers_buffer = []
        if response.manner == "cut":
            body = body[: len(body) // 2]
            self.close_connection = True
        self.wfile.write(head + body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _answer  # noqa: N815

    def _environ(self):
        length = int(self.headers.get("Content-Length") or 0)
        address = urlsplit(self.path)
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(address.path, "latin-1"),
            "QUERY_STRING": address.query,
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "SERVER_NAME": HOST,
            "SERVER_PORT": str(self.server.server_address[1]),
            "SERVER_PROTOCOL": self.request_version,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.rfile.read(length) if length else b""),
        }
        for name, value in self.headers.items():
            key = "HTTP_" + name.upper().replace("-", "_")
            if key not in ("HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE"):
                environ[key] = value
        return environ
