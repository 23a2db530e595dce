"""Attributes that create no variants are modifiers; those of staff stay."""

from datetime import timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..catalog_case import CatalogCase

RED, GOLD = "Red", "Gold"


@tagged("post_install", "-at_install", "bigcommerce")
class TestModifiers(CatalogCase):
    def setUp(self):
        super().setUp()
        self.wrapping = self.attribute(
            "Wrapping", RED, GOLD, create_variant="no_variant", display_type="select"
        )

    def wrapped(self, sku="MUG", attributes=None, **vals):
        """A product with choices that create no variants."""
        return self.product(
            sku,
            attribute_line_ids=[
                Command.create(
                    {"attribute_id": each.id, "value_ids": each.value_ids.ids}
                )
                for each in attributes or self.wrapping
            ],
            **vals,
        )

    def there(self, template):
        return list(self.shop.modifiers.list(self.mapping(template).external_id))

    def labels(self, template):
        return {
            row["display_name"]: [value["label"] for value in row["option_values"]]
            for row in self.there(template)
        }

    def path(self, template, end=""):
        return f"catalog/products/{self.mapping(template).external_id}/modifiers{end}"

    def staff(self, template, *labels, name="Wrapping"):
        """Staff makes a modifier in the control panel."""
        return self.shop.modifiers.create(
            self.mapping(template).external_id,
            {
                "display_name": name,
                "type": "dropdown",
                "required": False,
                "option_values": [
                    {"label": label, "sort_order": place}
                    for place, label in enumerate(labels)
                ],
            },
        )

    def value(self, template, name):
        values = template.attribute_line_ids.product_template_value_ids
        return values.filtered(lambda value: value.name == name)

    def test_a_choice_with_its_extra_price(self):
        mug = self.wrapped()
        self.value(mug, GOLD).price_extra = 2.5
        self.sync()
        self.assertState(mug, "synced")
        [row] = self.there(mug)
        self.assertEqual((row["type"], row["required"]), ("dropdown", True))
        red, gold = row["option_values"]
        self.assertEqual((red["label"], red["is_default"]), (RED, True))
        self.assertEqual(gold["adjusters"]["price"]["adjuster_value"], 2.5)
        mug.list_price = 12
        with self.requests("PUT catalog/products"):
            self.sync()
        self.store._flow("catalog").last_success -= timedelta(days=1)
        with self.assertNoRequests():
            self.sync()

    def test_values_are_renamed_added_and_end(self):
        mug = self.wrapped()
        self.sync()
        [before] = self.there(mug)
        self.wrapping.value_ids[0].name = "Crimson"
        self.add_value_to(mug, "Blue")
        self.sync()
        [row] = self.there(mug)
        self.assertEqual(row["id"], before["id"])
        self.assertEqual(
            [value["label"] for value in row["option_values"]],
            ["Crimson", GOLD, "Blue"],
        )
        self.assertEqual(
            row["option_values"][0]["id"], before["option_values"][0]["id"]
        )
        self.staff_adds_value(mug, row, "Staff's own")
        mug.attribute_line_ids.value_ids -= self.wrapping.value_ids[1]
        self.sync()
        self.assertEqual(
            self.labels(mug), {"Wrapping": ["Crimson", "Blue", "Staff's own"]}
        )
        mug.attribute_line_ids.unlink()
        self.sync()
        self.assertEqual(self.labels(mug), {})

    def test_a_value_of_staff_keeps_its_label(self):
        mug = self.wrapped()
        self.sync()
        [row] = self.there(mug)
        self.staff_adds_value(mug, row, "Blue")
        self.wrapping.value_ids[0].name = "Blue"
        self.sync()
        self.assertEqual(self.labels(mug), {"Wrapping": [RED, GOLD, "Blue"]})
        self.assertTrue(self.mapping(mug).modifier_message)

    def test_only_the_values_that_differ_are_sent(self):
        mug = self.wrapped()
        self.sync()
        [row] = self.there(mug)
        red, gold = (value["id"] for value in row["option_values"])
        path = self.path(mug, f"/{row['id']}/values")
        self.value(mug, GOLD).price_extra = 2.5
        with self.requests(f"GET {self.path(mug)}", f"PUT {path}/{gold}"):
            self.sync()
        one, two = self.wrapping.value_ids
        one.name, two.name = "Spare", RED
        one.name = GOLD  # they swap
        calls = [f"PUT {path}/{number}" for number in (gold, red, red, gold)]
        with self.requests(f"GET {self.path(mug)}", *calls):
            self.sync()
        [row] = self.there(mug)
        labels = {value["id"]: value["label"] for value in row["option_values"]}
        self.assertEqual(labels, {red: GOLD, gold: RED})
        self.assertFalse(self.mapping(mug).modifier_message)

    def add_value_to(self, template, name):
        values = {"attribute_id": self.wrapping.id, "name": name, "sequence": 9}
        new = self.env["product.attribute.value"].create(values)
        template.attribute_line_ids.value_ids |= new

    def staff_adds_value(self, template, row, label):
        body = {"label": label, "sort_order": 8}
        product_id = self.mapping(template).external_id
        self.shop.modifiers.create_value(product_id, row["id"], body)

    def test_what_the_shopper_writes(self):
        text = self.attribute("Engraving", create_variant="no_variant")
        values = {"attribute_id": text.id, "name": "Your text", "is_custom": True}
        self.env["product.attribute.value"].create(values)
        several = self.attribute(
            "Extras", "A", "B", create_variant="no_variant", display_type="multi"
        )
        mug = self.wrapped(attributes=text | several)
        self.sync()
        [row] = self.there(mug)
        self.assertEqual(
            (row["display_name"], row["type"], row["required"]),
            ("Engraving", "text", False),
        )
        self.assertState(mug, "synced", "create no variants: Extras")

    def test_modifiers_of_staff_stay(self):
        """One with the same choices does as well; one with others is told."""
        same, other = self.product("SAME"), self.product("OTHER")
        self.sync()
        self.staff(same, RED, GOLD)
        self.staff(other, "Plain")
        self.staff(other, "Yes", name="Gift")
        for mug in (same, other):
            line = {
                "attribute_id": self.wrapping.id,
                "value_ids": self.wrapping.value_ids.ids,
            }
            mug.attribute_line_ids = [Command.create(line)]
        start = len(self.exchanges)
        self.sync()
        self.assertEqual({e["method"] for e in self.exchanges[start:]}, {"GET"})
        self.assertFalse(self.mapping(same).modifier_message)
        self.assertIn("of its own", self.mapping(other).modifier_message)
        (same | other).attribute_line_ids.unlink()
        self.sync()
        self.assertEqual(self.labels(same), {"Wrapping": [RED, GOLD]})
        self.assertEqual(self.labels(other), {"Wrapping": ["Plain"], "Gift": ["Yes"]})
        self.assertFalse(self.mapping(other).modifier_message)

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_a_lost_answer_makes_no_second_one(self):
        self.fault("502", method="POST", path="*/modifiers", carried_out=True)
        mug = self.wrapped()
        self.sync()
        self.sync()
        self.assertEqual(self.labels(mug), {"Wrapping": [RED, GOLD]})
        self.assertFalse(self.mapping(mug).is_modifier_check_due)
        self.wrapping.name = "Paper"  # it is Odoo's
        self.sync()
        self.assertEqual(self.labels(mug), {"Paper": [RED, GOLD]})

    def test_one_that_is_refused_stops_no_other(self):
        cup, mug = self.wrapped("CUP"), self.wrapped()
        self.fault("422", method="POST", path="*/modifiers")
        self.sync()
        self.assertIn("refused the modifier", self.mapping(cup).modifier_message)
        self.assertEqual(self.labels(mug), {"Wrapping": [RED, GOLD]})
        with self.assertNoRequests():
            self.sync()
        self.store._flow("catalog").last_success -= timedelta(days=1)
        self.sync()
        self.assertEqual(self.labels(cup), {"Wrapping": [RED, GOLD]})
        self.assertFalse(self.mapping(cup).modifier_message)

    def test_bigcommerce_keeps_its_modifiers(self):
        self.store.writes_modifiers = False
        mug = self.wrapped()
        self.sync()
        self.assertState(mug, "synced", "create no variants: Wrapping")
        self.store.writes_modifiers = True
        self.sync()
        self.assertEqual(self.labels(mug), {"Wrapping": [RED, GOLD]})
        self.assertState(mug, "synced")
