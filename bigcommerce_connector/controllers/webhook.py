import hashlib
import hmac
import json
import logging
import re
import time
import uuid

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..api import webhook_signature as signature
from ..sync.store.webhooks import ROUTE, SECRET_HEADER, is_of_product

_logger = logging.getLogger(__name__)

# A delivery holds ids only; BigCommerce's largest is well below this.
_MAX_BODY = 65536
# What an index can hold, and no character that PostgreSQL refuses.
_PLAIN = re.compile(r"[!-~]{1,200}", re.ASCII)
_SCOPE = re.compile(r"[a-zA-Z0-9_/*-]{1,200}", re.ASCII)
# BigCommerce's ids have 32 bits (Orders v2); no more is needed to hold one.
_NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)

# Of a store, for a delivery: hundreds may come in a second, and none knows anything.
_NEEDED = ("company_id", "webhook_secret", "client_secret")


class BigcommerceWebhook(http.Controller):
    """Where BigCommerce says *look at this again*, an order or a product: store it and
    answer.

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
        store = _find_store(store_hash)
        if not store or not _is_authentic(store, body):
            # The same answer for both: who guesses learns nothing.
            return request.make_response("", status=401)
        event = _read_event(body)
        if event is None:
            return request.make_response("", status=400)
        scope, data = _scope(event), event["data"]
        number = _product_number(data) if is_of_product(scope) else _order_number(data)
        if number is None:
            # Genuine, so a refusal would only have it repeated for two days.
            _logger.warning("store %s: a webhook names nothing", store.id)
            return request.make_response("", status=200)
        store._store_webhook(
            store, delivery_id=_delivery_id(event), scope=scope, resource_id=number
        )
        return request.make_response("", status=200)


def _find_store(store_hash):
    """The connected store of an address; nothing for an address that cannot be."""
    env = request.env(user=SUPERUSER_ID, su=True)  # BigCommerce is no user
    if not _PLAIN.fullmatch(store_hash):
        return env["bigcommerce.store"]
    return env["bigcommerce.store"].search_fetch(
        [("store_hash", "=", store_hash), ("state", "!=", "draft")], _NEEDED, limit=1
    )


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
        if isinstance(error, signature.SignatureMismatch):
            store._store_wrong_client_secret()
        return False
    store._clear_wrong_client_secret()
    return True


def _read_event(body):
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, or nested to bring us down
        return None
    data = event.get("data") if isinstance(event, dict) else None
    return event if isinstance(data, dict) else None


def _delivery_id(event):
    """Retries keep the id of the delivery, and the hash of its payload.

    A delivery with neither is always a new one: looking twice does no harm.
    """
    named = request.httprequest.headers.get("webhook-id") or event.get("hash")
    if not named or not isinstance(named, str):
        named = f"unnamed-{uuid.uuid4()}"
    if _PLAIN.fullmatch(named):
        return named
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def _scope(event):
    """What happened; an odd one is not worth keeping."""
    scope = event.get("scope")
    is_plain = isinstance(scope, str) and _SCOPE.fullmatch(scope)
    return scope if is_plain else ""


def _order_number(data):
    """The order an event is about: shipments name it apart, channel events too.

    :return: as text; None when it is no number that an order can have
    """
    return _number(data.get("orderId") or data.get("order_id") or data.get("id"))


def _product_number(data):
    """The product an event is about: those of variants name it apart.

    :return: as text; None when it is no number that a product can have
    """
    sku = data.get("sku")
    return _number(sku.get("product_id") if isinstance(sku, dict) else data.get("id"))


def _number(value):
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    number = str(value)
    return number if _NUMBER.fullmatch(number) else None
