from odoo import api, fields, models


class BigcommerceStore(models.Model):
    """The flows of a store; each is a record, see ``bigcommerce_flow.py``."""

    _inherit = "bigcommerce.store"

    flow_ids = fields.One2many(
        "bigcommerce.flow", "store_id", "Flows", readonly=True, copy=False
    )
    last_error = fields.Text(
        compute="_compute_last_error",
        help="The problem that keeps part of the work from being done. It is "
        "retried automatically, and the message disappears when that succeeds.",
    )

    @api.depends("flow_ids.message", "flow_ids.delivery_message")
    def _compute_last_error(self):
        for store in self:
            messages = store.flow_ids.mapped("message")
            messages += store.flow_ids.mapped("delivery_message")
            store.last_error = "\n".join(dict.fromkeys(filter(None, messages))) or False

    def _create_flows(self):
        """Make the records of flows that lack."""
        flow_sudo = self.env["bigcommerce.flow"].sudo()  # only the connector makes them
        kinds = flow_sudo._fields["kind"].get_values(self.env)
        flow_sudo.create(
            [
                {"store_id": store.id, "kind": kind}
                for store in self
                for kind in kinds
                if kind not in store.sudo().flow_ids.mapped("kind")
            ]
        )

    def _flow(self, kind):
        """The record of a flow, for the connector's own use.

        :param str kind: as ``bigcommerce.flow`` has them
        :return: a ``bigcommerce.flow``, as the system
        """
        self.ensure_one()
        return self.sudo().flow_ids.filtered(lambda flow: flow.kind == kind)

    def _trigger_flow(self, kind, after=0):
        """Ask for a run of a flow, ``after`` so many seconds."""
        for store in self:
            store._flow(kind)._trigger(after)
