"""What Odoo's own methods are told while the connector posts a web order.

It travels in the context. Clients set contexts too, so a key there proves nothing; an
instance of :class:`OwnFlow` does: what comes in over RPC is made of plain values.
"""

from dataclasses import dataclass
from typing import Any

_KEY = "bigcommerce_connector_context"


@dataclass(frozen=True)
class OwnFlow:
    """The connector is writing to a web register.

    ``returns_location_id``: the stock.location for goods that come back and are not
    for sale again; None: they go back to stock.
    ``transfers``: where the goods of orders that are posted together are gathered
    (``sync/orders/post/joint_transfers.py``); None: they leave with their own order.
    ``store_id``: the store whose BigCommerce is the only one that knows already what is
    written; None: nobody has to be told.
    """

    returns_location_id: int | None = None
    transfers: Any = None
    store_id: int | None = None


def as_connector(records, **values):
    """The same records, for the connector's own writing; values of :class:`OwnFlow`."""
    return records.with_context(**{_KEY: OwnFlow(**values)})


def connector_context(env):
    """:return: the :class:`OwnFlow` that is going on; None: it is somebody else"""
    flow = env.context.get(_KEY)
    return flow if isinstance(flow, OwnFlow) else None


def joint_transfers(env):
    """:return: where goods are gathered that leave together; None: each on its own"""
    flow = connector_context(env)
    return flow and flow.transfers
