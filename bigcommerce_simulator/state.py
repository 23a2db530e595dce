"""Everything the store remembers."""

import random
import uuid
from threading import RLock

from .bulk import BulkCalls
from .catalog import Catalog
from .channels import Channels
from .clock import SystemClock
from .customers import Customers
from .exchanges import Exchanges
from .faults import Faults
from .hooks import Hooks
from .information import Information
from .inventory import Inventory
from .inventory.locations import start_locations
from .metafields import Metafields
from .orders.state import Orders
from .quota import Quota
from .settings import Settings
from .switches import Switches

FIRST_IDS = {
    "order": 100,
    "product": 111,
    "option": 211,
    "option_value": 301,
    "sku": 341,
    "variant": 364,
    "image": 401,
    "location": 1,
}


class Store:
    """One BigCommerce store.

    Change it only with ``lock`` held (the application holds it for each request).
    Ids, hashes and faults come from ``random`` and counters, moments from ``clock``:
    the same seed and the same requests give the same answers.
    """

    def __init__(
        self, store_hash, access_token, client_secret, seed=0, clock=None, **switches
    ):
        self.store_hash = store_hash
        self.access_token = access_token
        self.client_secret = client_secret
        self.seed = seed
        self.clock = clock or SystemClock()
        self.lock = RLock()
        self.initial_switches = switches
        self.public_url = "https://store.example"
        self._beginnings = []
        self.reset()

    def reset(self) -> None:
        """Back to what it was at the start; tokens given out are void."""
        with self.lock:
            self.switches = Switches(**self.initial_switches)
            self.random = random.Random(self.seed)
            self._counters = dict(FIRST_IDS)
            self.tokens = {self.access_token: None}
            self.violations = []
            self.movements = []
            self.exchanges = Exchanges()
            self.faults = Faults(self)
            self.quota = Quota(self)
            self.bulk = BulkCalls(self)
            self.hooks = Hooks(self)
            self.information = Information(self)
            self.settings = Settings()
            self.channels = Channels(self)
            self.customers = Customers(self)
            self.catalog = Catalog(self)
            self.inventory = Inventory(self)
            start_locations(self)
            self.metafields = Metafields(self)
            self.orders = Orders(self)
            for fill in self._beginnings:
                fill(self)

    def begin_with(self, fill) -> None:
        """``fill(store)`` now, and after every reset."""
        with self.lock:
            fill(self)
            self._beginnings.append(fill)

    def next_id(self, kind: str) -> int:
        """A new id, one counter per kind."""
        number = self._counters.get(kind, 1)
        self._counters[kind] = number + 1
        return number

    def random_uuid(self) -> str:
        """An identifier from the store's own random."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def emit(self, scope: str, data: dict) -> None:
        """Queue a webhook for whoever listens to ``scope``."""
        with self.lock:
            self.hooks.emit(scope, data)

    def violation(self, text: str) -> None:
        """Note that a client broke one of BigCommerce's rules."""
        self.violations.append({"at": self.clock.now().isoformat(), "text": text})

    def add_token(self, scopes) -> str:
        """A new access token that has only these scopes."""
        with self.lock:
            token = f"token{self.next_id('token')}{self.random.getrandbits(64):016x}"
            self.tokens[token] = frozenset(scopes)
            return token
