"""What only BigCommerce sells is listed until somebody links, imports or deletes it."""

from datetime import timedelta

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..catalog_case import CatalogCase

READ = "GET catalog/products"
GROUP = "base.group_user,bigcommerce_connector.bigcommerce_connector_group_"


@tagged("post_install", "-at_install", "bigcommerce")
class TestOnlyThere(CatalogCase):
    sold_there = {"name": "Their %s", "price": 5.5, "weight": 1}

    def setUp(self):
        super().setUp()
        self.owner = new_test_user(
            self.env, "owner", f"{GROUP}manager,product.group_product_manager"
        )
        self.mug = self.product()
        self.sync()
        self.cup = self.sell_there("CUP")

    def tomorrow(self):
        for row in self.listed:
            row.seen_on -= timedelta(days=1)
        self.store.drift_checked_on -= timedelta(days=1)
        self.sync()

    @property
    def listed(self):
        return self.env["bigcommerce.remote.product"].search([])

    def names(self):
        return self.listed.mapped("name")

    def link(self, template, row=None):
        action = self.env.ref("bigcommerce_connector.bigcommerce_remote_link_action")
        wizard = self.env[action.res_model].with_user(self.owner)
        form = Form(wizard.with_context(active_id=(row or self.listed).id))
        form.product_tmpl_id = template
        form.save().action_link()

    def test_the_whole_catalog_is_read_once_and_then_what_changed(self):
        self.sync()
        self.assertFalse(self.listed)
        with self.requests(READ, READ):  # of what drifted, and of this
            self.tomorrow()
        self.assertRecordValues(
            self.listed,
            [
                {
                    "name": "Their CUP",
                    "sku": "CUP",
                    "price": 5.5,
                    "external_id": str(self.cup["id"]),
                    "is_visible": True,
                }
            ],
        )
        with self.assertNoRequests():
            self.sync()
        self.store.remote_read_on += timedelta(days=2)  # nothing was changed since
        with self.requests(READ, READ, READ):  # the third: is the cup still there?
            self.tomorrow()
        self.assertEqual(self.names(), ["Their CUP"])
        self.shop.products.delete([self.cup["id"]])
        self.sell_there("POT", is_visible=False)
        self.tomorrow()
        self.assertEqual((self.names(), self.listed.is_visible), (["Their POT"], False))

    def test_it_goes_on_where_time_ran_out(self):
        self.patch(type(self.env["bigcommerce.store"]), "_is_lease_wanted", lambda s: 1)
        self.store.drift_checked_on -= timedelta(days=1)
        for _run in range(8):
            self.sync()
        self.assertEqual(self.names(), ["Their CUP"])
        self.assertFalse(self.store.remote_reading_since)

    def test_a_pre_flight_reads_it_on_the_way(self):
        self.sell_there("POT")
        self.store.action_preflight()
        with self.requests(READ):
            self.run_flow("checks")
        self.assertEqual(self.names(), ["Their CUP", "Their POT"])
        self.assertTrue(self.store.remote_read_on)

    def test_what_a_pre_flight_would_link_is_listed_once_nobody_does(self):
        cup = self.product("CUP")
        self.sell_there("POT")
        self.store.action_preflight()
        self.run_flow("checks")
        self.assertEqual(self.names(), ["Their POT"])
        cup.bigcommerce_enabled = False
        for read in self.store.filtered("remote_read_on"):
            read.remote_read_on += timedelta(days=2)  # nothing was changed since
        self.tomorrow()
        self.assertEqual(self.names(), ["Their CUP", "Their POT"])

    def test_what_a_pre_flight_left_out_is_listed_once_it_is_forgotten(self):
        cup = self.product("CUP")
        self.store.action_preflight()
        self.run_flow("checks")
        self.tomorrow()
        self.assertState(cup, "synced")
        self.assertFalse(self.listed)
        self.mapping(cup).with_user(self.owner).action_unlink_remote()
        self.assertEqual(self.listed.sku, "CUP")
        self.mapping(cup).with_user(self.owner).action_match_again()
        self.sync()
        self.assertFalse(self.listed)
        cup.unlink()
        self.assertEqual(self.listed.sku, "CUP")
        self.tomorrow()
        self.assertEqual(self.names(), ["Product CUP"])  # as it was sent

    def test_a_chosen_product_is_linked_and_sold(self):
        self.tomorrow()
        mine = self.product("MINE", bigcommerce_enabled=False)
        self.link(mine)
        self.assertEqual(self.listed.product_tmpl_id, mine)
        self.assertTrue(mine.bigcommerce_enabled)
        self.sync()
        self.assertFalse(self.listed)
        self.assertState(mine, "synced")
        self.assertEqual(self.mapping(mine).external_id, str(self.cup["id"]))
        self.assertIn("Linked to", self.mapping(mine).message_ids[:1].body)

    def test_a_choice_that_came_to_nothing_is_made_again(self):
        """Whoever chooses twice means the second."""
        self.tomorrow()
        shirt = self.shirt("S", "M", bigcommerce_enabled=False)
        other, mine = self.many_products(["OTHER", "MINE"], bigcommerce_enabled=False)
        self.link(shirt)
        self.sync()
        self.assertState(shirt, "attention", "its variants are not those in Odoo")
        self.assertEqual(self.listed.product_tmpl_id, shirt)
        self.mapping(shirt).with_user(self.owner).action_unlink_remote()
        self.sync()
        self.assertFalse(self.listed.product_tmpl_id, "nobody's choice any more")
        self.link(other)
        [button] = self.link_buttons()
        self.assertFalse(button.get("invisible"))
        self.link(mine)
        self.assertEqual(self.listed.product_tmpl_id, mine)
        self.sync()
        self.assertFalse(self.listed)
        self.assertState(mine, "synced")
        self.assertEqual(self.mapping(mine).external_id, str(self.cup["id"]))
        self.assertState(other, "skipped", "has unlinked this product")
        self.assertEqual(len(list(self.shop.products.list())), 2)

    def link_buttons(self):
        arch = self.listed.with_user(self.owner).get_view(view_type="list")["arch"]
        return etree.fromstring(arch).xpath("//button[contains(@string, 'Link to')]")

    def test_one_that_is_linked_already_is_refused(self):
        self.tomorrow()
        with self.assertRaisesRegex(UserError, "Product MUG.*is linked to"):
            self.link(self.mug)
        self.assertFalse(self.listed.product_tmpl_id)

    def test_it_is_imported_with_the_owners_choices(self):
        self.tomorrow()
        self.sell_there("POT")
        action = self.listed.with_user(self.owner).action_import()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard.product_names, f"#{self.cup['id']}")
        wizard.action_start()
        self.run_flow("import")
        self.sync()
        self.assertFalse(self.listed)
        made = self.env["product.template"].search([("default_code", "=", "CUP")])
        self.assertEqual(self.mapping(made).external_id, str(self.cup["id"]))

    def test_what_is_unlinked_or_deleted_in_odoo_stays_there(self):
        pot = self.product("POT")
        self.sync()
        self.mapping(self.mug).with_user(self.owner).action_unlink_remote()
        pot.unlink()
        self.assertEqual(self.listed.mapped("sku"), ["MUG", "POT"])
        told = self.mapping(self.mug).message_ids
        self.assertEqual(told.author_id, self.owner.partner_id)
        self.assertIn("Unlinked from “Product MUG”", told.body)
        self.mapping(self.mug).with_user(self.owner).action_match_again()
        self.sync()
        self.assertEqual(self.listed.sku, "POT")

    def test_one_whose_mapping_is_deleted_is_listed_until_it_is_found_again(self):
        self.mapping(self.mug).unlink()
        self.assertEqual(self.listed.sku, "MUG")
        self.mug.name = "Found again"
        self.sync()
        self.assertState(self.mug, "synced")
        self.assertFalse(self.listed)

    def test_one_that_was_deleted_there_is_not_listed(self):
        self.shop.products.delete([self.mapping(self.mug).external_id])
        self.tomorrow()
        self.assertState(self.mug, "attention", "deleted on BigCommerce")
        self.assertEqual(self.names(), ["Their CUP"])

    def test_a_reader_sees_it_and_does_nothing(self):
        self.tomorrow()
        reader = new_test_user(self.env, "reader", f"{GROUP}user")
        row = self.listed.with_user(reader)
        self.assertEqual(row.name, "Their CUP")
        for refused in (row.action_import, row.action_read_again):
            with self.assertRaises(AccessError):
                refused()

    def test_it_is_read_at_once_when_asked_for(self):
        rows = self.env["bigcommerce.remote.product"].with_user(self.owner)
        rows.action_read_again()
        self.sync()
        self.assertEqual(self.names(), ["Their CUP"])
        self.store.state = "paused"
        with self.assertRaisesRegex(UserError, "No store is live"):
            rows.action_read_again()
