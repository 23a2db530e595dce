"""Shipments on BigCommerce get carrier and reference of Odoo's delivery methods."""

from lxml import etree

from odoo.addons.bigcommerce_connector.tests.fulfillment_case import FulfillmentCase


class TestDelivery(FulfillmentCase):
    def setUp(self):
        module = self.env["ir.module.module"]._get("bigcommerce_connector_delivery")
        if module.state != "installed":
            self.skipTest("Odoo's Delivery is not installed.")
        super().setUp()

    def method(self, **vals):
        service = {"name": "Delivery", "type": "service", "list_price": 5}
        product = self.env["product.product"].create(service)
        return self.env["delivery.carrier"].create(
            {"name": "Parcel", "product_id": product.id, **vals}
        )

    def test_carrier_and_reference_are_those_of_the_delivery_method(self):
        order = self.place(("MUG", 1))
        [transfer] = self.waiting(order)
        transfer.carrier_id = self.method(bigcommerce_carrier="ups")
        transfer.carrier_tracking_ref = "1Z9"
        self.deliver(transfer)
        self.send()
        [made] = self.web_orders.shipments.values()
        self.assertEqual(self.told(made), ("ups", "1Z9"))
        # Several parcels, too long together; then somebody enters another carrier.
        transfer.carrier_tracking_ref = f"1Z10,{'9' * 50}"
        with self.requests("PUT"):
            self.send()
        self.assertEqual(self.told(made), ("ups", "1Z10"))
        transfer.bigcommerce_carrier = "fedex"
        self.send()
        self.assertEqual(self.told(made), ("fedex", "1Z10"))

    def test_the_carrier_has_a_label(self):
        form = self.env.ref("delivery.view_delivery_carrier_form")
        arch = self.env["delivery.carrier"].get_view(form.id, "form")["arch"]
        [field] = etree.fromstring(arch).iterfind(
            ".//field[@name='bigcommerce_carrier']"
        )
        self.assertEqual(field.getparent().tag, "group")

    def told(self, shipment):
        texts = shipment.texts
        return texts["shipping_provider"], texts["tracking_number"]
