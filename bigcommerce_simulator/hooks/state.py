"""Hooks and the deliveries that are due.

Delays and retries are measured with the store's clock. Faults decide, when an event
happens, whether its delivery is lost, doubled, late or overtaken.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..switches import declare
from .denylist import Denylist
from .scopes import listens

RETRY_DELAYS = (60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400)
IDLE_DAYS = 90

declare(
    "webhook_retry_scale",
    1,
    "factor on BigCommerce's delays between retries (60 s … 86400 s)",
)
declare(
    "hook_activation_seconds",
    0,
    "a new hook hears nothing for this long (BigCommerce: up to one minute)",
)


def client_id_of(token: str) -> str:
    """The API account that an access token belongs to."""
    return hashlib.sha256(token.encode()).hexdigest()[:31]


@dataclass
class Delivery:
    """One event on its way to one hook; ``attempts`` are ``{at, status | error}``."""

    number: int
    hook_id: int
    scope: str
    message_id: str
    body: str
    due: datetime
    state: str = "pending"
    attempts: list = field(default_factory=list)

    def as_dict(self) -> dict:
        """For ``GET /simulator/webhooks``."""
        return {
            "hook_id": self.hook_id,
            "scope": self.scope,
            "webhook_id": self.message_id,
            "payload": json.loads(self.body),
            "due": self.due.isoformat(),
            "state": self.state,
            "attempts": self.attempts,
        }


class Hooks:
    """``rows`` maps id to the hook's document; ``owners`` id to the token; ``emails``
    client id to the addresses that ``mails`` go to."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, dict] = {}
        self.owners: dict[int, str] = {}
        self.deliveries: list[Delivery] = []
        self.pending: list[Delivery] = []
        self._last_event: dict[int, datetime] = {}
        self._held: dict[int, Delivery] = {}
        self._deactivated: set[int] = set()
        self.denylist = Denylist(store)
        self.emails: dict[str, list[str]] = {}
        self.mails: list[dict] = []

    def add(
        self,
        token: str,
        scope: str,
        destination: str,
        headers: dict[str, str],
        is_active: bool = True,
    ) -> dict:
        """A new hook of the API account of ``token``; its document."""
        now = int(self._store.clock.now().timestamp())
        hook = {
            "id": self._store.next_id("hook"),
            "client_id": client_id_of(token),
            "store_hash": self._store.store_hash,
            "created_at": now,
            "updated_at": now,
            "scope": scope,
            "destination": destination,
            "is_active": is_active,
            "headers": headers,
        }
        self.rows[hook["id"]] = hook
        self.owners[hook["id"]] = token
        self.touched(hook["id"])
        return hook

    def emit(self, scope: str, data: dict) -> None:
        """Queue ``data`` for every active hook that listens to ``scope``. Events of
        listeners of their channel are notified of orders too."""
        self._notify(scope, data)
        number = data.get("id") or int(data.get("order_id", 0))
        order = self._store.orders.rows.get(number)
        if scope.startswith("store/order/") and order is not None:
            event = scope.removeprefix("store/")
            told = {**data, "order_id": number}
            for name in ("type", "id"):
                told.pop(name, None)
            self._notify(f"store/channel/{order.channel_id}/{event}", told)

    def _notify(self, scope, data):
        self.deactivate_idle()
        now = self._store.clock.now()
        listeners = [h for h in self.rows.values() if listens(h["scope"], scope)]
        for hook in listeners:
            age = now.timestamp() - hook["created_at"]
            if age < self._store.switches.hook_activation_seconds:
                continue
            if hook["is_active"]:
                self._last_event[hook["id"]] = now
                self._queue(hook, scope, self._payload(scope, data, now), now)

    def touched(self, hook_id: int) -> None:
        """A hook that was made or changed counts as in use."""
        self._last_event[hook_id] = self._store.clock.now()
        self._deactivated.discard(hook_id)

    def status(self, hook: dict) -> str:
        """``deactivated``: by BigCommerce; ``inactive``: by its owner."""
        if hook["is_active"]:
            return "active"
        return "deactivated" if hook["id"] in self._deactivated else "inactive"

    def mail(self, client_id: str, subject: str) -> None:
        """What BigCommerce would mail to the addresses of an API account."""
        now = self._store.clock.now().isoformat()
        for email in self.emails.get(client_id, []):
            self.mails.append({"at": now, "to": email, "subject": subject})

    def _deactivate(self, hook):
        if hook["is_active"]:
            hook["is_active"] = False
            self._deactivated.add(hook["id"])
            subject = f"The webhook {hook['id']} is deactivated"
            self.mail(hook["client_id"], subject)

    def deactivate_idle(self) -> None:
        """BigCommerce switches hooks off that heard nothing for 90 days."""
        limit = self._store.clock.now() - timedelta(days=IDLE_DAYS)
        for hook_id, last in self._last_event.items():
            hook = self.rows.get(hook_id)
            if hook and last < limit:
                self._deactivate(hook)

    def remove(self, hook_id: int) -> dict:
        """Delete a hook; what was still due for it is dropped."""
        self.owners.pop(hook_id)
        for delivery in self.pending:
            if delivery.hook_id == hook_id:
                delivery.state = "dropped"
        self._clear()
        return self.rows.pop(hook_id)

    def due(self) -> Delivery | None:
        """The delivery whose turn it is, or None. Those to a blocked domain wait for
        the end of the block."""
        now = self._store.clock.now()
        for delivery in self.pending:
            if delivery.due <= now:
                until = self.denylist.until(self.rows[delivery.hook_id])
                delivery.due = until or delivery.due
        ready = [delivery for delivery in self.pending if delivery.due <= now]
        return min(ready, key=lambda d: (d.due, d.number), default=None)

    def attempted(self, delivery: Delivery, status: int | None, error: str) -> None:
        """Note an attempt; 2xx ends the delivery, the last failure the hook."""
        succeeded = status is not None and 200 <= status < 300
        if delivery.hook_id in self.rows:
            failure = None if succeeded else error or f"HTTP status {status}"
            self.denylist.note(self.rows[delivery.hook_id], failure)
        self._note(delivery, status, error)
        self._clear()

    def _clear(self):
        self.pending = [d for d in self.pending if d.state == "pending"]

    def _note(self, delivery, status, error):
        attempt = {"at": self._store.clock.now().isoformat(), "status": status}
        delivery.attempts.append({**attempt, "error": error} if error else attempt)
        if delivery.state != "pending":
            return
        if status is not None and 200 <= status < 300:
            delivery.state = "delivered"
            return
        failures = len(delivery.attempts)
        if failures > len(RETRY_DELAYS):
            delivery.state = "failed"
            if delivery.hook_id in self.rows:
                self._deactivate(self.rows[delivery.hook_id])
            return
        delay = RETRY_DELAYS[failures - 1] * self._store.switches.webhook_retry_scale
        delivery.due = self._store.clock.now() + timedelta(seconds=delay)

    def _payload(self, scope, data, now):
        payload = {
            "scope": scope,
            "store_id": str(self._store.information.values["store_id"]),
            "data": data,
            "created_at": int(now.timestamp()),
            "producer": f"stores/{self._store.store_hash}",
        }
        salt = self._store.random.getrandbits(64)
        text = json.dumps(payload, default=str) + str(salt)
        digest = hashlib.sha1(text.encode(), usedforsecurity=False)
        return {**payload, "hash": digest.hexdigest()}

    def _queue(self, hook, scope, payload, now):
        message_id = f"msg_{self._store.next_id('message')}"
        body = json.dumps(payload, separators=(",", ":"), default=str)
        delivery = Delivery(
            self._store.next_id("delivery"), hook["id"], scope, message_id, body, now
        )
        overtaken = self._held.pop(hook["id"], None)
        self._add(delivery)
        self._spoil(delivery)
        if overtaken and overtaken.state == "pending":
            overtaken.due = delivery.due
            overtaken.number = self._store.next_id("delivery")

    def _add(self, delivery):
        self.deliveries.append(delivery)
        self.pending.append(delivery)

    def _spoil(self, delivery):
        fault = self._store.faults.choose_webhook(delivery.scope)
        if fault is None:
            return
        if fault.kind == "webhook_lost":
            delivery.state = "lost"
            self._clear()
        elif fault.kind == "webhook_doubled":
            twin = Delivery(**vars(delivery) | {"attempts": []})
            twin.number = self._store.next_id("delivery")
            self._add(twin)
        else:
            delivery.due += timedelta(seconds=fault.seconds)
            if fault.kind == "webhook_overtaken":
                self._held[delivery.hook_id] = delivery
