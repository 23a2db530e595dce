"""Web orders are read right before stock is sent, under the same lease."""

import logging

from odoo import models

from ...api import errors
from .run import OrdersRun

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _read_orders_first(self, client):
        """Read and compare the orders that changed.

        Where BigCommerce fails to return orders, stock goes on without: what registers
        sold must not stay for sale on the web as long as that lasts.

        :return: whether everything that BigCommerce returned is taken into account
        """
        flow = self._flow("orders")
        if flow._is_held_off():
            return True
        try:
            run = OrdersRun(self, client)
            if not run.read_changed():
                return False
            run.compare()
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
        return run.has_time or not run.is_any_to_compare()
