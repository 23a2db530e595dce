"""The chatter of a store, a web order and a product says what was done, and by whom."""

from contextlib import contextmanager

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase

GROUP = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager"
POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


@tagged("post_install", "-at_install", "bigcommerce")
class TestWhoDidWhat(CatalogCase):
    def setUp(self):
        super().setUp()
        self.manager = new_test_user(
            self.env, "chatty", f"{GROUP},product.group_product_manager"
        )

    @contextmanager
    def told(self, record, text, by=None):
        """What is done in this block is in the chatter, with who did it."""
        before = record.message_ids
        yield
        self.end_transaction()  # changes of fields are told then
        record.invalidate_recordset()
        new = record.message_ids - before
        said = " ".join(map(_text, new))
        self.assertIn(text, said)
        self.assertEqual(new.author_id, (by or self.manager).partner_id)

    def test_what_people_do_with_a_store(self):
        store = self.store.with_user(self.manager)
        with self.told(store, "Product Sync"):
            store.product_sync = False
        with self.told(store, "Refund and Cancel from Odoo"):
            store.refund_sync = True
        with self.told(store, "Paused by chatty"):
            store.action_pause()
        with self.told(store, "Live"):
            store.action_go_live()
        admin = self.env.ref("base.user_admin")
        with self.told(store, "Access token replaced", by=admin):
            store.with_user(admin).access_token = "another"
        held = self.env["bigcommerce.held.stock"].create(
            [
                {
                    "store_id": store.id,
                    "order_number": number,
                    "variant_external_id": "1",
                    "quantity": 1,
                }
                for number in ("77", "78")
            ]
        )
        held = held.with_user(self.manager)
        with self.told(store, "not held for older web orders any more: 77, 78."):
            held.action_release()
        with self.told(store, "held for older web orders again: 77."):
            held[0].action_hold()
        with self.told(store, "Draft"):
            store.action_disconnect()

    def test_what_people_do_with_a_web_order(self):
        sign = {"name": "Sign", "sku": "SIGN", "price": 40, "quantity": 1}
        number = self.simulator.store.orders.place([sign]).id
        with mute_logger(POST):
            self.sync_orders()
        order = self.web_order(number).with_user(self.manager)
        self.assertFalse(order.message_ids, "what syncs did is in the history")
        with self.told(order, "To be checked again."):
            order.action_resync()
        refused = {"event": "posted", "state": "refused", "mark": "BC-100"}
        update = self.env["bigcommerce.status.update"].create(
            {**refused, "store_id": self.store.id, "order_id": order.id}
        )
        with self.told(order, "To be sent to BigCommerce again."):
            update.with_user(self.manager).action_send_again()
        skips = self.env["bigcommerce.order.skip"].with_user(self.manager)
        with self.told(order, "Skipped by chatty"):
            skips.create({"order_id": order.id, "goods_leave": "no"}).action_skip()
        with self.told(order, "Recovered."):
            order.action_recover()
        mug = self.product().product_variant_id
        action = self.env["bigcommerce.order.choose"].with_user(self.manager)
        wizard = action.browse(action._open(order)["res_id"])
        wizard.line_ids.product_id = mug
        with self.told(order, "“Sign” is [MUG] Product MUG."):
            wizard.action_apply()

    def test_what_people_do_with_a_product(self):
        self.product()
        self.sync()
        mapping = self.store.product_ids.with_user(self.manager)
        self.assertFalse(mapping.message_ids, "what syncs did is in the log")
        with self.told(mapping, "Requeued."):
            mapping.action_requeue()
        self.drift(mapping)
        with self.told(mapping, "Odoo's values sent: Price"):
            mapping.drift_ids.action_send_ours()
        self.drift(mapping)
        with self.told(mapping, "BigCommerce's values taken: Price"):
            mapping.drift_ids.action_take_theirs()
        stock = self.stock_drift(mapping)
        with self.told(mapping, "Stock sent again."):
            stock.action_send()
        there = mapping.external_id
        with self.told(mapping, "Unlinked from “Product MUG” on BigCommerce."):
            mapping.action_unlink_remote()
        found = self.env["bigcommerce.match.candidate"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "external_id": there,
            }
        )
        with self.told(mapping, f"Linked to the product #{there} of BigCommerce."):
            found.with_user(self.manager).action_choose()
        with self.told(mapping, "To be looked for on BigCommerce again."):
            mapping.action_match_again()

    def drift(self, mapping):
        self.env["bigcommerce.drift"].create(
            {
                "store_id": self.store.id,
                "mapping_id": mapping.id,
                "field": "price",
                "value": 12,
                "last_seen_on": fields.Datetime.now(),
            }
        )

    def stock_drift(self, mapping):
        now = fields.Datetime.now()
        rows = self.env["bigcommerce.stock.drift"].create(
            {
                "store_id": self.store.id,
                "variant_id": mapping.variant_ids.id,
                "location_id": self.store.location_ids[0].id,
                "cause": "edited",
                "found_on": now,
                "last_seen_on": now,
            }
        )
        return rows.with_user(self.manager)


def _text(message):
    """What a person reads: the sentence, or the fields that changed."""
    changes = message.sudo().tracking_value_ids
    values = changes.mapped("new_value_char") + changes.field_id.mapped(
        "field_description"
    )
    return " ".join([message.body or "", *filter(None, values)])
