import hmac
import json
import logging
import time
import uuid

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..bigcommerce import signature
from ..sync.webhooks import ROUTE, SECRET_HEADER

_logger = logging.getLogger(__name__)

# A delivery holds ids only; BigCommerce's largest is well below this.
_MAX_BODY = 65536


class BigcommerceWebhook(http.Controller):
    """Where BigCommerce says *look at this order again*: store it and answer.

    ``auth='public'``: a route without a user would get a read-only cursor.
    """

    @http.route(
        f"{ROUTE}/<string:store_hash>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=_MAX_BODY,
    )
    def receive(self, store_hash):
        body = request.httprequest.get_data(cache=True)
        env = request.env(user=SUPERUSER_ID, su=True)  # BigCommerce is no user
        store = env["bigcommerce.store"].search(
            [("store_hash", "=", store_hash), ("state", "!=", "draft")], limit=1
        )
        if not store or not _is_authentic(store, body):
            # The same answer for both: who guesses learns nothing.
            return request.make_response("", status=401)
        event = _read_event(body)
        if event is None:
            return request.make_response("", status=400)
        store._store_webhook(
            store,
            delivery_id=_delivery_id(event),
            scope=str(event.get("scope") or ""),
            resource_id=_order_id(event.get("data") or {}),
        )
        return request.make_response("", status=200)


def _is_authentic(store, body):
    headers = request.httprequest.headers
    secret = headers.get(SECRET_HEADER) or ""
    if not store.webhook_secret:
        return False  # a neutralized copy has none
    if not hmac.compare_digest(secret.encode(), (store.webhook_secret or "").encode()):
        return False
    if not store.client_secret:
        return True
    try:
        signature.verify(body, headers, store.client_secret, time.time())
    except signature.SignatureError as error:
        _logger.warning("store %s: webhook refused: %s", store.id, error)
        return False
    return True


def _read_event(body):
    try:
        event = json.loads(body)
    except ValueError:
        return None
    data = event.get("data") if isinstance(event, dict) else None
    return event if isinstance(data, dict) else None


def _delivery_id(event):
    """Retries keep the id of the delivery, and the hash of its payload.

    A delivery with neither is always a new one: looking twice does no harm.
    """
    named = request.httprequest.headers.get("webhook-id") or event.get("hash")
    return str(named or f"unnamed-{uuid.uuid4()}")


def _order_id(data):
    """The order an event is about: shipments name it apart, channel events too."""
    order_id = data.get("orderId") or data.get("order_id") or data.get("id")
    return str(order_id or "")
