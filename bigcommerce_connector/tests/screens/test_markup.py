"""Whatever BigCommerce sends as text is a text for whoever reads it in Odoo.

Shoppers choose their names, apps those of methods and fees, staff those of products.
"""

import dataclasses
import re
from unittest.mock import patch

from lxml import html

from odoo.tools import mute_logger

from ..finding_case import FindingCase

try:
    from bigcommerce_simulator import app
except ImportError:  # the addon without the rest of its repository
    app = None

PLACE = "evil.example"
EVIL = f'<a href="https://{PLACE}/">Click to refund</a><img src="https://{PLACE}/x">'

# What programs read: another value there is another life, not another text.
_MACHINE = re.compile(
    r"(.*_)?(id|code|iso2|status|type|url|uri|resource|token|sku|upc|hash|scope|locale"
    r"|destination|email|behavior|method|event|timezone|units|format|code|date|domain"
    r"|target|platform|source|plan_level|reserved|state|tracking)"
    r"|(date|inventory)_.*|weight_units|links|currency|name_with_dst|country"
)
# Free texts all the same.
_TEXTS = {"payment_method", "shipping_method", "custom_status", "code"}
_NUMBER = re.compile(r"[-+0-9.:TZ ]*")


def with_markup(body, key=""):
    """An answer whose texts all bear markup."""
    if isinstance(body, dict):
        return {name: with_markup(value, name) for name, value in body.items()}
    if isinstance(body, list):
        return [with_markup(value, key) for value in body]
    is_machine = key not in _TEXTS and _MACHINE.fullmatch(key)
    if not isinstance(body, str) or is_machine or _NUMBER.fullmatch(body):
        return body
    return f"{body} {EVIL}"


class TestMarkup(FindingCase):
    def setUp(self):
        super().setUp()
        # It is odd on purpose: the contract tests shall not judge it.
        application = self.simulator.application
        unrecorded = [self.exchanges.append]
        self.enterContext(patch.object(application, "observers", unrecorded))
        answer = app._response

        def answer_with_markup(reply):
            return answer(dataclasses.replace(reply, body=with_markup(reply.body)))

        self.enterContext(patch.object(app, "_response", answer_with_markup))
        self.store.action_refresh()
        self.shirt = self.sell("SHIRT", 20, tracking="lot")

    def order(self, sku="MUG", quantity=2, **details):
        """A web order with every text that a shopper, an app or staff can fill in."""
        fee = {"display_name_customer": "Fee", "cost_ex_tax": "1", "cost_inc_tax": "1"}
        return self.orders.place(
            [{"sku": sku, "quantity": quantity}],
            customer_message="A message",
            staff_notes="A note",
            customer={"email": "ada@example.com", "id": 5, "company": "A company"},
            coupons=[{"code": "C", "type": 2, "amount": "1"}],
            fees=[fee],
            shipping={"cost": 3, "method": "Post", "address": {"first_name": "Bob"}},
            **details,
        ).id

    def assert_only_text(self):
        """No record that people read as HTML holds anything live of it."""
        self.env.flush_all()
        found = 0
        for model in self.env.registry.values():
            for name, field in model._fields.items():
                if model._abstract or model._transient or field.type != "html":
                    continue
                if field.store:
                    records = self.env[model._name].with_context(active_test=False)
                    for record in records.search([(name, "ilike", PLACE)]):
                        found += 1
                        self.assert_dead(record, record[name])
        return found

    def assert_dead(self, record, body):
        for element in html.fragment_fromstring(body, create_parent=True).iter():
            for value in element.attrib.values():
                self.assertNotIn(PLACE, value, (record, body))

    # === ORDERS === #

    def test_a_customer_to_be_called(self):
        """Stock cannot serve the order: somebody is asked to call the customer."""
        number = self.order(quantity=500)
        self.sync_orders()
        order = self.web_order(number)
        self.assertEqual(order.state, "synced", order.message)
        self.assertIn(PLACE, order.customer_name)
        [activity] = order.activity_ids
        self.assertIn("Click to refund", activity.note)
        self.assertTrue(self.assert_only_text())

    def test_goods_that_wait_for_their_lot(self):
        number = self.order("SHIRT")
        self.shirt.name = f"A shirt {EVIL}"
        self.sync_orders()
        [activity] = self.web_order(number).activity_ids
        self.assertIn("Click to refund", activity.note)
        self.assertIn('data-oe-model="stock.picking"', activity.note)
        self.assertTrue(self.assert_only_text())

    @mute_logger("odoo.addons.bigcommerce_connector.sync.orders.reconcile")
    def test_an_item_that_no_product_is(self):
        number = self.orders.place(
            [{"sku": "NEW", "name": "New", "price": 5, "quantity": 1}]
        ).id
        self.store.unknown_item_policy = "create"
        self.sync_orders()
        lines = self.web_order(number).pos_order_ids.lines
        self.assertIn(PLACE, lines.product_id.name + lines[0].full_product_name)
        self.assert_only_text()

    def test_a_life(self):
        """Edited, refunded for a reason, archived; what was posted, and its thread."""
        number = self.order(quantity=4)
        self.sync_orders()
        order = self.web_order(number)
        [posted] = order.pos_order_ids
        self.assertIn(PLACE, posted.general_customer_note)
        self.assertIn(PLACE, posted.payment_ids.name)
        line_id = self.orders.get(number).lines[0].id
        self.orders.refund(
            number,
            [
                {
                    "item_type": "PRODUCT",
                    "item_id": line_id,
                    "quantity": 1,
                    "reason": "It broke",
                }
            ],
        )
        self.sync_orders()
        self.orders.edit(number, status_id=5)
        self.sync_orders()
        self.assertGreater(len(order.pos_order_ids), 1)
        order.action_resync()
        self.assert_only_text()

    # === THE STORE === #

    def test_name_of_the_store_is_escaped(self):
        """Its places and channels are gone: the store's page names them."""
        location = self.store.location_ids[:1].copy(
            {"external_id": "77", "enabled": True, "name": f"Attic {EVIL}"}
        )
        self.store.channel_ids[:1].copy({"external_id": "78", "name": f"Shop {EVIL}"})
        self.assertTrue(location)
        self.store.action_refresh()
        told = " ".join(self.store.message_ids.mapped("body"))
        self.assertIn("no longer exist on BigCommerce", told)
        self.assertIn("Click to refund", told)
        self.assertTrue(self.assert_only_text())

    @mute_logger(
        "odoo.addons.bigcommerce_connector.sync.flow.run",
        "odoo.addons.bigcommerce_connector.sync.orders.reconcile",
    )
    def test_reason_of_a_refusal_is_escaped(self):
        """Every kind of refusal, for every flow."""
        faults = self.simulator.store.faults
        for kind in ("409", "422", "500", "507", "403"):
            self.order()
            faults.add(kind, count=None)
            for flow in self.store.flow_ids.mapped("kind"):
                self.run_flow(flow)
            faults.rules.clear()
            if self.store.state == "paused":
                self.store.action_go_live()
        self.assert_only_text()
