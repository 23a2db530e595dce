"""A headless Chromium, driven by its DevTools protocol."""

import base64
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import requests
import websocket
from story import StoryError

WAIT_SECONDS = 90
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Chromium:
    """One page of a browser of its own, ``with Chromium(1400, 900) as page``."""

    def __init__(self, width: int, height: int):
        self._size = f"--window-size={width},{height}"
        self._profile = tempfile.mkdtemp()
        self._number = 0

    def __enter__(self):
        program = next(filter(None, map(shutil.which, _NAMES)), None)
        if not program:
            raise StoryError("There is no Chromium on this machine.")
        self._process = subprocess.Popen(
            [
                program,
                *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-US"),
                *("--remote-debugging-port=0", f"--user-data-dir={self._profile}"),
                self._size,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._socket = websocket.create_connection(
                self._page_url(), suppress_origin=True, timeout=WAIT_SECONDS
            )
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _page_url(self):
        file = Path(self._profile, "DevToolsActivePort")
        deadline = time.monotonic() + WAIT_SECONDS
        while not (file.exists() and file.read_text().strip()):
            if time.monotonic() > deadline:
                raise StoryError("Chromium did not start.")
            time.sleep(0.1)
        port = file.read_text().split()[0]
        pages = requests.get(f"http://127.0.0.1:{port}/json", timeout=30).json()
        return next(p for p in pages if p["type"] == "page")["webSocketDebuggerUrl"]

    def _call(self, method, **parameters):
        self._number += 1
        self._socket.send(
            json.dumps({"id": self._number, "method": method, "params": parameters})
        )
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                return answer["result"]

    def open(self, url: str) -> None:
        """Go there; what the page loads afterwards is waited for by ``until``."""
        # From elsewhere: Odoo's client would not load its own address anew.
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=url)

    def run(self, script: str):
        """The value of a script, or of its promise."""
        result = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        return result["result"].get("value")

    def until(self, selector: str, text: str = "") -> None:
        """Return once an element is there, with this text in it; else StoryError."""
        found = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".some(e => e.textContent.includes({json.dumps(text)}))"
        )
        deadline = time.monotonic() + WAIT_SECONDS
        while not self.run(found):
            if time.monotonic() > deadline:
                raise StoryError(f"The page never showed {selector} {text}".strip())
            time.sleep(0.3)

    def click(self, selector: str, text: str = "") -> None:
        """Click the first element with this text in it, as soon as it is there."""
        self.until(selector, text)
        self.run(
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".find(e => e.textContent.includes({json.dumps(text)})).click()"
        )

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        shot = self._call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])
