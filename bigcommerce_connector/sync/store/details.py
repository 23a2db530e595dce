"""What BigCommerce says of the store: merchant, locations, channels, statuses.

Read at Connect and when somebody asks; the daily check reads channels and statuses
again. An order may be faster than it: its channel is known from then on by its number,
and the check is asked to learn its name.
"""

from odoo import models
from odoo.exceptions import UserError

from ...mappers.store import channel_values, location_values, store_values

# BigCommerce's own word for the status of a channel that is no more.
CHANNEL_DELETED = "deleted"


class StoreDetails:
    """What BigCommerce tells of a store, written down with it."""

    def __init__(self, store, client):
        self.store = store
        self.client = client
        self.env = store.env

    def read_all(self):
        """Everything, as at Connect.

        :raise UserError: with what to do, when it is not the store that is meant
        """
        information = self.client.store_information.get()
        if str(information.get("id")) != self.store.store_hash:
            raise UserError(
                self.env._(
                    "The access token belongs to store %(other)s, not to %(mine)s. "
                    "Copy the Store# and the access token from the same API account.",
                    other=information.get("id"),
                    mine=self.store.store_hash,
                )
            )
        vals = store_values(information, self.client.settings.inventory())
        vals["currency_id"] = self._find_currency(vals.pop("currency_code")).id
        self.store.write(vals)
        self.read_locations()
        self.read_channels()
        self.read_statuses()
        default = self.store.location_ids.filtered("is_default")
        if default and not self.store.location_ids.warehouse_id:
            default.warehouse_id = self.store.warehouse_id

    def _find_currency(self, code):
        currency = (
            self.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", code)])
        )
        if not currency.active:
            raise UserError(
                self.env._(
                    "The store sells in %s, which is not active in Odoo. Activate "
                    "this currency under Invoicing → Configuration → Currencies, "
                    "then connect again.",
                    code,
                )
            )
        return currency

    def read_locations(self):
        gone = self._update_children(
            "bigcommerce.location", map(location_values, self.client.locations.list())
        ).filtered("enabled")
        if gone:
            gone.enabled = False
            self.store.message_post(
                body=self.env._(
                    "These locations no longer exist on BigCommerce: %s. Stock is "
                    "no longer published there. Under Locations & Channels, choose "
                    "whose stock the other locations show.",
                    ", ".join(gone.mapped("name")),
                ),
                subtype_xmlid="mail.mt_comment",
            )

    def read_channels(self):
        gone = self._update_children(
            "bigcommerce.channel", map(channel_values, self.client.channels.list())
        ).filtered(lambda channel: channel.status != CHANNEL_DELETED)
        if gone:
            gone.status = CHANNEL_DELETED
            self.store.message_post(
                body=self.env._(
                    "These channels no longer exist on BigCommerce: %s. Their "
                    "orders are kept.",
                    ", ".join(gone.mapped("name")),
                ),
                subtype_xmlid="mail.mt_comment",
            )

    def read_statuses(self):
        """Take over the store's statuses; the owner's policies are kept."""
        self._update_children(
            "bigcommerce.order.status",
            [
                {
                    "external_id": status["id"],
                    "name": status.get("custom_label") or status.get("name"),
                }
                for status in self.client.orders.statuses()
            ],
        )

    def _update_children(self, model, values):
        """Create or update records that BigCommerce lists, by their external id.

        :param str model: of records that belong to a store
        :param values: iterable of dicts, each with ``external_id``
        :return: the known records that BigCommerce does not list
        """
        records = self.env[model].search([("store_id", "=", self.store.id)])
        known = {record.external_id: record for record in records}
        for vals in values:
            record = known.pop(vals["external_id"], None)
            if record:
                record.write(vals)
            else:
                self.env[model].create({**vals, "store_id": self.store.id})
        return records.browse([record.id for record in known.values()])


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _learn_channel(self, external_id):
        """A channel that BigCommerce has not told us of yet.

        :param str external_id: its number, as an order names it
        :return: ``bigcommerce.channel``, as if listed: its orders are imported
        """
        self._trigger_flow("webhooks")
        return self.env["bigcommerce.channel"].create(
            {
                "store_id": self.id,
                "external_id": external_id,
                "name": self.env._("Channel %s", external_id),
            }
        )
