"""Orders that are not imported: BigCommerce moves its stock for them all the same.

Sweeps overlap, so they list an order again: its stock is sent anew once for what a
listing says of it.
"""

from ....mappers.order_lines import order_lines
from .payloads import fingerprint, order_number


class MovedStock:
    """What the listings of a run say of orders that are not imported."""

    def __init__(self, store):
        """:param store: a ``bigcommerce.store``"""
        self._store = store
        self._before = store.sudo().others_seen or {}  # system field
        self._seen = {}

    def news(self, payloads):
        """Those of these orders that say something new.

        :param payloads: of orders, as listed
        :rtype: list[dict]
        """
        new = []
        for payload in payloads:
            number, mark = order_number(payload), fingerprint(payload)
            if self._before.get(number) == mark:
                self._seen[number] = mark
            elif self._seen.get(number) != mark:
                new.append(payload)
        return new

    def void(self, payloads):
        """Have the stock of what these orders are of sent anew.

        Nobody knows what BigCommerce took or gave back when such an order was shipped
        or cancelled. One query and one UPDATE, whatever their number.

        :param payloads: of orders, with all their lines
        """
        if not payloads:
            return
        numbers = {
            str(line["product_id"])
            for payload in payloads
            for line in order_lines(payload)
            if line.get("product_id")
        }
        if numbers:
            variants = self._store.env["bigcommerce.variant"].search(
                [
                    ("store_id", "=", self._store.id),
                    ("mapping_id.external_id", "in", sorted(numbers)),
                ]
            )
            self._store._void_acknowledged(variants.product_id)
        self._seen |= {order_number(row): fingerprint(row) for row in payloads}
        # With its page: whatever ends the run, it is not sent again.
        self._keep({**self._before, **self._seen})

    def forget_unlisted(self):
        """The overlap was listed to its end: what was not listed now, no later sweep
        lists again as it was.
        """
        self._keep(self._seen)

    def _keep(self, seen):
        store_sudo = self._store.sudo()  # system field
        if seen != (store_sudo.others_seen or {}):
            store_sudo.others_seen = seen
