"""A real HTTP server on 127.0.0.1 that gives the answers it was told, in order.

For what no well-behaved store does: cut answers, silence, redirects, nonsense.
"""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Reply:
    """
    :param cut: send only half of the body, then close
    :param silent: seconds to say nothing before answering
    :param dropped: close without a single byte
    """

    status: int = 200
    body: Any = None
    headers: dict = field(default_factory=dict)
    cut: bool = False
    silent: float = 0
    dropped: bool = False

    def encoded(self) -> bytes:
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body).encode()


@dataclass(frozen=True)
class Received:
    method: str
    path: str
    query: dict
    headers: Any
    body: Any
    connection: tuple


class ScriptedServer:
    """``script`` is a list of :class:`Reply`, or a function from request to Reply."""

    def __init__(self):
        self.script: Any = []
        self.requests: list[Received] = []
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "ScriptedServer":
        self._thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, *replies: Reply) -> None:
        self.script = list(replies)

    def next_reply(self, request: Received) -> Reply:
        self.requests.append(request)
        if callable(self.script):
            return self.script(request)
        if not self.script:
            return Reply(599, {"title": "the script is at its end"})
        return self.script.pop(0)

    @property
    def sent(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.requests]


def _handler_for(script: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # One packet an answer: no 40 ms of delayed acknowledgement.
        wbufsize = 1 << 16

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            address = urlsplit(self.path)
            reply = script.next_reply(
                Received(
                    self.command,
                    address.path,
                    dict(parse_qsl(address.query, keep_blank_values=True)),
                    self.headers,
                    json.loads(raw) if raw else None,
                    self.client_address,
                )
            )
            self._give(reply)

        def _give(self, reply: Reply) -> None:
            gone = reply.silent and script.released.wait(reply.silent)
            if gone or reply.dropped:
                self.close_connection = True
                return
            body = reply.encoded()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if reply.cut:
                body = body[: len(body) // 2]
                self.close_connection = True
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _serve

        def log_message(self, *arguments) -> None:
            """Nothing: the tests look at ``requests``."""

    return Handler
