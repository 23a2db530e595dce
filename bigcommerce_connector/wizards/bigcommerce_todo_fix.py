"""The buttons of the To Do page: each settles a row where something can, or leads to
where a person does.
"""

from odoo import models

from ..models.notification import notification

# What is deleted, changed or stopped there, or not collected, a person decides about,
# row by row.
_DECIDED = ("gone", "changed_there", "paused", "not_collected", "refunded_twice")


class BigcommerceTodo(models.Model):
    _inherit = "bigcommerce.todo"

    # === OPEN === #

    def action_open(self):
        """The page of what needs a person."""
        self.ensure_one()
        if not self.exists():
            return self._settled()
        if self.cause == "changed_there":
            xmlid = "bigcommerce_connector.bigcommerce_drift_action"
            return self._open_list(xmlid, "mapping_id", self.mapping_id)
        if self.stock_drift_id:
            xmlid = "bigcommerce_connector.bigcommerce_stock_drift_action"
            return self._open_list(xmlid, "id", self.stock_drift_id)
        subject = self.order_id or self.mapping_id or self.session_id or self.store_id
        return _open(subject)

    def _open_list(self, xmlid, name, record):
        """A page with the rows of this record alone."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "domain": [(name, "=", record.id)]}

    # === SETTLE === #

    def action_fix(self):
        """What settles it, see ``REMEDIES``.

        :raise AccessError: for whoever may not change the store
        """
        self.ensure_one()
        if not self._to_settle():
            return self._settled()
        if self.remedy == "choose_product":
            return self.env["bigcommerce.order.choose"]._open(self.order_id)
        if self.remedy == "refund":
            return self._refund()
        if self.remedy == "open_there":
            return (self.order_id or self.mapping_id).action_open_on_bigcommerce()
        if self.remedy == "edit_product":
            return _open(self.mapping_id.product_tmpl_id)
        if self.remedy == "link":
            return self._link()
        if self.remedy == "create_there":
            self.mapping_id.action_requeue()
            return self._tried(self)
        if self.remedy in ("compare", "open"):
            return self.action_open()
        return self.action_retry()

    def action_unlink_remote(self):
        """Let BigCommerce's products go."""
        rows = self._to_settle()
        if not rows:
            return self._settled()
        rows.mapping_id.action_unlink_remote()
        return notification(self.env._("No longer linked: %s.", len(rows)))

    def _refund(self):
        xmlid = "bigcommerce_connector.bigcommerce_order_refund_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "context": {"default_order_id": self.order_id.id}}

    def _link(self):
        xmlid = "bigcommerce_connector.bigcommerce_product_link_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "context": {"active_id": self.mapping_id.id}}

    # === TRY AGAIN === #

    def action_retry(self):
        """Try these again: read the orders, send the products and the stock, run what
        failed. What only a person can settle stays.

        :raise AccessError: for whoever may not change the store
        """
        rows = self._to_settle()
        if not rows:
            return self._settled()
        waiting = rows.filtered(lambda row: row.cause not in _DECIDED)
        if not waiting:
            text = self.env._("None of these can be tried again: they need a decision.")
            return notification(text)
        shipments = waiting.filtered(lambda row: row.cause == "shipment_refused")
        shipments.order_id.shipment_ids.action_send_again()
        pickups = waiting.filtered(lambda row: row.cause == "pickup_refused")
        pickups.order_id.pickup_ids.action_send_again()
        refunds = waiting.filtered(lambda row: row.cause == "refund_refused")
        refunds.order_id.refund_ids._asked_for().action_send_again()
        statuses = waiting.filtered(lambda row: row.cause == "status_refused")
        statuses.order_id.status_update_ids.action_send_again()
        orders = (waiting - shipments - refunds - pickups - statuses).order_id
        if orders:
            told = orders.action_resync()
            if all(row.order_id for row in waiting):
                return notification(told["params"]["message"])
        if waiting.mapping_id:
            waiting.mapping_id.action_requeue()
        if waiting.stock_drift_id:
            waiting.stock_drift_id.action_send()
        flows = waiting.flow_id
        for store in waiting.session_id.config_id.bigcommerce_store_id:
            flows |= store._flow("sessions")
        if flows:
            flows.action_run_now()
        return self._tried(waiting)

    def action_retry_alike(self):
        """Try all of the store again that have this cause."""
        self.ensure_one()
        if not self._to_settle():
            return self._settled()
        alike = [("store_id", "=", self.store_id.id), ("cause", "=", self.cause)]
        return self.search(alike).action_retry()

    # === WHAT PEOPLE ARE TOLD === #

    def _to_settle(self):
        """Those of these rows that are not settled meanwhile.

        :raise AccessError: for whoever may not change their stores
        """
        rows = self.exists()
        rows.store_id.check_access("write")
        return rows

    def _settled(self):
        return notification(self.env._("This is settled by now."))

    def _tried(self, rows):
        return notification(
            self.env._(
                "Tried again in a moment: %s. What is settled leaves this page.",
                len(rows),
            )
        )


def _open(record):
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "view_mode": "form",
    }
