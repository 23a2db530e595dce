"""Which contact a web order is for."""

from odoo import Command
from odoo.tests import new_test_user

from ..common import BigcommerceCase

ADA = {
    "first_name": "Ada",
    "last_name": "Byron",
    "company": "",
    "street_1": "1 Main Street",
    "city": "Austin",
    "state": "Texas",
    "zip": "78751",
    "country": "United States",
    "country_iso2": "US",
    "phone": "512 555 0100",
    "email": "Ada@Example.com",
}


class CustomerCase(BigcommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug = cls.new_product("MUG", 7.5)

    def setUp(self):
        super().setUp()
        self.sell_online(self.mug)

    def order(self, customer=(), store=None, **details):
        """The web order of a customer, synced; without an id a guest."""
        store = store or self.store
        simulator = self.simulators.get(store, self.simulator)
        placed = simulator.store.orders.place(
            lines=[{"sku": "MUG", "quantity": 1}],
            customer={**ADA, **dict(customer)},
            **details,
        )
        self.run_flow("orders", store)
        order = self.env["bigcommerce.order"].search(
            [("store_id", "=", store.id), ("external_id", "=", str(placed.id))]
        )
        self.assertEqual(order.state, "synced", order.message)
        return order

    @property
    def simulators(self):
        return {}

    def partner_of(self, customer=(), **details):
        order = self.order(customer, **details)
        self.assertEqual(order.pos_order_ids.partner_id, order.partner_id)
        return order.partner_id

    def contact(self, **vals):
        return self.env["res.partner"].create(
            {"name": "Known", "email": "ada@example.com", **vals}
        )


class TestFindCustomer(CustomerCase):
    def test_a_new_customer_becomes_a_contact(self):
        partner = self.partner_of({"id": 5, "company": "Engines Ltd"})
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Ada Byron",
                    "email_normalized": "ada@example.com",
                    "phone": "512 555 0100",
                    "company_name": "Engines Ltd",
                    "street": "1 Main Street",
                    "city": "Austin",
                    "zip": "78751",
                    "country_id": self.env.ref("base.us").id,
                    "state_id": self.env.ref("base.state_us_44").id,
                    "company_id": self.store.company_id.id,
                    "type": "contact",
                }
            ],
        )

    def test_the_same_customer_is_found_by_id(self):
        partner = self.partner_of({"id": 5})
        other_email = {"id": 5, "email": "new@example.com"}
        self.assertEqual(self.partner_of(other_email), partner)
        self.assertNotEqual(
            self.partner_of({"id": 6, "email": "b@example.com"}), partner
        )

    def test_a_customer_is_found_by_email_and_remembered(self):
        known = self.contact(street="Elsewhere 1")
        self.assertEqual(self.partner_of({"id": 5}), known)
        self.assertEqual(known.street, "Elsewhere 1")
        known.email = "changed@example.com"
        self.assertEqual(self.partner_of({"id": 5}), known)

    def test_the_oldest_contact_that_is_no_address_is_found(self):
        parent = self.env["res.partner"].create({"name": "Parent"})
        self.contact(parent_id=parent.id, type="delivery")
        first = self.contact()
        self.contact()
        self.assertEqual(self.partner_of({"id": 5}), first)

    def test_a_contact_that_is_only_an_address_is_not_found(self):
        parent = self.env["res.partner"].create({"name": "Parent"})
        child = self.contact(parent_id=parent.id, type="invoice")
        partner = self.partner_of({"id": 5})
        self.assertNotIn(partner, parent + child)

    def test_an_address_that_stands_alone_is_found(self):
        alone = self.contact(type="other")
        self.assertEqual(self.partner_of({"id": 5}), alone)

    def test_a_person_of_a_company_is_found(self):
        parent = self.env["res.partner"].create({"name": "Inc", "is_company": True})
        child = self.contact(parent_id=parent.id)
        self.assertEqual(self.partner_of({"id": 5}), child)

    def test_an_archived_contact_is_not_found(self):
        archived = self.contact(active=False)
        partner = self.partner_of({"id": 5})
        self.assertNotEqual(partner, archived)
        partner.active = False
        again = self.partner_of({"id": 5})
        self.assertTrue(again.active)
        self.assertEqual(self.partner_of({"id": 5}), again)

    def test_a_contact_of_another_company_is_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.contact(company_id=other.id)
        partner = self.partner_of({"id": 5})
        self.assertNotEqual(partner, theirs)
        partner.with_context(allowed_company_ids=other.ids).company_id = other
        self.assertNotEqual(self.partner_of({"id": 5}), partner)

    def test_colleagues_and_the_company_itself_are_not_found(self):
        user = self.env["res.users"].create(
            {"name": "Staff", "login": "staff", "email": "ada@example.com"}
        )
        self.env.company.partner_id.email = "info@example.com"
        self.assertNotEqual(self.partner_of({"id": 5}), user.partner_id)
        info = self.partner_of({"id": 6, "email": "info@example.com"})
        self.assertNotEqual(info, self.env.company.partner_id)

    def test_a_portal_customer_is_found_and_keeps_his_address(self):
        user = self.env["res.users"].create(
            {
                "name": "Ada at the portal",
                "login": "ada@example.com",
                "email": "ada@example.com",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertEqual(self.partner_of({"id": 5}), user.partner_id)
        self.assertFalse(user.partner_id.street)

    def test_a_contact_without_an_address_gets_the_billing_address(self):
        known = self.contact()
        self.partner_of({"id": 5})
        self.assertEqual((known.street, known.city), ("1 Main Street", "Austin"))
        self.assertEqual(known.name, "Known")

    def test_every_cashier_can_read_the_contact(self):
        cashier = new_test_user(
            self.env, "cashier", "base.group_user,point_of_sale.group_pos_user"
        )
        order = self.order({"id": 5}).with_user(cashier)
        self.assertEqual(order.partner_id.name, "Ada Byron")
        self.assertEqual(order.pos_order_ids.partner_id.street, "1 Main Street")

    def test_the_customers_language_is_kept(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.assertEqual(self.partner_of({"id": 5}, customer_locale="fr").lang, "fr_FR")
        english = self.partner_of({"id": 6, "email": "b@example.com"})
        self.assertEqual(english.lang, "en_US")

    def test_a_country_whose_code_odoo_does_not_know_is_found_by_name(self):
        place = {"country": "Germany", "country_iso2": "ZZ", "state": "Nowhere"}
        partner = self.order({"id": 5, **place}).partner_id
        self.assertEqual(partner.country_id, self.env.ref("base.de"))
        self.assertFalse(partner.state_id)

    def test_a_state_by_its_code_and_one_that_is_unknown(self):
        partner = self.partner_of({"id": 5, "state": "tx"})
        self.assertEqual(partner.state_id, self.env.ref("base.state_us_44"))
        partner = self.partner_of({"id": 6, "email": "b@x.com", "state": "Nowhere"})
        self.assertFalse(partner.state_id)
        self.assertTrue(partner.country_id)

    def test_a_later_transaction_keeps_the_contact_that_a_person_chose(self):
        order = self.order({"id": 5})
        chosen = self.env["res.partner"].create({"name": "Chosen"})
        order.pos_order_ids.partner_id = chosen
        self.shop.orders.update(order.external_id, {"status_id": 5})
        self.sync_orders()
        order = self.web_order(order.external_id)
        self.assertEqual(len(order.pos_order_ids), 2)
        self.assertEqual(order.pos_order_ids.partner_id, chosen)
        self.assertEqual(order.partner_id, chosen)


class TestGuest(CustomerCase):
    def test_a_guest_becomes_a_contact_once(self):
        partner = self.partner_of()
        self.assertEqual(partner.name, "Ada Byron")
        self.assertEqual(self.partner_of({"email": "ADA@example.com"}), partner)
        self.assertFalse(
            self.env["bigcommerce.customer"].search([("external_id", "!=", False)])
        )

    def test_a_guest_whose_contact_got_another_email_is_found(self):
        partner = self.partner_of()
        partner.email = "ada@work.example.com"
        self.assertEqual(self.partner_of(), partner)
        partner.active = False
        self.assertNotEqual(self.partner_of(), partner)

    def test_a_guest_who_opens_an_account_is_the_same_contact(self):
        partner = self.partner_of()
        self.assertEqual(self.partner_of({"id": 5}), partner)

    def test_no_contact_for_guests_when_the_owner_wants_none(self):
        self.store.guest_contact = "none"
        known = self.contact()
        order = self.order()
        self.assertFalse(order.partner_id)
        self.assertFalse(order.pos_order_ids.partner_id)
        self.assertEqual(order.customer_email, "Ada@Example.com")
        self.assertEqual(order.pos_order_ids.email, "Ada@Example.com")
        self.assertEqual(self.partner_of({"id": 5}), known)

    def test_no_contact_for_a_guest_without_an_email(self):
        self.assertFalse(self.partner_of({"email": ""}))

    def test_a_customer_without_an_email_is_found_by_id(self):
        partner = self.partner_of({"id": 5, "email": ""})
        self.assertEqual(partner.name, "Ada Byron")
        self.assertEqual(self.partner_of({"id": 5, "email": ""}), partner)


class TestDelivery(CustomerCase):
    def ship(self, customer=(), **address):
        return self.order(customer, shipping={"address": address})

    def test_the_billing_address_needs_no_second_contact(self):
        order = self.ship({"id": 5})
        self.assertEqual(order.partner_shipping_id, order.partner_id)
        self.assertFalse(order.partner_id.child_ids)

    def test_another_address_becomes_a_delivery_address_once(self):
        address = {"first_name": "Mary", "last_name": "S.", "street_1": "2 Park Lane"}
        first = self.ship({"id": 5}, **address).partner_shipping_id
        self.assertRecordValues(
            first,
            [
                {
                    "type": "delivery",
                    "name": "Mary S.",
                    "street": "2 Park Lane",
                    "city": "Austin",
                    "company_id": self.store.company_id.id,
                }
            ],
        )
        again = self.ship({"id": 5}, **{**address, "street_1": "2  PARK lane"})
        self.assertEqual(again.partner_shipping_id, first)
        self.assertEqual(again.partner_id, first.parent_id)
        other = self.ship({"id": 5}, street_1="3 Hill Road")
        self.assertEqual(len(other.partner_id.child_ids), 2)

    def test_a_company_that_receives_the_goods_is_named(self):
        order = self.ship({"id": 5}, company="Acme", street_1="2 Park Lane")
        self.assertEqual(order.partner_shipping_id.name, "Acme, Ada Byron")
        again = self.ship({"id": 5}, company="Acme", street_1="2 Park Lane")
        self.assertEqual(again.partner_shipping_id, order.partner_shipping_id)

    def test_a_known_contact_elsewhere_gets_the_goods_where_they_were_ordered_to(self):
        known = self.contact(street="9 Old Road", city="Paris")
        order = self.ship({"id": 5})
        self.assertEqual(order.partner_id, known)
        self.assertEqual(order.partner_shipping_id.parent_id, known)
        self.assertEqual(order.partner_shipping_id.street, "1 Main Street")

    def test_the_picking_names_the_delivery_address(self):
        order = self.ship({"id": 5}, street_1="2 Park Lane")
        picking = order.pos_order_ids.picking_ids
        self.assertEqual(picking.partner_id, order.partner_shipping_id)
        self.assertEqual(picking.state, "done")

    def test_an_order_without_shipping_goes_to_the_customer(self):
        order = self.order({"id": 5}, shipping=False)
        self.assertEqual(order.partner_shipping_id, order.partner_id)


class TestMessages(CustomerCase):
    def test_message_and_notes_are_kept_and_the_message_is_on_the_first_transaction(
        self,
    ):
        order = self.order({"id": 5}, customer_message="Ring twice", staff_notes="VIP")
        self.assertEqual(order.customer_message, "Ring twice")
        self.assertEqual(order.staff_notes, "VIP")
        self.assertEqual(order.pos_order_ids.general_customer_note, "Ring twice")
        self.assertNotIn("VIP", str(order.pos_order_ids.read()))
        self.shop.orders.update(
            order.external_id, {"status_id": 5, "staff_notes": "Was VIP"}
        )
        self.sync_orders()
        order = self.web_order(order.external_id)
        self.assertEqual(order.staff_notes, "Was VIP")
        first, refund = order.pos_order_ids.sorted("bigcommerce_revision")
        self.assertEqual(first.general_customer_note, "Ring twice")
        self.assertFalse(refund.general_customer_note)

    def test_the_log_has_no_personal_data(self):
        self.env.ref(
            "base.CHF"
        ).active = False  # the order needs attention, with a warning
        self.simulator.store.orders.place(
            lines=[{"sku": "MUG", "quantity": 1}],
            customer={**ADA, "id": 5},
            currency="CHF",
            customer_message="Ring twice",
        )
        with self.assertLogs("odoo", level="INFO") as logs:
            self.sync_orders()
        text = "\n".join(logs.output).lower()
        self.assertIn("needs attention", text)
        for secret in ("ada", "byron", "example.com", "main street", "ring twice"):
            self.assertNotIn(secret, text)
