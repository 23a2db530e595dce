"""What the lives of one run reached in Odoo, all slices of it together."""

import json
from collections import Counter
from pathlib import Path

# What lives may not be without once they are so many: the rarer, the more.
IN_ODOO = {
    200: (
        *("archived", "a sync that failed", "a webhook lost", "a webhook doubled"),
        *(
            "a webhook late",
            "goods at a register",
            "a charge at a register",
            "a register closed",
        ),
        *("several lines at a register", "posted as many are"),
    ),
    1000: (
        *("skipped, goods leave", "skipped, goods stay", "skipped, then recovered"),
        *("a price changed at a register", "two payment methods at a register"),
        *("a register refund from another client", "the web caught up with a register"),
    ),
}

# The same of lives with all switches of the way back.
SWITCHED_ON = {
    200: (
        *("left", "left in part", "handed over", "two delivery addresses"),
        *("shipment done", "shipment nothing", "pickup done", "status.update done"),
        *("shipped, then back in the warehouse", "a telling that failed"),
        "BigCommerce refunds a cancelled order",
    ),
    1000: (
        *("packed", "handed over at the register", "a transfer cancelled"),
        "brought to a register",
        "something is kept of a cancelled order",
        *("collected, then back in the warehouse", "sent once more"),
        *("left in part, the rest dropped", "a register waits for BigCommerce"),
        *("shown as shipped, and completed", "shown as collected"),
        "BigCommerce refunds what an edit left",
        "BigCommerce refunds items of a transfer",
        "BigCommerce refunds what a customer brings",
        "BigCommerce refunds what a register gave back",
        *("a shipment deleted on BigCommerce", "shipment refused", "refund refused"),
    ),
}


class ReachedSum:
    """Adds up slices, each a process of its own, in a file.

    :param path: of the file; None: there is but one slice
    :param wanted: what so many lives may not be without
    """

    def __init__(self, path=None, wanted=IN_ODOO):
        self._path = Path(path) if path else None
        self._wanted = wanted
        self.count, self.reached = 0, Counter()
        if self._path and self._path.exists():
            kept = json.loads(self._path.read_text())
            self.count, self.reached = kept["count"], Counter(kept["reached"])

    def add(self, count, reached):
        """Add so many lives, with the number of those that reached each thing."""
        self.count += count
        self.reached.update(reached)
        if self._path:
            kept = {"count": self.count, "reached": self.reached}
            self._path.write_text(json.dumps(kept))

    @property
    def missing(self):
        """What so many lives should have reached and did not."""
        return {
            name
            for count, names in self._wanted.items()
            if self.count >= count
            for name in names
            if not self.reached[name]
        }
