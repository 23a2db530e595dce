"""What happens to the contact when an account on BigCommerce changes or goes away."""

from odoo import Command

from ..finding_case import MINUTE, FindingCase

ACCOUNT = {"first_name": "Ada", "last_name": "Byron", "email": "ada@example.com"}
HOME = {
    "first_name": "Ada",
    "last_name": "Byron",
    "address1": "1 Main Street",
    "city": "Austin",
    "state_or_province": "Texas",
    "postal_code": "78751",
    "country_code": "US",
    "phone": "512 555 0100",
}
PARIS = {
    "address1": "2 Rue de la Paix",
    "city": "Paris",
    "state_or_province": "",
    "postal_code": "75002",
    "country_code": "FR",
    "phone": "01 23 45 67",
}


class AccountCase(FindingCase):
    def setUp(self):
        super().setUp()
        self.ada = self.register()

    @property
    def customers(self):
        return self.simulator.store.customers

    def register(self, **values):
        with self.simulator.store.lock:
            return self.customers.add({**ACCOUNT, **values}, [HOME])

    def change(self, **values):
        """The customer changes the account."""
        with self.simulator.store.lock:
            self.ada.values.update(values)
            self.customers.touch(self.ada)

    def move(self, **values):
        """The customer changes the address book."""
        with self.simulator.store.lock:
            [address] = self.customers.addresses_of(self.ada.id)
            address.values.update(values or PARIS)

    def delete(self):
        with self.simulator.store.lock:
            self.customers.remove(self.ada.id)

    def buy(self, customer=None, **details):
        """An order of an account, synced; later than the one before."""
        customer = {"id": self.ada.id} if customer is None else customer
        self.simulator.store.clock.advance(60)
        number = self.place(customer=customer, **details)
        self.sync_orders()
        order = self.web_order(number)
        self.assertIn(order.state, ("synced", "pending"), order.message)
        return order


