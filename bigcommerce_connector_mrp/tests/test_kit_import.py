"""Opening stock beside kits: a kit has none, its component what is not in kits."""

from odoo.tests import tagged

from odoo.addons.bigcommerce_connector.tests.import_case import ImportCase

from .kits import Kits


@tagged("post_install", "-at_install", "bigcommerce")
class TestKitImport(Kits, ImportCase):
    def test_a_kit_is_listed_and_its_component_counted(self):
        part = self.goods("Part", quantity=0, default_code="PART")
        kit = self.kit("Kit", {part: 2}, default_code="KIT", is_storable=True)
        location = int(self.store.location_ids.filtered("warehouse_id")[0].external_id)
        for sku, quantity in (("PART", 9), ("KIT", 4)):
            item = {"location_id": location, "product_id": self.there(sku)["id"]}
            self.shop.inventory.set_absolute(
                [{**item, "quantity": quantity}], reason="counted"
            )
        job = self.imported(stock="empty")
        [line] = job.line_ids.filtered(
            lambda line: line.product_tmpl_id == kit.product_tmpl_id
        )
        self.assertIn("counts its components", line.message)
        self.assertEqual(self.on_hand(kit), 0)
        self.assertEqual(self.on_hand(part), 9)
