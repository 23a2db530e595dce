"""Which web orders are ours to import, to change and to post.

Historical are orders created before the Order Sync Start Date or, where that is off,
before Connect; some of the latter are known anyway: they were open at Connect, or
somebody asked for them. Everything that is left out says why, and is taken up as soon
as the cause is gone.
"""

from odoo import fields, models

from .post.products import ProductFinder
from .read.backfill import add_open_orders, hold_open_orders
from .read.frozen import thaw
from .read.snapshot import write_snapshots
from .shared import once, shared_by

_SWITCHES = {
    "order_sync",
    "order_sync_start_date_enabled",
    "order_sync_start_date",
}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    # === LIMITS === #

    def _orders_limit(self):
        """Orders created before this moment (naive UTC) are historical."""
        if self.order_sync_start_date_enabled:
            return self.order_sync_start_date
        return self.connected_on

    def _is_historical(self, created):
        """Whether an order is too old to be synced, by the second it was created.

        :param datetime created: naive UTC
        """
        return created < self._orders_limit()

    def _is_in_scope(self, created, order):
        """Whether an order may be imported, or changed when it is known.

        :param datetime created: naive UTC
        :param order: its ``bigcommerce.order``, or an empty one
        """
        if not self._is_historical(created) or order.is_recovered:
            return True
        return bool(order) and not self.order_sync_start_date_enabled

    # === SWITCHES THAT ARE MOVED === #

    def _values_before(self, vals):
        before = super()._values_before(vals)
        if _SWITCHES & vals.keys():
            before["order_sync"] = self.order_sync
            before["orders_limit"] = self._orders_limit()
        return before

    def _follow_changes(self, before):
        result = super()._follow_changes(before)
        if self.order_sync and not before.get("order_sync", True):
            self._rescope_orders("order_sync")
        limit = before.get("orders_limit")
        if limit and self._orders_limit() != limit:
            _move_limit(self, limit)
        return result


def _move_limit(store, before):
    """Read what is ours from now on, and what no longer is no more.

    While the store is not connected that has to wait for Connect.
    """
    if store.state == "draft":
        if store.connected_on:  # before the first Connect nothing was read
            store.orders_limit_before = store.orders_limit_before or before
        return
    now = store._orders_limit()
    if store.order_sync_start_date_enabled:
        hold_open_orders(store)
    else:
        add_open_orders(store)
    if now < before:
        _widen_scope(store, before)
    elif now > before:
        running = store.backfill_ids.filtered(lambda job: job.state == "running")
        running.sudo()._follow_limit(now)  # the connector's own records
    if now > before or store.order_sync_start_date_enabled:
        store._rescope_orders("waiting")


def catch_up_with_limit(store):
    """At Connect: the start date may have been moved since Disconnect."""
    before = store.orders_limit_before
    if before:
        store.orders_limit_before = False
        _move_limit(store, before)
    elif "hold" not in store.backfill_ids.mapped("mode"):
        hold_unread_orders(store)


def hold_unread_orders(stores):
    """Those with a start date may hold nothing yet: from before Odoo could."""
    for store in stores.filtered("order_sync_start_date_enabled"):
        hold_open_orders(store)


def _widen_scope(store, limit):
    """The limit was moved back: orders in between are historical no longer."""
    now = store._orders_limit()
    store._rescope_orders("start_date")
    store._add_backfill(now, limit, "both").is_of_start_date = True
    store.message_post(
        body=store.env._(
            "Orders created from %(start)s to %(end)s (UTC) are now within the "
            "Order Sync Start Date and are being read.",
            start=fields.Datetime.to_string(now),
            end=fields.Datetime.to_string(limit),
        )
    )


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _exclusion_reason(self):
        """Why nothing is posted for this order now; False when it is ours to post."""
        store = self.store_id
        if not self.is_recovered:
            is_old = store._is_historical(self.date_created)
            if is_old and (
                store.order_sync_start_date_enabled or self._was_of_start_date()
            ):
                return "start_date"
            if self.is_record_only:
                return "record"
            channel = self._find_channel()
            is_on = not channel or channel.import_orders
            if not is_on and not self.pos_order_ids:
                return "channel"
        return False if store.order_sync else "order_sync"

    def _was_of_start_date(self):
        """Read because of a start date that was switched off before it was posted."""
        return self.is_of_start_date and not self.pos_order_ids

    def _apply_scope(self):
        """Mark the order as excluded, or as ours again.

        :return: whether it is compared now
        :rtype: bool
        """
        if self.is_skipped:
            self.needs_sync = False
            return False
        self._store_channel()
        cause = self._exclusion_reason()
        if cause:
            self._exclude(cause)
            return False
        if self.frozen_on:
            thaw(self)
        if self.exclusion_reason:
            self.exclusion_reason = False
            if not self.pos_order_ids and self.state == "skipped":
                self.state = "pending"
        return True

    def _store_channel(self):
        if self.channel_id:
            return
        number = self._channel_number()
        if number:
            known = self._find_channel()
            self.channel_id = known or self.store_id._learn_channel(number)

    def _find_channel(self):
        """The order's channel; none while BigCommerce has not told of it yet."""
        number = not self.channel_id and self._channel_number()
        if not number:
            return self.channel_id
        domain = [("store_id", "=", self.store_id.id), ("external_id", "=", number)]
        channels = self.env["bigcommerce.channel"]
        return once(
            self.env, ("channel", number), lambda: channels.search_fetch(domain)
        )

    def _channel_number(self):
        payload = self.sudo().payload or {}  # system field
        return str(payload.get("channel_id") or "")

    def _exclude(self, cause):
        """Keep the order without posting; what is posted already stays as it is."""
        vals = {"exclusion_reason": cause, "needs_sync": False}
        if cause == "start_date" and self.pos_order_ids:
            self.write(vals)
            return
        if not self.pos_order_ids:
            vals["state"] = "pending" if cause == "order_sync" else "skipped"
            vals["message"] = self._exclusion_message(cause)
        try:
            snapshot = self._read_snapshot()
        except ValueError:
            if cause == "order_sync":
                raise
        else:
            write_snapshots({self: snapshot})
            self._match_products(snapshot.web)
        self.write(vals)

    def _match_products(self, web):
        """Stock counts what BigCommerce holds for orders, posted or not.

        What BigCommerce itself took or gave back for them is sent anew.
        """
        lines = self.line_ids.filtered(
            lambda line: not line.product_id and line.key in web.items
        )
        if lines:
            # What is no product of ours is none of our stock.
            found, _problems = ProductFinder(self, may_create=False).find(
                [web.items[line.key] for line in lines]
            )
            for line in lines:
                line.product_id = found.get(line.key)
        shared = shared_by(self.env)
        if shared:
            shared.voided.update(self.line_ids.product_id.ids)
        else:
            self.store_id._void_acknowledged(self.line_ids.product_id)
