"""What came in and went out, on one page, for whoever sees the store."""

from odoo.tests import new_test_user

from ..finding_case import FindingCase

USER = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_user"


class TestSyncLog(FindingCase):
    def test_it_says_what_came_and_went_and_opens_it(self):
        self.mug.write({"bigcommerce_enabled": True, "weight": 1})
        number = self.place(3)
        for flow in ("orders", "catalog", "stock"):
            self.run_flow(flow)
        reader = new_test_user(self.env, "log_reader", USER)
        rows = self.env["bigcommerce.sync.log"].with_user(reader).search([])
        order = self.web_order(number)
        mapping = self.mug.product_tmpl_id.bigcommerce_mapping_ids
        location = self.store.location_ids.filtered("is_default").name
        self.assertEqual(
            {(row.direction, row.name, row.outcome) for row in rows},
            {
                ("in", order.name, f"BC-{number}: $\xa022.50 posted"),
                ("out", self.mug.name, "Synced"),
                ("out", self.mug.display_name, f"{location}: 97 for sale"),
            },
        )
        self.assertEqual(rows.sorted("synced_on", reverse=True).ids, rows.ids)
        opened = {(row.kind, row.action_open()["res_id"]) for row in rows}
        self.assertEqual(
            opened,
            {("order", order.id), ("product", mapping.id), ("stock", mapping.id)},
        )
        other = self.env["res.company"].create({"name": "Other"})
        reader.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.env["bigcommerce.sync.log"].with_user(reader).search([]))
