"""Web orders that wait for somebody to pick, pack, and ship them."""

import itertools
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from ..fulfillment_case import FulfillmentCase
from ..migrations import migrate

WAREHOUSE = "base.group_user,stock.group_stock_user"
CASHIER = "base.group_user,point_of_sale.group_pos_user"
PREPARED = "bigcommerce_preparation"
PAGE = "bigcommerce_connector.stock_picking_preparation_view"


class TestToPrepare(FulfillmentCase):
    def stage(self, order):
        """Of its transfers, the oldest first."""
        return order.pos_order_ids.picking_ids.sorted("id").mapped(PREPARED)

    def test_from_to_pick_to_shipped(self):
        order = self.place(("SHIRT-M", 3))
        [transfer] = self.waiting(order)
        self.assertEqual(self.stage(order), ["to_pick"])
        transfer.action_bigcommerce_ready()
        self.assertEqual(self.stage(order), ["ready"])
        since = transfer.bigcommerce_ready_on
        transfer.action_bigcommerce_ready()
        self.assertEqual(transfer.bigcommerce_ready_on, since)
        self.edit(order, SHIRT=2)
        self.assertEqual(self.stage(order), ["to_pick"], "it is packed anew")
        transfer.action_bigcommerce_ready()
        self.deliver(transfer, 1)
        self.assertEqual(self.stage(order), ["left", "to_pick"])
        self.deliver(self.waiting(order))
        self.assertEqual(self.stage(order), ["left", "left"])

    def test_a_card_has_the_first_goods_and_the_age(self):
        order = self.place(("SHIRT-M", 3))
        order.date_created = fields.Datetime.now() - timedelta(hours=3)
        [transfer] = self.waiting(order)
        self.assertEqual(transfer.bigcommerce_age, "3 hours ago")
        line = f"3 × {transfer.move_ids.product_id.display_name}"
        for lines, shown in ((5, [line] * 5), (6, [line] * 4 + ["and 2 more"])):
            while len(transfer.move_ids) < lines:
                transfer.move_ids[0].copy().state = "assigned"
            self.assertEqual(transfer.bigcommerce_goods.splitlines(), shown)
        till = self.env["bigcommerce.register"]
        [at_till] = till.read_web_order(order.pos_order_ids.id)["to_prepare"]
        self.assertEqual(at_till["goods"], ", ".join([line] * 6))

    def test_what_is_missing_is_named_and_keeps_no_other(self):
        short = self.place(("MUG", 103), ("SHIRT-M", 1))
        whole = self.place(("SHIRT-M", 1))
        transfers = self.waiting(short) | self.waiting(whole)
        self.assertEqual(transfers.mapped("bigcommerce_is_short"), [True, False])
        told = transfers.action_bigcommerce_ready()
        self.assertEqual(transfers.mapped(PREPARED), ["to_pick", "ready"])
        self.assertIn(short.name, told["params"]["message"])
        self.assertNotIn(whole.name, told["params"]["message"])
        # As in a database of before, which is updated.
        address = short.delivery_address
        short.delivery_address = False
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_picking SET bigcommerce_order_id = NULL,"
            " bigcommerce_preparation = NULL WHERE id = ANY(%s)",
            [transfers.ids],
        )
        migrate(self.env, "19.0.1.1.0/post-transfers", "19.0.1.0.1")
        self.assertTrue(address)
        self.assertEqual(short.delivery_address, address)
        self.assertEqual(transfers.mapped(PREPARED), ["to_pick", "ready"])
        self.assertEqual(transfers.bigcommerce_order_id, short | whole)

    def test_the_warehouse_and_cashiers_prepare_without_seeing_web_orders(self):
        order = self.place(("MUG", 1), customer_message="Ring twice")
        [transfer] = self.waiting(order)
        action = self.env.ref("bigcommerce_connector.stock_picking_preparation_action")
        for login, groups in (("packer", WAREHOUSE), ("seller", CASHIER)):
            user = new_test_user(self.env, f"prepares_{login}", groups)
            mine = transfer.with_user(user)
            for typed in (f"#{order.external_id}", "ada@example"):
                found = mine.search([("bigcommerce_reference", "ilike", typed)])
                self.assertEqual(found, mine, login)
            for view, kind in action.sudo().views:
                arch = mine.get_view(view, kind)["arch"]
                self.assertTrue(arch)
            self.assertEqual(
                mine.read(["bigcommerce_customer_message", "bigcommerce_goods"])[0][
                    "bigcommerce_customer_message"
                ],
                "Ring twice",
            )
            mine.action_bigcommerce_ready()
            self.assertEqual(mine[PREPARED], "ready")
            mine.action_bigcommerce_not_ready()
            self.assertEqual(mine[PREPARED], "to_pick")

    def test_where_nothing_waits_the_page_says_so(self):
        action = self.env.ref("bigcommerce_connector.stock_picking_preparation_action")
        self.assertIn("Nothing is waiting", action._get_action_dict()["help"])

    def test_a_transfer_shows_no_web_order_of_another_company(self):
        """Whoever may write a transfer may say which POS order it is of."""
        order = self.place(("MUG", 1), customer_message="Ring twice")
        [transfer] = self.waiting(order)
        company = self.env["res.company"].create({"name": "Other"})
        there = {"company_id": company.id, "company_ids": company.ids}
        packer = new_test_user(self.env, "packs_elsewhere", WAREHOUSE, **there)
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        kind = {"picking_type_id": warehouse.out_type_id.id}
        pickings = self.env["stock.picking"].with_user(packer)
        told = {"pos_order_id": order.pos_order_ids.id}
        mine = pickings.create({**kind, **told})
        for _turn in ("created", "written"):
            self.assertFalse(mine.bigcommerce_customer_message)
            self.assertFalse(mine.bigcommerce_reference)
            self.assertFalse(mine[PREPARED])
            mine.write({"pos_order_id": False})
            mine.write(told)
        with self.assertRaises(UserError):
            mine.write({"bigcommerce_order_id": order.id})
        self.assertEqual(transfer.bigcommerce_customer_message, "Ring twice")

    def test_what_leaves_when_it_is_posted_waits_for_nobody(self):
        self.store.write({"shipment_sync": False, "goods_leave": "posted"})
        self.assertEqual(self.stage(self.place(("MUG", 1))), [False])

    # === PICK LIST AND PACKING SLIP === #

    def papers(self, transfer, user):
        """What To Prepare offers, as this user has it printed.

        Bars are drawn by a library that Debian's package of Odoo leaves out.
        """
        report = self.env["ir.actions.report"].with_user(user)
        self.patch(self.registry["ir.actions.report"], "barcode", lambda *_, **__: b"")
        return [
            report._render_qweb_html(name, transfer.ids)[0].decode()
            for name in ("stock.report_picking", "stock.report_deliveryslip")
        ]

    def test_papers_say_that_it_is_collected_and_what_people_wrote(self):
        """Who packs has no rights to web orders; staff's notes are not for customers,
        and the connector's own line in them is for nobody here."""
        self.store.write({"pickup_sync": True, "note_sync": True})
        details = {"location_id": 1, "customer_message": "Ring <b>twice</b>"}
        order = self.place(("MUG", 1), **details)
        [transfer] = self.waiting(order)
        ours = f"Odoo: {order.pos_order_ids.pos_reference}"
        self.send()
        self.assertEqual(self.there(order).staff_notes, ours)
        self.sync_orders()
        self.assertFalse(transfer.bigcommerce_staff_notes)
        self.there(order).staff_notes = f"<i>Two</i> of them\n{ours}"
        self.edit(order, MUG=2)
        self.assertEqual(transfer.bigcommerce_staff_notes, "<i>Two</i> of them")
        self.assertRegex(transfer.origin, rf"\b{order.external_id}$")
        packer = new_test_user(self.env, "packs_by_paper", WAREHOUSE)
        cashier = new_test_user(self.env, "sells_by_paper", CASHIER)
        for state, user in itertools.product(("assigned", "done"), (packer, cashier)):
            if state != transfer.state:
                self.deliver(transfer)
            with self.subTest(state=state, user=user.login):
                pick_list, slip = self.papers(transfer, user)
                for paper in (pick_list, slip):
                    self.assertIn(transfer.origin, paper)
                    self.assertIn("Pickup in store:", paper)
                    self.assertIn("Ring &lt;b&gt;twice&lt;/b&gt;", paper)
                    self.assertNotIn("<b>twice", paper)
                    self.assertNotIn(ours, paper)
                self.assertIn("&lt;i&gt;Two&lt;/i&gt; of them", pick_list)
                self.assertNotIn("of them", slip)

    def test_whoever_sees_the_page_has_the_papers(self):
        """Cashiers print them without writing into the transfer that they did."""
        for groups, pick_list in ((WAREHOUSE, "object"), (CASHIER, "action")):
            user = new_test_user(self.env, f"prints_{pick_list}", groups)
            for view_type in ("kanban", "list"):
                view = f"{PAGE}_{view_type}"
                model = self.env["stock.picking"].with_user(user)
                arch = model.get_view(self.env.ref(view).id)["arch"]
                buttons = etree.fromstring(arch).iterfind(".//button")
                kinds = {one.get("string"): one.get("type") for one in buttons}
                with self.subTest(groups=groups, view=view_type):
                    self.assertEqual(kinds["Pick List"], pick_list)
                    self.assertEqual(kinds["Packing Slip"], "action")
