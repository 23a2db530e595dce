"""Web orders are read right before stock is sent, under the same lease, and posted
after it."""

import logging

from odoo import models

from ...api import errors
from .run import OrdersRun

_logger = logging.getLogger(__name__)


def _read(run):
    return run.read_changed() and run.hold()


def _post(run):
    run.compare()
    return run.has_time or not run.is_any_to_compare()


_PARTS = {"read": _read, "post": _post}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _run_orders_part(self, client, part):
        """Read the orders that changed and have the stock count on them, or post them.

        Where BigCommerce fails to return orders, stock goes on without: what registers
        sold must not stay for sale on the web as long as that lasts. The orders' flow
        keeps what went wrong.
        """
        flow = self._flow("orders")
        if flow._is_held_off():
            return True
        try:
            return _PARTS[part](OrdersRun(self, client))
        except (errors.RateLimited, errors.WaitTooLong):
            raise  # it holds for every call
        except errors.TemporaryError as error:
            self.env.cr.rollback()
            _logger.warning("store %s: stock goes without orders: %s", self.id, error)
            flow._retry_later(error)
            return True
        except errors.DataError as error:
            self.env.cr.rollback()
            _logger.error("store %s: stock goes without orders: %s", self.id, error)
            flow._set_failure(self._explain(error))
            return True
