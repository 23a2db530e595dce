"""Channels and statuses that are made on BigCommerce after Connect.

The daily check reads both. An order may be faster: its channel is known from then on by
its number, and the check is asked to learn its name.
"""

from odoo import models


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
