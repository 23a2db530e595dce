"""Orders of the store: checkout, edits, refunds, shipments (v2 and v3).

Importing this package registers the handlers.
"""

from . import (
    control_handlers,
    pickup_methods,
    pickups,
    read_handlers,
    refund_handlers,
    shipment_handlers,
    write_handlers,
)

__all__ = [
    "control_handlers",
    "pickup_methods",
    "pickups",
    "read_handlers",
    "refund_handlers",
    "shipment_handlers",
    "write_handlers",
]
