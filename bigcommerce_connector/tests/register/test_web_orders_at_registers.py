"""What a register of the shop learns of web orders, with its cashier's rights."""

from odoo import fields
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..finding_case import FindingCase
from ..worked_examples.shop_side import ShopSide

POST = "odoo.addons.bigcommerce_connector.sync.orders.reconcile"


class TestWebOrdersAtRegisters(FindingCase):
    def setUp(self):
        super().setUp()
        self.register = self.env["pos.config"].create({"name": "Shop Register"})
        self.cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )

    @property
    def asked(self):
        self.env.invalidate_all()
        return self.env["bigcommerce.register"].with_user(self.cashier)

    def found(self, domain=(), term="", limit=30, offset=0):
        """The numbers of a page, and how many there are on all."""
        page = self.asked.search_posted(
            self.register.id, list(domain), term, limit, offset
        )
        orders = self.env["bigcommerce.order"].browse(
            row["id"] for row in page["orders"]
        )
        return [int(order.external_id) for order in orders], page["count"]

    def set_quantity(self, number, quantity):
        line = self.orders.get(number).lines[0]
        self.orders.edit(number, lines=[{"id": line.id, "quantity": quantity}])
        self.sync_orders()

    # === WHAT IT LISTS === #

    def test_a_web_order_is_one_row_with_its_net_whatever_became_of_it(self):
        number = self.place(3)
        self.sync_orders()
        self.set_quantity(number, 2)
        self.set_quantity(number, 5)
        [row] = self.asked.search_posted(self.register.id, [], "", 30, 0)["orders"]
        order = self.web_order(number)
        posted = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertEqual(len(posted), 3)
        self.assertEqual(
            row,
            {
                "id": order.id,
                "ids": posted.ids,
                "customer": "Jane Doe",
                "status": "Awaiting Fulfillment",
                "store": "",
                "net": 37.5,
                "waits": False,
                "stage": "",
                "place": "",
            },
        )
        self.store.copy({"store_hash": "another"})
        [row] = self.asked.search_posted(self.register.id, [], "", 30, 0)["orders"]
        self.assertEqual(row["store"], self.store.name)

    def test_pages_show_each_web_order_once(self):
        numbers = [self.place() for _index in range(5)]
        self.sync_orders()
        self.set_quantity(numbers[2], 2)
        pages = [self.found(limit=2, offset=offset) for offset in (0, 2, 4)]
        self.assertEqual([count for _page, count in pages], [5, 5, 5])
        self.assertEqual(sum((page for page, _count in pages), []), numbers[::-1])

    def test_a_web_order_is_found_by_all_that_cashiers_search(self):
        self.store.guest_contact = "none"
        number, other = self.place(), self.place()
        self.orders.place(
            [{"sku": "MUG", "quantity": 1}],
            customer={"first_name": "Carla", "email": "carla@example.com"},
        )
        self.sync_orders()
        self.set_quantity(number, 2)
        order = self.web_order(number)
        carla = self.web_order(other + 1)
        self.assertFalse(carla.partner_id)
        last = order.pos_order_ids.sorted("bigcommerce_revision")[-1]
        day = fields.Datetime.to_string(order.date_created)[:10]
        searches = (
            ([("pos_reference", "ilike", f"BC-{number}/2")], "", [number]),
            ([("tracking_number", "ilike", str(number))], "", [number]),
            (
                [("floating_order_name", "ilike", last.floating_order_name)],
                "",
                [number],
            ),
            ([("id", "=", 0)], f"BC-{number}/2", [number]),
            ([("id", "=", 0)], f"#{number}", [number]),
            ([("id", "=", 0)], "carla@", [other + 1]),
            ([("id", "=", 0)], "Carla", [other + 1]),
            ([("date_order", "ilike", day)], "", [other + 1, other, number]),
            ([("account_move.name", "ilike", "INV")], "", []),
        )
        for domain, term, expected in searches:
            with self.subTest(domain=domain, term=term):
                self.assertEqual(self.found(domain, term), (expected, len(expected)))

    # === ONE OF THEM === #

    def test_a_cashier_reads_whom_it_is_for_and_what_became_of_it(self):
        self.register.name = "Till <b>1</b>"
        number = self.orders.place(
            [{"sku": "MUG", "quantity": 3}],
            customer={"first_name": "Ada", "last_name": "Byron", "phone": "555-0100"},
            payment_method="Credit Card",
        ).id
        self.sync_orders()
        self.set_quantity(number, 2)
        order = self.web_order(number)
        ShopSide(self, None).refund_units(order, {"MUG": 1})
        shown = self.asked.read_web_order(order.pos_order_ids[0].id)
        parts = shown.pop("parts")
        self.assertEqual(
            shown,
            {
                "name": f"Web Order {number}",
                "store": "",
                "status": "Awaiting Fulfillment",
                "customer": "Ada Byron",
                "phone": "555-0100",
                "address": "123 Main Street, 78751 Austin, Texas, United States",
                "payment": "Paid online by card",
                "to_collect": 0,
                "to_refund": 7.5,
                "to_prepare": [],
                "to_hand_over": [],
                "pickup_place": "",
                "customer_message": "",
                "staff_notes": "",
                "paid_back": "",
                "net": 15,
                "problem": "",
            },
        )
        at_register = order.register_order_ids
        self.assertEqual(
            [(part["id"], part["total"], part["is_web"]) for part in parts],
            [
                (one.id, one.amount_total, True)
                for one in order.pos_order_ids.sorted("id")
            ]
            + [(at_register.id, -7.5, False)],
        )
        self.assertEqual(
            [part["reason"] for part in parts],
            [
                "First sale",
                f"Changed on BigCommerce: {self.mug.name} 3 → 2",
                f"Refunded at {at_register.config_id.name}",
            ],
        )
        self.set_draft(at_register)
        parts = self.asked.read_web_order(order.pos_order_ids[0].id)["parts"]
        self.assertEqual([part["is_web"] for part in parts], [True, True])

    def test_a_cashier_reads_whether_it_is_paid(self):
        for method, status, paid, payment, to_collect in (
            ("Credit Card", "captured", 1, "Paid online by card", 0),
            ("Credit Card", "captured", 2, "Payment on BigCommerce: Credit Card", 7.5),
            ("Card on Delivery", "", 1, "Paid on BigCommerce: Card on Delivery", 0),
        ):
            with self.subTest(payment=payment):
                number = self.place(payment_method=method, payment_status=status)
                self.sync_orders()
                if paid > 1:
                    self.set_quantity(number, paid)
                order = self.web_order(number)
                shown = self.asked.read_web_order(order.pos_order_ids[0].id)
                self.assertEqual(
                    (shown["payment"], shown["to_collect"], shown["to_refund"]),
                    (payment, to_collect, 0),
                )

    def test_what_keeps_a_posted_order_is_shown_and_other_orders_have_nothing(self):
        number = self.place()
        self.sync_orders()
        self.orders.edit(number, status_id=4)
        with mute_logger(POST):
            self.sync_orders()
        order = self.web_order(number)
        shown = self.asked.read_web_order(order.pos_order_ids.id)
        self.assertIn("no refund is recorded", shown["problem"])
        self.assertEqual(shown["payment"], "Paid on BigCommerce: Test Payment Gateway")
        self.assertEqual(self.asked.read_web_order(0), {})
