"""Channels and statuses that are made on BigCommerce after Connect.

The daily check reads both. An order may be faster: its channel is known from then on by
its number, and the check is asked to learn its name.
"""

from odoo import models


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_webhooks(self):
        """The daily check: webhooks first, then what merchants add now and then."""
        result = super()._sync_webhooks()
        with self._client() as client:
            self._read_channels(client)
            self._read_statuses(client)
        return result

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


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _note_channel(self):
        result = super()._note_channel()
        external_id = (self.sudo().payload or {}).get("channel_id")
        if external_id and not self.channel_id:
            self.channel_id = self.store_id._learn_channel(str(external_id))
        return result
