"""What came in and went out, on one page, for whoever sees the store."""

from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user

from ..finding_case import FindingCase

USER = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user"


class TestSyncLog(FindingCase):
    def test_it_says_what_came_and_went_and_opens_it(self):
        self.mug.write({"bigcommerce_enabled": True, "weight": 1})
        bagel = self.env["product.product"].create(
            {"name": "Bagel", "is_storable": True, "bigcommerce_enabled": True}
        )
        number = self.place(3)
        for flow in ("orders", "catalog", "stock"):
            self.run_flow(flow)
        reader = new_test_user(self.env, "log_reader", USER)
        rows = self.env["bigcommerce.sync.log"].with_user(reader).search([])
        order = self.web_order(number)
        mapping = self.mug.product_tmpl_id.bigcommerce_mapping_ids
        refused = bagel.product_tmpl_id.bigcommerce_mapping_ids
        refused.last_synced_on = refused.attention_since - timedelta(days=1)
        location = self.store.location_ids.filtered("is_default").name
        self.assertEqual(
            {(row.direction, row.name, row.outcome) for row in rows},
            {
                ("in", order.name, f"BC-{number}: $\xa022.50 posted"),
                ("out", self.mug.name, "Synced"),
                ("out", bagel.name, refused.message),
                ("out", self.mug.display_name, f"{location}: 97 for sale"),
            },
        )
        self.assertEqual(rows.sorted("synced_on", reverse=True).ids, rows.ids)
        took = {row.kind: row.duration for row in rows if row.mapping_id != refused}
        self.assertEqual(took.keys(), {"order", "product", "stock"})
        self.assertTrue(all(0 < seconds < 60 for seconds in took.values()), took)
        row = rows.filtered(lambda row: row.mapping_id == refused)
        self.assertEqual(row.synced_on, refused.attention_since)
        opened = {(row.kind, row.action_open()["res_id"]) for row in rows}
        self.assertEqual(
            opened,
            {
                ("order", order.id),
                ("product", mapping.id),
                ("product", refused.id),
                ("stock", mapping.id),
            },
        )
        other = self.env["res.company"].create({"name": "Other"})
        reader.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["bigcommerce.sync.log"].with_user(reader).search([]))

    def test_what_was_done_to_an_order_is_kept_for_a_quarter(self):
        number = self.place(3)
        self.sync_orders()
        log = self.web_order(number).log_ids
        gap = self.env["bigcommerce.webhook.gap"].create(
            {
                "store_id": self.store.id,
                "order_id": log.order_id.id,
                "seen_on": fields.Datetime.now() - timedelta(days=31),
            }
        )
        self.assertEqual(gap._gc_old(), (1, False))
        self.assertEqual(log._gc_old(), (0, False))
        self.env.cr.execute(
            "UPDATE bigcommerce_order_log SET create_date = now() - interval '91 d'"
        )
        self.assertEqual(log._gc_old(), (1, False))
        self.assertFalse(log.exists())
        # Odoo's cleaner asks the abstract model, too.
        self.assertEqual(self.env["bigcommerce.pruned"]._gc_old(), (0, False))