class TestChangedAccount(AccountCase):
    def test_a_new_email_address(self):
        partner = self.buy().partner_id
        self.change(email="ada@new.example.com")
        order = self.buy()
        self.assertEqual(order.partner_id, partner)
        self.assertEqual(partner.email, "ada@new.example.com")
        self.assertEqual(order.pos_order_ids.email, "ada@new.example.com")
        guest = self.buy({"email": "Ada@New.example.com"})
        self.assertEqual(guest.partner_id, partner)
        self.assertEqual(partner.email, "ada@new.example.com")

    def test_a_new_address_and_phone_number(self):
        first = self.buy()
        partner = first.partner_id
        self.assertEqual(partner.state_id, self.env.ref("base.state_us_44"))
        self.move()
        order = self.buy()
        self.assertEqual(order.partner_id, partner)
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Ada Byron",
                    "street": "2 Rue de la Paix",
                    "city": "Paris",
                    "zip": "75002",
                    "state_id": False,
                    "country_id": self.env.ref("base.fr").id,
                    "phone": "01 23 45 67",
                    "email": "ada@example.com",
                }
            ],
        )
        self.assertEqual(order.partner_shipping_id, partner)
        self.assertFalse(partner.child_ids)

    def test_value_changed_by_a_person_in_odoo_stays(self):
        partner = self.buy().partner_id
        partner.write({"street": "9 Old Road", "email": "ada@work.example.com"})
        self.move()
        self.change(email="ada@new.example.com")
        order = self.buy()
        self.assertEqual(order.partner_id, partner)
        self.assertEqual((partner.street, partner.city), ("9 Old Road", "Austin"))
        self.assertEqual(partner.email, "ada@work.example.com")
        self.assertEqual(partner.phone, "01 23 45 67")  # nobody changed that
        self.assertEqual(order.partner_shipping_id.city, "Paris")

    def test_a_customer_at_the_portal_keeps_the_details(self):
        partner = self.buy().partner_id
        self.env["res.users"].create(
            {
                "name": "Ada",
                "login": "ada@example.com",
                "partner_id": partner.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.move()
        self.buy()
        self.assertEqual(partner.city, "Austin")

    def test_an_older_order_brings_nothing_old_back(self):
        partner = self.buy().partner_id
        self.move()
        self.buy()
        old = {"id": self.ada.id, "street_1": "0 Past Road", "city": "Boston"}
        number = self.place(customer=old, created=self.now() - 10 * MINUTE)
        self.store.connected_on -= 60 * MINUTE
        self.notify(number)
        self.sync_orders()
        self.assertEqual(self.web_order(number).partner_id, partner)
        self.assertEqual(partner.city, "Paris")

    def test_a_guest_changes_nothing(self):
        partner = self.buy().partner_id
        guest = {"email": "ada@example.com", "street_1": "6 Wrong Road"}
        order = self.buy(guest)
        self.assertEqual(order.partner_id, partner)
        self.assertEqual(partner.street, "1 Main Street")
        self.move()
        self.buy()  # the order before was a guest's: nobody knows
        self.assertEqual(partner.city, "Austin")

    def test_a_new_account_changes_nothing_at_first(self):
        """Anyone can open one with an e-mail address that is not theirs."""
        partner = self.buy().partner_id
        self.delete()
        self.ada = self.register()
        self.move()
        self.change(phone="555")
        for _ in range(2):
            order = self.buy()
            self.assertEqual(order.partner_id, partner)
            self.assertEqual(partner.city, "Austin")
            self.assertEqual(partner.phone, "512 555 0100")
            self.assertEqual(order.partner_shipping_id.city, "Paris")


class TestSeveralAccounts(AccountCase):
    def test_two_accounts_of_one_email_address_are_one_contact(self):
        """On two storefronts the same person may have an account each."""
        body = {"name": "Second", "type": "storefront", "status": "active"}
        with self.simulator.store.lock:
            second = self.simulator.store.channels.add(body)["id"]
        other = self.register(channel_ids=[second])
        partner = self.buy().partner_id
        self.assertEqual(self.buy({"id": other.id}).partner_id, partner)
        self.assertEqual(self.buy().partner_id, partner)
        known = self.env["bigcommerce.customer"].search([("external_id", "!=", False)])
        self.assertEqual(known.partner_id, partner)
        self.assertEqual(len(known), 2)

    def test_a_guest_opens_an_account_after_checkout(self):
        for choice in ("create", "none"):
            with self.subTest(choice=choice):
                self.store.guest_contact = choice
                email = f"{choice}@example.com"
                order = self.buy({"email": email})
                partner = order.partner_id
                self.assertEqual(bool(partner), choice == "create")
                account = self.register(email=email)
                with self.simulator.store.lock:
                    self.orders.get(int(order.external_id)).customer_id = account.id
                self.touch(int(order.external_id), status_id=5)
                self.sync_orders()
                self.assertEqual(self.posted(order.external_id), (2, 0.0))
                later = self.buy({"id": account.id}).partner_id
                self.assertEqual(later.email, email)
                self.assertIn(partner, (later, partner.browse()))


class TestDeletedAccount(AccountCase):
    def pay(self, number):
        from bigcommerce_simulator.orders.payments import set_payment_status

        with self.simulator.store.lock:
            order = self.orders.get(number)
            set_payment_status(self.simulator.store, order, "captured")
        self.touch(number, status_id=11)
        self.sync_orders()

    def test_posted_order_stays_with_its_contact(self):
        for choice in ("guest", "keep"):
            with self.subTest(choice=choice):
                self.simulator.store.switches.deleted_customer_orders = choice
                order = self.buy()
                partner = order.partner_id
                self.delete()
                self.touch(int(order.external_id), status_id=5)
                self.sync_orders()
                self.assertEqual(self.posted(order.external_id), (2, 0.0))
                self.assertEqual(order.pos_order_ids.partner_id, partner)
                self.assertEqual(order.partner_id, partner)
                # Back again with a new account: the same contact.
                self.ada = self.register()
                self.assertEqual(self.buy().partner_id, partner)

    def test_deleted_before_the_order_was_paid(self):
        partner = self.buy().partner_id
        for choice in ("create", "none"):
            with self.subTest(choice=choice):
                self.store.guest_contact = choice
                order = self.buy(status_id=7)
                self.assertEqual(order.state, "pending")
                self.delete()
                self.ada = self.register()
                self.pay(int(order.external_id))
                order = self.web_order(order.external_id)
                expected = partner if choice == "create" else partner.browse()
                self.assertEqual(order.pos_order_ids.partner_id, expected)
                self.assertEqual(order.customer_email, "ada@example.com")
