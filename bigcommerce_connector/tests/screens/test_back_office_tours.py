"""Owner and staff in the back office, in headless Chromium."""

from datetime import timedelta
from urllib.parse import quote

from odoo.tests import new_test_user, tagged

from ..api_side import CANCELLED, compare_with_api
from ..common import BigcommerceCase, SimulatorCase
from ..http_case import PatientHttpCase
from ..worked_examples.shop_side import ShopSide

ACTION = "/odoo/action-bigcommerce_connector."
MANAGER = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager"


class BackOfficeTour(PatientHttpCase):
    """The back office without a library that Debian's package of Odoo leaves out.

    It blurs the background of video calls; the error that it is missing would fail
    every tour.
    """

    bundles = ("web.assets_backend",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.asset"].create(
            [
                {
                    "name": "no background effects",
                    "bundle": bundle,
                    "directive": "remove",
                    "path": "mail/static/lib/selfie_segmentation/"
                    "selfie_segmentation.js",
                }
                for bundle in cls.bundles
            ]
        )


@tagged("post_install", "-at_install", "bigcommerce")
class TestConnectTour(SimulatorCase, BackOfficeTour):
    simulator_options = {"access_token": "the-right-token"}

    def test_an_owner_goes_live_by_the_set_up(self):
        """An administrator begins at the page that the installation ends at, and enters
        the secrets; a manager, who may not, goes on. The last click is the first write.

        Seven clicks lead there: Next, Connect, Next, Next, Refresh, Next, Go Live. The
        others are wrong entries, Test, a price that is to stay, Pause and back.
        """
        mug = {"name": "Mug", "sku": "MUG", "type": "physical", "weight": 1}
        self.shop.products.create({**mug, "price": 7.5, "inventory_tracking": "none"})
        self.env["product.product"].create(
            {
                "name": "Coffee Mug",
                "default_code": "MUG",
                "list_price": 5,
                "bigcommerce_enabled": True,
            }
        )
        action = self.env.ref("bigcommerce_connector.bigcommerce_setup_todo").action_id
        path = f"{self.simulator.url}/stores/{self.simulator.store_hash}/v3/"
        self.start_tour(
            self.env["ir.actions.act_url"].browse(action.id).url,
            "bigcommerce_setup",
            login="admin",
            cookies={"api_path": quote(path, safe="")},
        )
        store = self.env["bigcommerce.store"].search(
            [("store_hash", "=", self.simulator.store_hash)]
        )
        self.assertEqual(store.state, "draft")
        new_test_user(self.env, "web_manager", MANAGER)
        self.start_tour(
            f"{ACTION}bigcommerce_setup_action",
            "bigcommerce_setup_goes_on",
            login="web_manager",
            cookies={"run_checks": str(self.checks_runner().id)},
        )
        store.invalidate_recordset()
        self.assertEqual(store.state, "live")
        self.run_flow("catalog", store)
        (there,) = self.shop.products.list()
        self.assertEqual((there["name"], there["price"]), ("Coffee Mug", 7.5))
        setup = self.env["bigcommerce.setup"].search([], order="id desc", limit=1)
        self.assertFalse(setup.access_token)

    def checks_runner(self):
        """What Odoo's scheduler does in earnest, whoever is logged in."""
        return self.env["ir.actions.server"].create(
            {
                "name": "Run Checks",
                "model_id": self.env["ir.model"]._get_id("bigcommerce.store"),
                "state": "code",
                "code": "crons = env['ir.cron'].sudo()\n"
                "crons.search([('name', 'like', ': checks')]).method_direct_trigger()",
            }
        )


