"""Changes that no webhook spoke of: counted, and a reason to check the webhooks."""

from datetime import timedelta

from odoo import fields

from ...store.webhooks import PRODUCT_SCOPES

# So long after Odoo found a change without a webhook one may still come.
_GRACE = timedelta(minutes=10)
# Looking at the webhooks because one was missed is not repeated for so long.
_QUIET = timedelta(hours=1)


class MissedWebhooks:
    """The gaps in what BigCommerce's webhooks told of a store's orders."""

    def __init__(self, store):
        self.store, self.env = store, store.env

    def mark(self, orders):
        """Remember the changes that only the sweep saw so far.

        Not when we did not look for a while: we may have been unable to listen.

        :param orders: ``bigcommerce.order`` records, new or changed
        """
        since = self.store.orders_last_sync
        now = fields.Datetime.now()
        if self.store.webhook_mode != "webhook" or not since or now - since > _GRACE:
            return
        heard = self._named_since(orders, since)
        self.env["bigcommerce.webhook.gap"].create(
            [
                {
                    "store_id": self.store.id,
                    "order_id": order.id,
                    "unseen_until": since,
                    "seen_on": now,
                }
                for order in orders
                if order.external_id not in heard
            ]
        )

    def judge(self):
        """After some minutes: the webhook came after all, or it is missed."""
        gaps = self.env["bigcommerce.webhook.gap"].search(
            [
                ("store_id", "=", self.store.id),
                ("is_missed", "=", False),
                ("seen_on", "<=", fields.Datetime.now() - _GRACE),
            ]
        )
        if not gaps:
            return
        heard = gaps.browse()
        for since, seen_at_once in gaps.grouped("unseen_until").items():
            numbers = self._named_since(seen_at_once.order_id, since)
            heard += seen_at_once.filtered(
                lambda gap, numbers=numbers: gap.order_id.external_id in numbers
            )
        heard.unlink()
        missed = gaps - heard
        if missed and not self._missed_lately():
            self.store._trigger_flow("webhooks")
        missed.is_missed = True

    def _missed_lately(self):
        """The webhooks were looked at for it then: once is enough for a while."""
        since = fields.Datetime.now() - _QUIET
        domain = [
            ("store_id", "=", self.store.id),
            ("is_missed", "=", True),
            ("seen_on", ">", since),
        ]
        return bool(self.env["bigcommerce.webhook.gap"].search_count(domain, limit=1))

    def _named_since(self, orders, since):
        """The numbers of those orders that a webhook spoke of since.

        :param datetime since: by Odoo's clock
        """
        events = self.env["bigcommerce.webhook.event"].search_fetch(
            [
                ("store_id", "=", self.store.id),
                ("resource_id", "in", orders.mapped("external_id")),
                ("create_date", ">=", since),
                # Products have numbers, too.
                *[("scope", "not =like", f"{prefix}%") for prefix in PRODUCT_SCOPES],
            ],
            ["resource_id"],
        )
        return set(events.mapped("resource_id"))
