"""Whether webhooks arrive: a daily look at them, and a count of those that did not."""

from datetime import timedelta

from odoo import fields, models

from ..bigcommerce import errors

# So long after Odoo found a change by itself a webhook may still come.
_GRACE = timedelta(minutes=10)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === DAILY CHECK === #

    def _sync_webhooks(self):
        """Repair what is missing, switched off or wrong on BigCommerce, and say so."""
        self.ensure_one()
        mode = self.webhook_mode
        with self._client() as client:
            try:
                repaired = self._repair_webhooks(client)
            except errors.DataError as error:
                self._say_webhooks_refused(error)
                return
        if self.webhook_mode != mode and self.webhook_mode == "polling":
            self.message_post(body=self.webhook_note)
        elif repaired:
            self.message_post(
                body=self.env._(
                    "The daily check repaired webhooks of BigCommerce (%(count)s): "
                    "%(what)s.",
                    count=len(repaired),
                    what=", ".join(repaired),
                )
            )

    def _say_webhooks_refused(self, error):
        sentence = self.env._(
            "BigCommerce does not take the webhooks of this store: %s Orders are read "
            "every two minutes instead. Check that this Odoo can be reached from the "
            "internet; it is tried again every day.",
            error,
        )
        if self.webhook_note != sentence:
            self.message_post(body=sentence)
        self.write({"webhook_mode": "polling", "webhook_note": sentence})

    # === CHANGES THAT NO WEBHOOK SPOKE OF === #

    def _note_gaps(self, orders):
        """Remember the changes that only the sweep saw so far.

        Not when we did not look for a while: we may have been unable to listen.

        :param orders: ``bigcommerce.order`` records, new or changed
        """
        since = self.orders_last_look
        now = fields.Datetime.now()
        if self.webhook_mode != "webhook" or not since or now - since > _GRACE:
            return
        heard = self._webhooks_since(orders, since)
        self.env["bigcommerce.webhook.gap"].create(
            [
                {
                    "store_id": self.id,
                    "order_id": order.id,
                    "unseen_until": since,
                    "seen_on": now,
                }
                for order in orders
                if order.external_id not in heard
            ]
        )

    def _judge_gaps(self):
        """After some minutes: the webhook came after all, or it is missed."""
        gaps = self.env["bigcommerce.webhook.gap"].search(
            [
                ("store_id", "=", self.id),
                ("is_missed", "=", False),
                ("seen_on", "<=", fields.Datetime.now() - _GRACE),
            ]
        )
        if not gaps:
            return
        heard = gaps.filtered(
            lambda gap: (
                gap.order_id.external_id
                in self._webhooks_since(gap.order_id, gap.unseen_until)
            )
        )
        heard.unlink()
        (gaps - heard).is_missed = True
