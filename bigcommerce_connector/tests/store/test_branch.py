"""A store of a branch: what its parent company has is the branch's, too."""

from odoo.tests import tagged

from ..common import BigcommerceCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestBranch(BigcommerceCase):
    @classmethod
    def store_vals(cls, simulator):
        cls.parent = cls.env.company
        cls.branch, cls.sister = cls.env["res.company"].create(
            [
                {"name": name, "parent_id": cls.parent.id}
                for name in ("Branch", "Sister")
            ]
        )
        cls.env.cr.precommit.run()  # a branch gets its chart of accounts at the commit
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.branch.id)], limit=1
        )
        cls.env = cls.env(context={"allowed_company_ids": cls.branch.ids})
        return {**super().store_vals(simulator), "company_id": cls.branch.id}

    def tax(self, company):
        return self.env["account.tax"].create(
            {
                "name": f"Sales tax of {company.name}",
                "amount": 8.25,
                "type_tax_use": "sale",
                "company_id": company.id,
            }
        )

    def place(self, sku):
        web = self.simulator.store.orders.place(
            lines=[{"sku": sku, "quantity": 2}], tax_rate="8.25"
        )
        self.sync_orders()
        order = self.web_order(web.id)
        self.assertEqual(order.state, "synced", order.message)
        return order.pos_order_ids

    def test_an_order_is_posted_with_goods_and_taxes_of_the_parent(self):
        mug = self.sell("MUG", 20, company_id=self.parent.id)
        tax = self.tax(self.parent)
        order = self.place("MUG")
        self.assertEqual(order.company_id, self.branch)
        self.assertEqual((order.lines.product_id, order.lines.tax_ids), (mug, tax))
        self.assertEqual(order.picking_ids.state, "done")
        session = order.session_id
        self.store._close_session(session)
        self.assertEqual(session.state, "closed", session.bigcommerce_closing_problem)
        moves = session.move_id + session.bank_payment_ids.move_id
        for move in moves:
            self.assertEqual((move.state, move.company_id), ("posted", self.branch))
            self.assertFalse(
                move.currency_id.compare_amounts(
                    sum(move.line_ids.mapped("debit")),
                    sum(move.line_ids.mapped("credit")),
                )
            )

    def test_a_branchs_own_tax_goes_before_that_of_its_parent(self):
        self.sell("MUG", 20)
        self.tax(self.parent)
        tax = self.tax(self.branch)
        self.tax(self.sister)
        self.assertEqual(self.place("MUG").lines.tax_ids, tax)

    def test_goods_of_the_parent_are_published_those_of_a_sister_are_not(self):
        mine, hers = self.env["product.template"].create(
            [
                {
                    "name": company.name,
                    "default_code": f"GOODS-{company.id}",
                    "weight": 1,
                    "bigcommerce_enabled": True,
                    "company_id": company.id,
                }
                for company in (self.parent, self.sister)
            ]
        )
        self.run_flow("catalog")
        self.assertEqual(mine.bigcommerce_mapping_ids.store_id, self.store)
        mapping = mine.bigcommerce_mapping_ids
        self.assertEqual(mapping.state, "synced", mapping.message)
        self.assertFalse(hers.bigcommerce_mapping_ids)
