"""The scheduled actions of the flows: made at Connect, and kept while connected."""

from odoo import api, models

# flow → how its scheduled action is called, minutes between two runs when nobody
# triggers it
ACTIONS = {
    "orders": ("orders", 2),
    "stock": ("stock", 1),
    "catalog": ("catalog", 1),
    "import": ("product import", 60),
    "sessions": ("web register", 10),
    "webhooks": ("webhooks", 24 * 60),
    "checks": ("checks", 24 * 60),
    "fulfillment": ("fulfillment", 10),
}


class BigcommerceFlow(models.Model):
    _inherit = "bigcommerce.flow"

    def _create_crons(self):
        """Make the scheduled actions that lack, and switch on those that are off.

        :return: the names of those that somebody, or Odoo, had switched off
        """
        revived = []
        for flow in self.sudo():  # scheduled actions are the system's
            label, minutes = ACTIONS[flow.kind]
            name = f"BigCommerce {flow.store_id.store_hash}: {label}"
            cron = flow.cron_id
            if not cron:
                flow.cron_id = (
                    self.env["ir.cron"]
                    .sudo()
                    .create(
                        {
                            "name": name,
                            "model_id": self.env["ir.model"]._get_id(self._name),
                            "state": "code",
                            "code": f"model.browse({flow.id})._cron_run()",
                            "user_id": self.env.ref("base.user_root").id,
                            "interval_number": minutes,
                            "interval_type": "minutes",
                            "active": True,
                        }
                    )
                )
            elif not cron.active or cron.name != name:
                # One that is running just now could not be written to.
                revived += [] if cron.active else [label]
                cron.write({"name": name, "active": True})
        return revived

    @api.autovacuum
    def _reactivate_crons(self):
        """Once a day: Odoo switches off what fails, or is killed, for days."""
        for store in self.env["bigcommerce.store"].search(
            [("connected_on", "!=", False)]
        ):
            if store._is_copied_database():
                continue
            store._create_flows()
            # The books of a day are closed whatever happens to the store.
            is_live = store.state == "live"
            flows = store.flow_ids if is_live else store._flow("sessions")
            revived = flows._create_crons()
            if revived:
                _notify_reactivated(store, revived)


def _notify_reactivated(store, names):
    sentences = [
        store.env._(
            "Scheduled actions of this store were switched off and have been "
            "switched on again: %s. Odoo switches them off when they fail for days; "
            "its log has the cause.",
            ", ".join(names),
        )
    ]
    if store.state == "live":
        sentences.append(store.env._("To stop the store, pause it."))
    store.message_post(body=" ".join(sentences), subtype_xmlid="mail.mt_comment")
