"""What people do about which product of BigCommerce a product is."""

from odoo import models


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def action_requeue(self):
        """Look at these products again at the next run, whatever was sent before.

        What is not on BigCommerce any more is created there. Fields that staff changed
        there wait for a decision all the same.
        """
        self.write(
            {
                "state": "pending",
                "is_requeued": True,
                "retry_at": False,
                "message": False,
                "problem_code": False,
                "options_hash": False,
                "modifiers_hash": False,
                "held_price": False,
                "is_absent": False,
                "is_deleted": False,
                "is_unlinked": False,
                "chosen_external_id": False,
                "visibility_message": False,
            }
        )
        self.variant_ids.stock_message = False
        self._forget_accepted()
        self._tell(self.env._("Requeued."))
        for store in self.store_id:
            store._trigger_flow("catalog")

    def _forget_accepted(self):
        """All is sent again, but for what staff changed and nobody decided about."""
        undecided = self._undecided_values()
        self.accepted_values = self.variant_ids.accepted_values = False
        for owner, values in undecided.items():
            owner.accepted_values = values
        images = self.drift_ids.filtered(lambda row: row.field == "images")
        (self - images.mapping_id)._requeue_images()
        images.mapping_id._retry_images()

    def _requeue_images(self):
        """What was refused is sent again; what was sent is looked for first."""
        self._retry_images()
        sent = self.image_ids.filtered(lambda row: not row.is_theirs)
        sent.filtered("external_id").is_uncertain = True

    def _retry_images(self):
        self.is_image_check_due = True
        sent = self.image_ids.filtered(lambda row: not row.is_theirs)
        again = sent.filtered(lambda row: row.message or not row.external_id)
        again |= sent.filtered(lambda row: row.res_model == "product.product")
        again.write({"checksum": False, "message": False})

    def action_match_again(self):
        """Look for these products on BigCommerce anew, by the rules of the store."""
        self.check_access("write")
        self._tell(self.env._("To be looked for on BigCommerce again."))
        self._forget_remote()
        self.is_unlinked = False
        self._queue()
        for store in self.store_id:
            store._trigger_flow("catalog")

    def action_unlink_remote(self):
        """Let BigCommerce's products go; nothing is changed there."""
        self.check_access("write")
        for mapping in self.filtered("external_id"):
            told = self.env._("Unlinked from “%s” on BigCommerce.", mapping.name)
            mapping._tell(told)
        self._forget_remote()
        self._queue()  # whatever was wrong with them is settled
        self.write(
            {
                "state": "skipped",
                "is_unlinked": True,
                "is_requeued": False,
                "is_image_check_due": False,
                "message": self.env._(
                    "%s has unlinked this product from BigCommerce: it is neither "
                    "updated nor created there. Choose Match Again, or Link to.",
                    self.env.user.name,
                ),
            }
        )
