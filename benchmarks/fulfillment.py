"""What BigCommerce is told of web orders: a call a shipment, and what a refund takes.

Nothing of it can be sent together: BigCommerce takes one shipment, one refund and one
order at a time.
"""

from goods import lines, make_goods

NAMES = (
    "fulfillment.shipment.calls",
    "fulfillment.status.calls",
    "fulfillment.refund.calls",
    "fulfillment.idle.calls",
)
_CUSTOMER = {"customer": {"email": "ada@example.com"}}
_COMPLETED = 10
# The quote, and the refund. Before it is sent the list of refunds and the order are
# read, however new what is known of them is: BigCommerce would take the same refund
# twice, so what staff gave back or changed a moment ago must be seen.
_REFUND, _READS = 2, 2
_STATUS = 2  # its notes and status are read, then written


def run(bench):
    """Ship, set statuses, refund; then nothing is left to be told."""
    count = bench.size(100, least=4)
    with bench.web() as web, bench.shop.connected(web) as store:
        store.write({"goods_leave": "shipped", "shipment_sync": True})
        telling = Telling(bench, web, store)
        telling.shipments(count)
        telling.statuses(count)
        telling.refunds(bench.size(50, least=4))
        telling.nothing()


class Telling:
    """A store whose orders wait to be shipped."""

    def __init__(self, bench, web, store):
        self._shop, self._figures = bench.shop, bench.figures
        self._web, self._store = web, store
        self._goods = make_goods(bench.shop, web)

    def shipments(self, count):
        """Each order is one shipment, every second one two."""
        transfers = self._posted(count).pos_order_ids.picking_ids
        split = transfers[::2]
        self._deliver(split, units=1)
        rest = split.backorder_ids
        self._deliver(transfers - split + rest)
        shipped = len(transfers) + len(rest)
        run = self._tell()
        self._add("shipment", run, shipped, shipments=shipped, orders=count)
        done = self._store.order_ids.shipment_ids.filtered(lambda one: one.external_id)
        if len(done) != shipped:
            raise RuntimeError(f"{len(done)} of {shipped} shipments were made.")

    def statuses(self, count):
        """The status of each order is set once it is shipped."""
        self._store.write({"shipment_sync": False, "status_sync": True})
        rows = self._store.status_ids.grouped("external_id")
        rows[_COMPLETED].set_when = "left"
        self._deliver(self._posted(count).pos_order_ids.picking_ids)
        self._add("status", self._tell(), _STATUS * count, orders=count)
        self._store.status_sync = False

    def refunds(self, count):
        """What an edit left is refunded from the order's page."""
        self._store.refund_sync = True
        orders = self._posted(count)
        for order in orders:
            number = order.external_id
            (line, *_rest) = self._web.api("GET", f"/v2/orders/{number}/products")
            cut = {"products": [{"id": line["id"], "quantity": 1}]}
            self._web.api("PUT", f"/v2/orders/{number}", cut)
        self._shop.run_flow(self._store, "orders", self._web)
        with self._shop.measured(self._web) as asked:
            for order in orders:
                self._ask_to_refund(order)
            self._shop.commit()
        run = self._tell()
        run.calls += asked.calls
        reads = run.count("GET")
        self._add("refund", run, (_REFUND + _READS) * count, refunds=count, reads=reads)
        if any(self._store.order_ids.mapped("amount_to_refund")):
            self._shop.run_flow(self._store, "orders", self._web)

    def _ask_to_refund(self, order):
        wizard = order.env["bigcommerce.order.refund"].create({"order_id": order.id})
        wizard.action_quote()
        wizard.tender_id = wizard.tender_ids[-1]
        wizard.action_refund()

    def nothing(self):
        """All is told."""
        self._add("idle", self._tell(), 0)

    def _posted(self, count):
        """So many new orders, read and posted."""
        before = self._store.order_ids
        self._web.check_out(count, lines(self._goods), **_CUSTOMER)
        self._shop.run_flow(self._store, "orders", self._web)
        orders = self._store.order_ids - before
        if len(orders) != count or set(orders.mapped("state")) != {"synced"}:
            raise RuntimeError(f"{len(orders)} of {count} orders: {orders[:1].message}")
        return orders

    def _deliver(self, transfers, units=None):
        """:param units: so many of each product; the rest waits on. None: all"""
        for move in transfers.move_ids:
            move.quantity = units or move.product_uom_qty
            move.picked = True
        transfers._action_done()
        self._shop.commit()

    def _tell(self):
        return self._shop.run_flow(self._store, "fulfillment", self._web)

    def _add(self, name, run, floor, **parameters):
        self._figures.add(
            f"fulfillment.{name}.calls",
            len(run.calls),
            "calls",
            floor,
            **parameters,
            **run.times,
        )
