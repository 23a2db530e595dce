"""Web orders are read right before stock is sent, under the same lease, and posted
after it."""

import logging

from odoo import models

from ...api import errors
from .run import OrdersRun

_logger = logging.getLogger(__name__)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _read_orders_first(self, client):
        """Read the orders that changed, and have the stock count on them.

        Where BigCommerce fails to return orders, stock goes on without: what registers
        sold must not stay for sale on the web as long as that lasts.

        :return: whether everything that BigCommerce returned is taken into account
        """

        def read(run):
            return run.read_changed() and run.hold()

        return self._run_for_stock(client, read)

    def _post_read_orders(self, client):
        """Post what was read first.

        :return: whether it came to its end
        """

        def post(run):
            run.compare()
            return run.has_time or not run.is_any_to_compare()

        return self._run_for_stock(client, post)

    def _run_for_stock(self, client, work):
        """Do a part of a run of the orders; their flow keeps what goes wrong with it.

        :return: what the work gives; True where it could not be done
        """
        flow = self._flow("orders")
        if flow._is_held_off():
            return True
        try:
            return work(OrdersRun(self, client))
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
