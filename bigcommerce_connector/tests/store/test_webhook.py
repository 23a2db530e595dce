"""The webhook controller: verified, stored once, answered before any work."""

import json
import time

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...sync.store.webhooks import SECRET_HEADER
from ..common import BigcommerceCase
from ..http_case import PatientHttpCase

CONTROLLER = "odoo.addons.bigcommerce_connector.controllers.webhook"


@tagged("post_install", "-at_install", "bigcommerce")
class TestWebhook(BigcommerceCase, PatientHttpCase):
    def deliver(self, event=None, **headers):
        """What BigCommerce would send: its own delivery, sent by the test."""
        event = event or {
            "scope": "store/order/updated",
            "store_id": "1",
            "data": {"type": "order", "id": 250},
            "hash": "x",
        }
        body = json.dumps(event)
        message_id, timestamp = "msg_1", str(int(time.time()))
        sent = {
            "Content-Type": "application/json",
            SECRET_HEADER: self.store.webhook_secret,
            "webhook-id": message_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": self.sign(message_id, timestamp, body),
            **headers,
        }
        return self.url_open(
            f"/bigcommerce/webhook/{self.store.store_hash}", data=body, headers=sent
        )

    def sign(self, message_id, timestamp, body):
        """By the reference implementation, as BigCommerce's own sample does."""
        import base64
        from datetime import datetime, timezone

        from standardwebhooks.webhooks import Webhook

        secret = base64.b64encode(self.store.client_secret.encode()).decode()
        moment = datetime.fromtimestamp(int(timestamp), tz=timezone.utc)
        return Webhook(secret).sign(message_id, moment, body)

    def events(self):
        return self.env["bigcommerce.webhook.event"].search(
            [("store_id", "=", self.store.id)]
        )

    def to_read(self):
        fetch = self.env["bigcommerce.order.fetch"]
        return fetch.search([("store_id", "=", self.store.id)]).mapped("external_id")

    def test_genuine_delivery_is_stored_and_the_orders_are_checked(self):
        cron = self.store._flow("orders").cron_id
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.assertEqual(self.deliver().status_code, 200)
        self.assertRecordValues(
            self.events(),
            [{"scope": "store/order/updated", "resource_id": "250"}],
        )
        self.assertEqual(self.to_read(), ["250"])
        self.assertEqual(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]),
            triggers + 1,
        )

    def test_a_delivery_that_comes_twice_is_stored_once(self):
        for _ in range(2):
            self.assertEqual(self.deliver().status_code, 200)
        self.assertEqual(len(self.events()), 1)

    @mute_logger(CONTROLLER)
    def test_a_wrong_client_secret_is_said_on_the_page_at_once(self):
        right = self.store.client_secret
        self.store.client_secret = "another one"
        message_id, timestamp = "msg_1", str(int(time.time()))
        body = json.dumps(
            {"scope": "store/order/updated", "data": {"type": "order", "id": 250}}
        )
        self.store.client_secret, wrong = right, self.store.client_secret
        signed = self.sign(message_id, timestamp, body)
        self.store.client_secret = wrong
        headers = {
            "Content-Type": "application/json",
            SECRET_HEADER: self.store.webhook_secret,
            "webhook-id": message_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": signed,
        }

        def deliver(**more):
            url = f"/bigcommerce/webhook/{self.store.store_hash}"
            return self.url_open(url, data=body, headers={**headers, **more})

        # A stranger's says nothing of our secret.
        self.assertEqual(deliver(**{SECRET_HEADER: "guessed"}).status_code, 401)
        self.assertFalse(self.store.last_error)
        for _ in range(2):
            self.assertEqual(deliver().status_code, 401)
            self.assertIn("client secret does not match", self.store.last_error)
        self.assertFalse(self.events())
        self.store.client_secret = right
        self.assertFalse(self.store.last_error)
        self.assertEqual(deliver().status_code, 200)
        self.assertFalse(self.store.last_error)

    def test_deliveries_without_an_id_are_all_stored(self):
        self.store.client_secret = False  # a signature needs the id
        data = {"type": "order", "id": 250}
        for nameless in ({}, {"hash": ""}, {"hash": None}):
            response = self.url_open(
                f"/bigcommerce/webhook/{self.store.store_hash}",
                data=json.dumps(
                    {"scope": "store/order/updated", "data": data, **nameless}
                ),
                headers={SECRET_HEADER: self.store.webhook_secret},
            )
            self.assertEqual(response.status_code, 200, nameless)
        self.assertEqual(self.events().mapped("resource_id"), ["250"] * 3)

    @mute_logger(CONTROLLER)
    def test_forged_deliveries_are_refused(self):
        forged = (
            {SECRET_HEADER: "guess"},
            {SECRET_HEADER: ""},
            {"webhook-signature": "v1,bm90IGl0"},
            {"webhook-timestamp": "1700000000"},
        )
        for headers in forged:
            with self.subTest(headers=headers):
                self.assertEqual(self.deliver(**headers).status_code, 401)
        self.assertFalse(self.events())

    def test_a_store_without_a_secret_hears_nothing(self):
        self.store.write({"webhook_secret": False, "client_secret": False})
        response = self.url_open(
            f"/bigcommerce/webhook/{self.store.store_hash}",
            data=b'{"data": {"id": 1}}',
            headers={SECRET_HEADER: ""},
        )
        self.assertEqual(response.status_code, 401)

    def test_an_unknown_store_gets_the_same_answer(self):
        response = self.url_open("/bigcommerce/webhook/nobody", data=b"{}")
        self.assertEqual(response.status_code, 401)

    def test_a_body_that_says_nothing_is_refused(self):
        self.store.client_secret = False
        for body in (b"", b"[]", b"null", b"{}", b'{"data": 3}', b"\xff"):
            response = self.url_open(
                f"/bigcommerce/webhook/{self.store.store_hash}",
                data=body or b" ",
                headers={SECRET_HEADER: self.store.webhook_secret},
            )
            self.assertEqual(response.status_code, 400, body)

    @mute_logger("odoo.http")
    def test_a_flood_is_not_read(self):
        response = self.url_open(
            f"/bigcommerce/webhook/{self.store.store_hash}", data=b"x" * 70_000
        )
        self.assertEqual(response.status_code, 413)

    def test_a_shipment_speaks_of_its_order(self):
        self.deliver(
            {
                "scope": "store/shipment/created",
                "data": {"type": "shipment", "id": 7, "orderId": 251},
                "hash": "y",
            }
        )
        self.assertEqual(self.events().resource_id, "251")

    def test_a_transaction_speaks_of_its_order(self):
        """As the page on webhook events has it: no ``id``, the number as a text."""
        self.deliver(
            {
                "scope": "store/order/transaction/created",
                "data": {
                    "type": "transaction",
                    "order_id": "250",
                    "transaction_id": "d45bf1ee",
                    "transaction_status": "success",
                },
                "hash": "z",
            }
        )
        self.assertEqual(self.events().resource_id, "250")

    def test_a_webhook_is_answered_before_any_work(self):
        external_id = self.simulator.store.orders.place(
            lines=[{"name": "Custom", "price": "5.00", "quantity": 1}]
        ).id
        asked = []
        self.simulator.application.observers.append(asked.append)
        response = self.deliver(
            {
                "scope": "store/order/created",
                "data": {"type": "order", "id": external_id},
                "hash": "y",
            }
        )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.to_read(), [str(external_id)])
        self.assertFalse(asked)
        self.assertFalse(self.web_order(external_id))
        self.run_flow("orders")
        self.assertTrue(asked)
        self.assertEqual(self.web_order(external_id).state, "synced")

    def test_orders_leave_the_list_once_they_were_read(self):
        external_id = self.simulator.store.orders.place(
            lines=[{"name": "Custom", "price": "5.00", "quantity": 1}]
        ).id
        self.deliver(
            {
                "scope": "store/order/created",
                "data": {"type": "order", "id": external_id},
                "hash": "z",
            }
        )
        self.run_flow("orders")
        self.assertFalse(self.to_read())
        self.assertTrue(self.web_order(external_id))
