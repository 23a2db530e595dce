from random import Random

import pytest

from odoo.addons.bigcommerce_connector.api import Client

from .scripted_server import ScriptedServer

TOKEN = "t0ken-that-nobody-may-see"


class ManualTime:
    """A clock that moves only when somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def server():
    with ScriptedServer() as scripted:
        yield scripted


@pytest.fixture
def time():
    return ManualTime()


@pytest.fixture
def make_client(server, time):
    made = []

    def make(**options) -> Client:
        settings = {
            "store_hash": "abc123",
            "access_token": TOKEN,
            "api_url": server.url,
            "clock": time.clock,
            "sleep": time.sleep,
            "random": Random(1),
            "timeout": (2, 5),
        }
        made.append(Client(**{**settings, **options}))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client):
    return make_client()
