"""The client of one store."""

import re
import time
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import urlsplit

from .connection import Connection
from .errors import Invalid
from .quota import Quota
from .resources.catalog import Brands, Categories, Options, Products, Variants
from .resources.hooks import Hooks
from .resources.images import Images
from .resources.inventory import Inventory
from .resources.modifiers import Modifiers
from .resources.orders import Orders, Refunds, Transactions
from .resources.pickups import Pickups
from .resources.scopes import Scopes
from .resources.shipments import Shipments
from .resources.store import Channels, Locations, Settings, StoreInformation
from .transport import Transport

API_URL = "https://api.bigcommerce.com"
USER_AGENT = "bigcommerce_connector (Odoo 19)"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Client:
    """Client of one BigCommerce store; not for use by several threads at once.

    :param store_hash: the part of the API path after ``stores/``
    :param access_token: of a store-level or app-level API account
    :param api_url: HTTPS, or HTTP on this machine (a simulator)
    :param timeout: seconds to connect, and for each read
    :param max_wait: seconds that one call may sleep altogether, for the quota or
        before repetitions; a longer needed wait raises :class:`errors.WaitTooLong`
    :param transport: takes the place of :class:`transport.Transport`
    :param clock: gives seconds, never going back; ``sleep`` takes seconds
    :param random: spreads the delays before repetitions
    :raise errors.Invalid: hash, token or address cannot be those of a store
    """

    def __init__(
        self,
        store_hash: str,
        access_token: str,
        api_url: str = API_URL,
        *,
        user_agent: str = USER_AGENT,
        timeout: tuple[float, float] = (5.0, 60.0),
        max_wait: float = 5.0,
        transport: Callable[..., Any] | None = None,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], None] | None = None,
        random: Random | None = None,
    ):
        _check(store_hash, access_token, api_url)
        self._transport = transport or Transport()
        self._connection = Connection(
            base_url=f"{api_url.rstrip('/')}/stores/{store_hash}",
            access_token=access_token,
            user_agent=user_agent,
            timeout=timeout,
            max_wait=max_wait,
            transport=self._transport,
            clock=clock or time.monotonic,
            sleep=sleep or time.sleep,
            random=random or Random(),  # noqa: S311 - spreads delays, no secret
        )
        self.store_information = StoreInformation(self._connection)
        self.settings = Settings(self._connection)
        self.locations = Locations(self._connection)
        self.channels = Channels(self._connection)
        self.products = Products(self._connection)
        self.variants = Variants(self._connection)
        self.options = Options(self._connection)
        self.modifiers = Modifiers(self._connection)
        self.images = Images(self._connection)
        self.categories = Categories(self._connection)
        self.brands = Brands(self._connection)
        self.inventory = Inventory(self._connection)
        self.orders = Orders(self._connection)
        self.refunds = Refunds(self._connection)
        self.transactions = Transactions(self._connection)
        self.shipments = Shipments(self._connection)
        self.pickups = Pickups(self._connection)
        self.hooks = Hooks(self._connection)
        self.scopes = Scopes(self._connection)

    @property
    def quota(self) -> Quota | None:
        """The store's request quota as the last response said; None before that."""
        return self._connection.quota

    def close(self) -> None:
        """Close the connections that are kept open for reuse."""
        close = getattr(self._transport, "close", None)
        if close:
            close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._connection.base_url!r})"


def _check(store_hash: str, access_token: str, api_url: str) -> None:
    """Refuse what would send the token somewhere it does not belong."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", store_hash or ""):
        raise Invalid(
            "The store hash has letters and digits only: the part of the API path "
            "after stores/."
        )
    if not re.fullmatch(r"[!-~]+", access_token or ""):
        raise Invalid("The access token is empty or has characters that no token has.")
    try:
        address = urlsplit(api_url or "")
        host, _port = address.hostname, address.port
    except ValueError:
        host = None
    if not host or address.username or address.query or address.fragment:
        raise Invalid("The API address is not one; it begins with https://.")
    if address.scheme == "https":
        return
    if address.scheme != "http" or host not in LOOPBACK:
        raise Invalid(
            "The API address must begin with https://, so that nobody on the way can "
            "read the access token."
        )
