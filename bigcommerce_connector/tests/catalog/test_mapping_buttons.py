"""What people do about which product of BigCommerce a product is."""

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..catalog_case import CatalogCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestMappingButtons(CatalogCase):
    sold_there = {"name": "Theirs %s", "price": 5, "weight": 1}

    def setUp(self):
        super().setUp()
        self.owner = new_test_user(
            self.env,
            "owner",
            "base.group_user,bigcommerce_connector.bigcommerce_connector_group_manager",
        )
        self.mug = self.product()
        self.sync()

    def owned(self, template):
        return self.mapping(template).with_user(self.owner)

    def test_unlinked_it_stays_so_until_somebody_links_it(self):
        external_id = self.mapping(self.mug).external_id
        self.owned(self.mug).action_unlink_remote()
        self.mug.list_price = 12
        self.store._flow("catalog").last_success = False  # the first run of a day
        with self.assertNoRequests():
            self.sync()
        self.assertState(self.mug, "skipped", "unlinked this product")
        self.assertFalse(self.mapping(self.mug).external_id)
        self.owned(self.mug).action_match_again()
        self.sync()
        self.assertState(self.mug, "synced")
        self.assertEqual(self.mapping(self.mug).external_id, external_id)
        self.assertEqual(float(self.remote(self.mug)["price"]), 12)

    def test_match_again_after_the_sku_moved(self):
        other = self.sell_there("OTHER")
        self.mug.default_code = "OTHER"
        self.owned(self.mug).action_match_again()
        self.sync()
        self.assertEqual(self.mapping(self.mug).external_id, str(other["id"]))
        self.assertEqual(len(list(self.shop.products.list())), 2)

    def test_link_to_a_product_that_is_searched_for(self):
        self.sell_there("X1", name="Blue cup")
        wanted = self.sell_there("X2", name="Blue mug")
        self.mug.write({"name": "Mine", "default_code": "MINE"})
        action = self.env.ref("bigcommerce_connector.bigcommerce_product_link_action")
        wizard = self.env[action.res_model].with_user(self.owner)
        wizard = wizard.with_context(active_id=self.mapping(self.mug).id)
        with Form(wizard) as form:
            self.assertEqual(form.text, "MINE")
            form.text = "blue"
        wizard = form.record
        wizard.action_search()
        self.assertEqual(
            set(wizard.candidate_ids.mapped("name")), {"Blue cup", "Blue mug"}
        )
        for text in ("x2", str(wanted["id"])):
            wizard.text = text
            wizard.action_search()
            self.assertEqual(wizard.candidate_ids.mapped("sku"), ["X2"])
        wizard.candidate_ids.action_choose()
        self.sync()
        self.assertState(self.mug, "synced")
        mapping = self.mapping(self.mug)
        self.assertEqual(mapping.external_id, str(wanted["id"]))
        self.assertIn("Chosen by", mapping.matched_by)
        self.assertFalse(mapping.candidate_ids)
        self.assertEqual(self.remote(self.mug)["sku"], "MINE")

    def test_the_list_has_what_can_be_done_about_many(self):
        self.product("CUP")
        self.sync()
        both = self.store.product_ids.with_user(self.owner)
        arch = etree.fromstring(both.get_view(view_type="list")["arch"])
        names = set(arch.xpath("header/button/@name"))
        done = {"action_requeue", "action_match_again", "action_unlink_remote"}
        self.assertEqual(names, done)
        both.action_unlink_remote()
        self.assertEqual(both.mapped("state"), ["skipped"] * 2)
        self.assertFalse(any(both.mapped("external_id")))
        both.action_match_again()
        self.assertEqual(both.mapped("state"), ["pending"] * 2)
        self.sync()
        self.assertEqual(both.mapped("state"), ["synced"] * 2)
        self.assertTrue(all(both.mapped("last_synced_on")))
        both.action_requeue()
        self.assertEqual(both.mapped("state"), ["pending"] * 2)
        self.sync()
        self.assertEqual(both.mapped("state"), ["synced"] * 2)
        reader = new_test_user(
            self.env, "reads", "bigcommerce_connector.bigcommerce_connector_group_user"
        )
        arch = etree.fromstring(
            both.with_user(reader).get_view(view_type="list")["arch"]
        )
        self.assertFalse(arch.xpath("header/button"))
        for name in done:
            with self.assertRaises(AccessError):
                getattr(both.with_user(reader), name)()

    def test_variants_are_chosen_one_by_one(self):
        """Neither SKUs nor options tell which is which of these."""
        there = self.sell_there(
            "",
            variants=[
                {
                    "sku": f"THEIRS-{label}",
                    "option_values": [{"option_display_name": "Cut", "label": label}],
                }
                for label in ("Narrow", "Wide")
            ],
            inventory_tracking="variant",
        )
        shirt = self.shirt("S", "M")
        mapping = self.owned_new(shirt)
        wizard = self.env["bigcommerce.product.link"].with_user(self.owner)
        wizard = wizard.create({"mapping_id": mapping.id, "text": str(there["id"])})
        wizard.action_search()
        action = wizard.candidate_ids.action_choose_variants()
        link = self.env[action["res_model"]].browse(action["res_id"])
        link = link.with_user(self.owner)
        self.assertEqual(len(link.line_ids), 2)
        self.assertFalse(link.line_ids.choice_id)
        wide = link.choice_ids.filtered(lambda choice: "Wide" in choice.name)
        link.line_ids.choice_id = wide
        with self.assertRaisesRegex(UserError, "several variants"):
            link.action_link()
        for line, choice in zip(link.line_ids, wide | link.choice_ids, strict=False):
            line.choice_id = choice
        link.action_link()
        self.sync()
        self.assertState(shirt, "synced")
        rows = self.remote(shirt)["variants"]
        self.assertEqual(self.mapping(shirt).external_id, str(there["id"]))
        self.assertEqual(len(rows), 2)
        small = link.line_ids[0].product_id.default_code
        [row] = [row for row in rows if row["sku"] == small]
        self.assertEqual(str(row["id"]), wide.external_id)
        self.assertFalse(self.mapping(shirt).chosen_variants)

    def owned_new(self, template):
        """A mapping that no run has looked at yet."""
        vals = {"store_id": self.store.id, "product_tmpl_id": template.id}
        return self.env["bigcommerce.product"].create(vals).with_user(self.owner)

    def test_all_variants_are_linked(self):
        shirt = self.shirt("S", "M")
        self.sync()
        external_id = self.mapping(shirt).external_id
        self.owned(shirt).action_unlink_remote()
        self.owned(shirt)._choose(external_id)
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.mapping(shirt).variant_ids), 2)

    # === WHILE BIGCOMMERCE ANSWERS === #

    def meanwhile(self, method, act):
        """Somebody does this while the next such request for products is answered."""
        waiting = [act]

        def observe(exchange):
            if exchange["method"] == method and "/catalog/products" in exchange["path"]:
                while waiting:
                    waiting.pop()()
                    self.env.flush_all()

        self.simulator.application.observers.append(observe)

    def names_there(self):
        return {row["name"] for row in self.shop.products.list()}

    def test_linked_while_it_is_looked_for(self):
        theirs = self.sell_there("THEIRS")
        cup = self.product("CUP")
        mapping = self.owned_new(cup)
        self.meanwhile("GET", lambda: mapping._choose(str(theirs["id"])))
        self.sync()
        self.sync()
        self.assertState(cup, "synced")
        self.assertEqual(mapping.external_id, str(theirs["id"]))
        self.assertEqual(len(list(self.shop.products.list())), 2)

    def test_linked_while_changes_on_bigcommerce_are_looked_for(self):
        theirs = self.sell_there("THEIRS")
        mapping = self.mapping(self.mug)
        mapping.is_drift_check_due = True
        self.meanwhile("GET", lambda: self.owned(self.mug)._choose(str(theirs["id"])))
        self.sync()
        self.assertFalse(mapping.is_deleted)
        self.sync()
        self.assertEqual(mapping.external_id, str(theirs["id"]))

    def test_unlinked_while_it_is_sent(self):
        mapping = self.mapping(self.mug)
        self.mug.list_price = 12
        self.meanwhile("PUT", self.owned(self.mug).action_unlink_remote)
        self.sync()
        self.assertState(self.mug, "skipped", "unlinked this product")
        self.assertFalse(mapping.accepted_values)

    def test_matched_again_while_its_variants_are_sent(self):
        shirt = self.shirt("S", "M")
        self.sync()
        shirt.attribute_line_ids.product_template_value_ids[1].price_extra = 4
        again = [self.owned(shirt).action_match_again]

        def observe(exchange):
            if "/catalog/variants" in exchange["path"] and again:
                again.pop()()
                self.env.flush_all()

        self.simulator.application.observers.append(observe)
        self.sync()
        self.assertState(shirt, "synced")
        self.assertEqual(len(self.mapping(shirt).variant_ids), 2)

    def test_what_becomes_of_others_while_one_is_created(self):
        """Deleted, no longer to be sold, unlinked: none of them is created."""
        products = self.many_products(["A", "B", "C", "D"])
        first, deleted, unsold, unlinked = products

        def act():
            deleted.unlink()
            unsold.bigcommerce_enabled = False
            self.owned(unlinked).action_unlink_remote()

        self.meanwhile("POST", act)
        self.sync()
        self.assertState(first, "synced")
        self.assertState(unlinked, "skipped", "unlinked this product")
        self.assertEqual(self.names_there(), {"Product MUG", "Product A"})
        self.sync()
        self.assertState(unsold, "skipped", "not sold on BigCommerce")

    def test_deleted_while_it_is_created(self):
        first, last = self.many_products(["A", "B"])
        self.meanwhile("POST", first.unlink)
        with self.assertLogs("odoo.addons.bigcommerce_connector", "WARNING") as logs:
            self.sync()
        self.assertIn("is no product of Odoo", logs.output[0])
        self.assertState(last, "synced")