@tagged("post_install", "-at_install", "bigcommerce")
class TestStaffTours(BigcommerceCase, BackOfficeTour):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compile_bundles(
            "web.assets_web", "web.assets_web_print", "web.assets_tests"
        )

    def setUp(self):
        super().setUp()
        self.sell("MUG", 7.5)
        new_test_user(self.env, "web_staff", MANAGER)

    def place(self, *lines):
        number = self.simulator.store.orders.place(list(lines)).id
        self.sync_orders()
        return self.web_order(number)

    def test_staff_skip_one_order_and_read_another(self):
        odd = self.place({"name": "Sign", "sku": "SIGN", "price": "40", "quantity": 1})
        self.place({"sku": "MUG", "quantity": 2})
        self.start_tour(
            f"{ACTION}bigcommerce_order_action",
            "bigcommerce_web_orders",
            login="web_staff",
        )
        odd.invalidate_recordset()
        self.assertEqual((odd.state, odd.is_skipped), ("skipped", True))

    def test_a_chosen_product_settles_an_order_and_its_like(self):
        sign = {"name": "Sign", "sku": "SIGN", "price": "40", "quantity": 1}
        orders = self.place(sign) | self.place(sign)
        self.start_tour(
            f"{ACTION}bigcommerce_todo_action", "bigcommerce_todo", login="web_staff"
        )
        self.sync_orders()
        self.assertEqual(set(orders.mapped("state")), {"synced"})

    def test_the_office_refunds_what_an_edit_left(self):
        self.store.refund_sync = True
        order = self.place({"sku": "MUG", "quantity": 3})
        web = self.simulator.store.orders
        line = web.get(int(order.external_id)).lines[0]
        web.edit(int(order.external_id), lines=[{"id": line.id, "quantity": 1}])
        self.sync_orders()
        self.assertEqual(order.amount_to_refund, 15)
        self.start_tour(
            f"{ACTION}bigcommerce_order_action",
            "bigcommerce_to_refund",
            login="web_staff",
        )
        self.run_flow("fulfillment")
        self.assertIn("BigCommerce pays back", order.message_ids[:1].body)
        self.sync_orders()
        [made] = compare_with_api(self, order).refunds
        self.assertEqual(self.paid_back(made), (15, True))
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 7.5))

    def test_the_office_cancels_an_order(self):
        self.store.refund_sync = True
        order = self.place({"sku": "MUG", "quantity": 3})
        self.order_tour("bigcommerce_cancel_order", order)
        self.run_flow("fulfillment")
        self.assertIn("To be cancelled", order.message_ids[:1].body)
        staff = self.env["res.users"].search([("login", "=", "web_staff")])
        self.assertEqual(order.message_ids[:1].author_id, staff.partner_id)
        self.sync_orders()
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 2.5))
        there = compare_with_api(self, order)
        self.assertEqual(there.order["status_id"], CANCELLED)
        [made] = there.refunds
        self.assertEqual(self.paid_back(made), (20, True))

    def paid_back(self, refund):
        """Its amount, and whether BigCommerce only records it."""
        [payment] = refund["payments"]
        return refund["total_amount"], payment["offline"]

    def test_the_office_refunds_what_is_short(self):
        self.store.write({"goods_leave": "shipped", "refund_sync": True})
        customer = {"email": "ada@example.com", "id": 5}
        web = self.simulator.store.orders
        web.place([{"sku": "MUG", "quantity": 103}], customer=customer)
        self.sync_orders()
        self.start_tour(
            f"{ACTION}stock_picking_preparation_action",
            "bigcommerce_refund_short",
            login="web_staff",
        )
        self.run_flow("fulfillment")
        self.sync_orders()
        order = self.web_order(100)
        [made] = compare_with_api(self, order).refunds
        [item] = made["items"]
        self.assertEqual((item["item_type"], item["quantity"]), ("PRODUCT", 4))
        self.assertEqual(self.paid_back(made), (30, True))
        self.assertEqual((order.amount_to_refund, order.amount_net), (0, 742.5))
        [transfer] = order.pos_order_ids.picking_ids
        self.assertEqual(
            (transfer.move_ids.product_qty, transfer.state), (99, "assigned")
        )

    def test_the_warehouse_ships_two_orders_one_of_them_in_part(self):
        self.store.write({"goods_leave": "shipped", "shipment_sync": True})
        new_test_user(self.env, "packer", "base.group_user,stock.group_stock_user")
        customer = {"email": "ada@example.com", "id": 5}
        web = self.simulator.store.orders
        for units in (2, 3):
            web.place([{"sku": "MUG", "quantity": units}], customer=customer)
        self.sync_orders()
        self.start_tour(
            f"{ACTION}stock_picking_preparation_action",
            "bigcommerce_pick_and_ship",
            login="packer",
        )
        self.run_flow("fulfillment")
        self.sync_orders()
        for number, units, tracking, status in ((100, 2, "", 2), (101, 1, "1Z999", 3)):
            there = compare_with_api(self, self.web_order(number))
            [(_number, goods, tracked)] = there.shipments
            self.assertEqual((goods, tracked), ({"MUG": units}, tracking))
            self.assertEqual(there.order["status_id"], status)
        transfers = self.web_order(101).pos_order_ids.picking_ids
        waiting = transfers.filtered(lambda one: one.state != "done")
        self.assertEqual(waiting.move_ids.product_uom_qty, 2)

    def test_the_page_of_a_frozen_order_says_so_and_what_it_is_by_now(self):
        web = self.simulator.store.orders
        order = self.place({"sku": "MUG", "quantity": 3})
        passed = order.date_created + timedelta(seconds=1)
        self.store.write(
            {
                "order_sync_start_date_enabled": True,
                "order_sync_start_date": passed,
            }
        )
        web.edit(int(order.external_id), status_id=5)
        self.sync_orders()
        self.assertTrue(order.frozen_on)
        self.order_tour("bigcommerce_frozen_order", order)

    def test_the_page_asks_for_refunds_that_were_recorded_as_an_amount(self):
        order = self.place({"sku": "MUG", "quantity": 3})
        ShopSide(self, None).refund_units(order, {"MUG": 1})
        number = int(order.external_id)
        self.simulator.store.orders.refund(
            number,
            [{"item_type": "ORDER", "item_id": number, "amount": 8}],
            payments=[{"provider_id": "custom", "amount": 8, "offline": True}],
        )
        self.sync_orders()
        # An amount names no item: it is one more refund.
        self.assertEqual(
            (order.amount_net, order.amount_register_unrecorded), (14.5, 7.5)
        )
        self.order_tour("bigcommerce_refund_to_record", order)

    def order_tour(self, name, order):
        address = f"{ACTION}bigcommerce_order_action/{order.id}"
        self.start_tour(address, name, login="web_staff")

    def test_the_web_register_is_not_for_cashiers_and_says_why_it_is_open(self):
        order = self.place({"sku": "MUG", "quantity": 2})
        session = order.pos_order_ids.session_id
        session.bigcommerce_closing_problem = "A tax has no account."
        self.env["pos.config"].create({"name": "Shop Register"})
        self.start_tour(
            "/odoo/action-point_of_sale.action_pos_config_kanban",
            "bigcommerce_web_register",
            login="web_staff",
        )
        self.assertEqual(self.store.closing_problem.count("has no account"), 1)

    def test_a_session_is_closed_by_hand(self):
        session = self.place({"sku": "MUG", "quantity": 2}).pos_order_ids.session_id
        staff = self.env["res.users"].search([("login", "=", "web_staff")])
        self.assertIs(
            session.with_user(staff).action_pos_session_closing_control(), True
        )
        self.assertEqual(session.state, "closed")
