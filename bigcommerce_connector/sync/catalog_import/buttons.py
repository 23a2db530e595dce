"""What people do with an import: stop it, go on, carry out what a dry run listed."""

from odoo import models

from .start import add_import, run_imports


class BigcommerceImport(models.Model):
    _inherit = "bigcommerce.import"

    def action_stop(self):
        """Read no more; what was imported stays.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        jobs_sudo = self.sudo()  # only the connector writes them
        running_sudo = jobs_sudo.filtered(lambda job: job.state == "running")
        for job in running_sudo:
            job.store_id.message_post(body=self.env._("Stopped: %s.", job.progress))
        running_sudo.state = "stopped"
        return True

    def action_continue(self):
        """Go on where it was stopped.

        :raise AccessError: for whoever may not change the store
        """
        self.store_id.check_access("write")
        jobs_sudo = self.sudo()  # only the connector writes them
        jobs_sudo.filtered(lambda job: job.state == "stopped").state = "running"
        for store in self.store_id:
            run_imports(store)
        return True

    def action_import(self):
        """Carry out what this dry run has listed, and what came since.

        :raise AccessError: for whoever may not change the store
        """
        self.ensure_one()
        self.store_id.check_access("write")
        return add_import(self.store_id, self._choices()).action_open()

    def action_open(self):
        """The page of this import."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import from BigCommerce"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def _choices(self):
        """What was chosen for it, for another import of the same.

        :rtype: dict
        """
        names = ("scope", "scope_names", "categories", "stock")
        names += ("with_images", "with_modifiers")
        return {**{name: self[name] for name in names}, "queue": self.chosen}

    def _conclude(self):
        """Everything is read: say on the store's page what became of it."""
        self.ensure_one()
        if self.is_dry_run:
            return
        self.store_id.message_post(
            body=self.env._(
                "Import from BigCommerce: %(created)s products created, %(linked)s "
                "linked, %(known)s linked before, %(conflicts)s in conflict.",
                created=self.created_count,
                linked=self.linked_count,
                known=self.known_count,
                conflicts=self.conflict_count,
            )
        )
