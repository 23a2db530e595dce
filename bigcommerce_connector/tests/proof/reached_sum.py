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


class ReachedSum:
    """Adds up slices, each a process of its own, in a file.

    :param path: of the file; None: there is but one slice
    """

    def __init__(self, path=None):
        self._path = Path(path) if path else None
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
            for count, names in IN_ODOO.items()
            if self.count >= count
            for name in names
            if not self.reached[name]
        }
