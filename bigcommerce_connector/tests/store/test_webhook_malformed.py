"""What nobody should send to the webhook controller, and what happens to it."""

import json
import uuid

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...sync.store.webhooks import SECRET_HEADER
from ..common import BigcommerceCase
from ..http_case import PatientHttpCase

CONTROLLER = "odoo.addons.bigcommerce_connector.controllers.webhook"
EVENT = {"scope": "store/order/updated", "data": {"type": "order", "id": 5}}


@tagged("post_install", "-at_install", "bigcommerce")
class TestMalformedDeliveries(BigcommerceCase, PatientHttpCase):
    def setUp(self):
        super().setUp()
        self.store.client_secret = False  # our own header is proof enough here

    def address(self, store_hash=None):
        return f"/bigcommerce/webhook/{store_hash or self.store.store_hash}"

    def send(self, body, address=None, **options):
        if not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        headers = {
            SECRET_HEADER: self.store.webhook_secret,
            "Content-Type": "application/json",
        }
        return self.url_open(
            address or self.address(), data=body, headers=headers, **options
        ).status_code

    def events(self):
        return self.env["bigcommerce.webhook.event"].search(
            [("store_id", "=", self.store.id)]
        )

    # === WHO MAY SPEAK, AND HOW === #

    @mute_logger(CONTROLLER)
    def test_a_disconnected_store_hears_nothing(self):
        self.assertEqual(self.send(EVENT), 200)
        self.store.state = "draft"
        self.assertEqual(self.send({**EVENT, "hash": "later"}), 401)
        self.assertEqual(len(self.events()), 1)

    def test_only_posts_are_heard(self):
        for method in ("GET", "PUT", "DELETE"):
            with self.subTest(method=method):
                self.assertEqual(self.send(EVENT, method=method), 405)
        self.assertFalse(self.events())

    def test_an_address_that_no_store_can_have(self):
        for store_hash in ("a%00b", "%ff", "%ed%a0%80", "a%20b", "x" * 500):
            with self.subTest(store_hash=store_hash):
                self.assertEqual(self.send(EVENT, self.address(store_hash)), 401)

    # === WHAT IS NO EVENT === #

    def test_a_body_that_cannot_be_read_is_refused(self):
        digits = "9" * 5000
        for body in ("[" * 60_000, '{"a":' * 10_000, f'{{"data":{{"id":{digits}}}}}'):
            with self.subTest(body=body[:20]):
                self.assertEqual(self.send(body), 400)
        self.assertFalse(self.events())

    @mute_logger(CONTROLLER)
    def test_webhook_that_names_no_order_is_taken_and_dropped(self):
        """It is genuine: refused, it would be repeated for two days."""
        odd = ("²", "٣", "9" * 50_000, 10**15, "1\x002", "\ud800", "../orders", "")
        for number in (*odd, 0, -5, True, 2.5, 1e999, [1], {"id": 1}, None):
            with self.subTest(number=str(number)[:20].encode("utf-8", "replace")):
                self.assertEqual(self.send({**EVENT, "data": {"id": number}}), 200)
        self.assertFalse(self.events())

    # === NAMES OF DELIVERIES === #

    def test_a_repeated_delivery_is_recognized_by_any_of_its_names(self):
        long = "".join(str(uuid.uuid4()) for _ in range(300))
        for count, name in enumerate((long, "\x00", "\ud800", "ü" * 9, "a b"), 1):
            with self.subTest(name=name[:20].encode("utf-8", "replace")):
                for _ in range(2):
                    self.assertEqual(self.send({**EVENT, "hash": name}), 200)
                self.assertEqual(len(self.events()), count)
        self.assertEqual(set(self.events().mapped("resource_id")), {"5"})

    def test_a_name_that_is_no_text_says_nothing(self):
        for _ in range(2):
            self.assertEqual(self.send({**EVENT, "hash": [["x"]]}), 200)
        self.assertEqual(len(self.events()), 2)

    def test_an_odd_scope_is_not_kept(self):
        for scope in ("\x00", "\ud800", "s" * 60_000, ["s"], None):
            self.assertEqual(self.send({**EVENT, "scope": scope}), 200)
        self.assertEqual(self.events().mapped("scope"), [""] * 5)


@tagged("post_install", "-at_install", "bigcommerce")
class TestEventsAreRemoved(BigcommerceCase):
    def test_all_old_ones(self):
        self.env.cr.execute(
            "INSERT INTO bigcommerce_webhook_event"
            " (store_id, company_id, delivery_id, create_date)"
            " SELECT %s, %s, 'old-' || n, now() - interval '31 days'"
            " FROM generate_series(1, 10001) n",
            [self.store.id, self.store.company_id.id],
        )
        event = self.env["bigcommerce.webhook.event"]
        recent = event.create({"store_id": self.store.id, "delivery_id": "recent"})
        self.assertEqual(event._gc_old(), (10_000, True))
        self.assertEqual(event._gc_old(), (1, False))
        left = event.search([("store_id", "=", self.store.id)])
        self.assertEqual(left, recent)
