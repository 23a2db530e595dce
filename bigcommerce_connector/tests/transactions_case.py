"""Several real transactions at once: what they do is committed, and cleaned up."""

from odoo import api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


class TransactionsCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    def environment(self, cr):
        """Who waits for another's lock fails, rather than for ever."""
        cr.execute("SET LOCAL lock_timeout = '2s'")
        return api.Environment(cr, api.SUPERUSER_ID, {"tracking_disable": True})
