"""Stock out: the quantities that BigCommerce has not acknowledged yet.

A run compares what was noted since the last one, and what BigCommerce has not
acknowledged.
"""

from odoo import models
from odoo.tools import SQL

from ...api.resources.inventory import Inventory
from ...models.bigcommerce_change import STOCK_PAUSE
from ..flow.scheduler import wake_scheduler
from .brake import forget_confirmed, is_braked
from .changes import take_levels
from .components import Kits
from .left_behind import empty_left_behind
from .request import StockRequest


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_stock(self):
        """Publish the stock that differs from what BigCommerce acknowledged.

        :return: whether everything was sent in the time
        :raise errors.TemporaryError, errors.RightsError: the flow's matter
        """
        self.ensure_one()
        kits = Kits(self)
        is_any = bool(take_levels(self, kits))
        with self._client() as client:
            empty_left_behind(self, client)
            is_done = not is_any or StockPush(self, client, kits).run()
        wake_scheduler(self.env, STOCK_PAUSE)
        return is_done

    def _run_orders_part(self, client, part):
        """Orders stand above stock, and do it there: this is their place.

        :param str part: ``read`` before stock is sent, ``post`` after it
        :return: whether everything that BigCommerce returned is taken into account
        """
        return True

    def _void_acknowledged(self, products):
        """BigCommerce may have moved the stock of these variants itself: send it anew.

        One UPDATE, whatever the number of products.

        :param products: ``product.product`` records
        """
        level = self.env["bigcommerce.inventory.level"]
        level.flush_model(["is_acknowledged"])
        self.env.cr.execute(
            SQL(
                "UPDATE bigcommerce_inventory_level level SET is_acknowledged = FALSE"
                " FROM bigcommerce_variant variant"
                " WHERE variant.id = level.variant_id AND level.is_acknowledged"
                "  AND variant.store_id IN %s AND variant.product_id IN %s",
                tuple(self.ids) or (0,),
                tuple(products.ids) or (0,),
            )
        )
        level.invalidate_model(["is_acknowledged"])


class StockPush:
    """One run: orders are read, then what differs is sent, a call's worth at a time."""

    def __init__(self, store, client, kits):
        self.store = store
        self.client = client
        self.env = store.env
        self.kits = kits

    def run(self):
        """:return: whether all was sent that BigCommerce lacks"""
        self._commit()
        levels = self._levels_after_orders()
        if is_braked(self.store, levels):
            return False
        is_any = bool(levels)
        untried = []
        has_time = True  # something is sent in every run, however short its time
        while levels and has_time:
            chunk, levels = (
                levels[: Inventory.BATCH_SIZE],
                levels[Inventory.BATCH_SIZE :],
            )
            untried += StockRequest(self.store, self.client).send(chunk)
            has_time = self._commit(len(chunk))
        levels += untried
        if is_any and not levels:
            forget_confirmed(self.store)
        if not self.store._run_orders_part(self.client, "post"):
            self.store._trigger_flow("orders")
        # A run that only made way for another flow counts as work, or Odoo would warn.
        self.env["ir.cron"]._commit_progress(1 if levels else 0, remaining=len(levels))
        return not levels

    def _levels_after_orders(self):
        """What is to be sent once the web orders are known.

        A quantity that is sent overwrites what BigCommerce took for an order of which
        Odoo does not know. So orders are read right before, under the same lease.

        :rtype: list[Level]
        """
        if not self.store._run_orders_part(self.client, "read"):
            self.store._trigger_flow("stock")
            return []
        self.env.invalidate_all()
        levels = take_levels(self.store, self.kits)
        self._commit()
        return levels

    def _commit(self, processed=0):
        """:return: whether there is time left in this run of the cron"""
        return self.env["ir.cron"]._commit_progress(processed) > 0
