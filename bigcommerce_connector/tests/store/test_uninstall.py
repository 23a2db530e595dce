"""What the addon leaves behind when it is uninstalled (tests/system does it truly)."""

from odoo.tools import mute_logger

from ...hooks import uninstall_hook
from ...models.connector_context import as_connector
from ..common import BigcommerceCase


class TestUninstall(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.posted = self.web_order_of("MUG", 7.5, quantity=2).pos_order_ids
        self.session = self.posted.session_id
        self.register = self.store.config_ids
        self.assertEqual(self.session.state, "opened")

    def test_web_registers_are_closed_and_out_of_sight(self):
        uninstall_hook(self.env)
        self.assertEqual((self.session.state, self.posted.state), ("closed", "done"))
        self.assertEqual(self.session.move_id.state, "posted")
        self.assertFalse(self.register.active)
        self.assertFalse(self.store.flow_ids.cron_id)
        self.assertFalse(list(self.shop.hooks.list()))

    @mute_logger("odoo.addons.bigcommerce_connector.hooks")
    def test_a_session_that_cannot_be_closed_hinders_nothing(self):
        draft = self.env["account.move"].create({"move_type": "out_invoice"})
        as_connector(self.posted).account_move = draft
        uninstall_hook(self.env)
        self.assertEqual(self.session.state, "opened")
        self.assertFalse(self.register.active)
        self.assertFalse(self.store.flow_ids.cron_id)
        self.assertFalse(list(self.shop.hooks.list()))

    def test_what_an_earlier_installation_posted_is_not_posted_again(self):
        self.posted.flush_recordset()
        self.env.cr.execute(  # as the uninstalled addon leaves it
            "UPDATE pos_order SET bigcommerce_order_id = NULL WHERE id = %s",
            [self.posted.id],
        )
        self.posted.invalidate_recordset()
        simulator = self.enterContext(self.new_simulator(store_hash="again1"))
        orders = simulator.store.orders
        line = {"name": "Mug", "sku": "MUG", "price": "7.50", "quantity": 2}
        known = orders.place(lines=[line]).id
        store = self.env["bigcommerce.store"].create(
            {"name": "Again", **self.store_vals(simulator)}
        )
        store.action_connect()
        store.action_go_live()
        self.assertTrue(store.order_sync_start_date_enabled)
        self.assertIn("sold twice", "".join(store.message_ids.mapped("body")))
        simulator.store.clock.advance(60)
        new = orders.place(lines=[line]).id
        self.run_flow("orders", store)
        posted = {
            number: self.env["bigcommerce.order"]
            .search([("store_id", "=", store.id), ("external_id", "=", str(number))])
            .pos_order_ids.amount_total
            for number in (known, new)
        }
        self.assertEqual(posted, {known: 0, new: 15})
