"""Orders that wait for open books: shown with the cause, posted automatically.

Whether the books are open is asked of Odoo at every run, which costs no call: a lock
date moves, a day passes, or an accountant grants an exception.
"""

from odoo import models

from ..register.register import register_of
from .read.snapshot import write_snapshots


def release_waiting_orders(store):
    """Queue the orders whose register can be written to again.

    Where another lock keeps the books closed meanwhile, the order says so.
    """
    # Not their payloads: a whole import may be waiting.
    waiting = store._orders_for_posting().search_fetch(
        [
            ("store_id", "=", store.id),
            ("is_waiting_for_unlock", "=", True),
            ("state", "=", "attention"),
        ],
        ["store_id", "currency_id", "is_pickup", "pickup_location_id", "message"],
    )
    for register, orders in waiting.grouped(register_of).items():
        # In the language in which the orders told it first.
        problem = register._bigcommerce_books_problem()
        if problem:
            orders.filtered(lambda o, p=problem: o.message != p).message = problem
        else:
            orders.write({"is_waiting_for_unlock": False, "needs_sync": True})


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _wait_for_unlock(self, problem):
        """Show why the order is not posted; people and the stock count on the rest."""
        snapshot = self._read_snapshot()
        write_snapshots({self: snapshot})
        self._match_products(snapshot.web)
        if self.message != problem:
            self._set_attention(problem, "books_locked")
        self.write({"needs_sync": False, "is_waiting_for_unlock": True})
