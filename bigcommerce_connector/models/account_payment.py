from odoo import api, models


class AccountPayment(models.Model):
    """Payments that a session of a web register makes when it is closed."""

    _inherit = "account.payment"

    @api.model_create_multi
    def create(self, vals_list):
        """They are of the session's day, as its entry is."""
        return super().create([self._bigcommerce_vals(vals) for vals in vals_list])

    def _bigcommerce_vals(self, vals):
        session = self.env["pos.session"].browse(vals.get("pos_session_id") or [])
        if not session.config_id.bigcommerce_store_id:
            return vals
        day = session._bigcommerce_business_date()
        vals = {"date": day, **vals} if day else vals
        receivable = vals.get("force_outstanding_account_id")
        if receivable and not vals.get("destination_account_id"):
            # Given back to a customer by name: Odoo swaps the accounts, and there is
            # none where the payment method has none of its own
            # (point_of_sale/models/pos_session.py, ``_create_split_account_payment``).
            vals = {
                **vals,
                "payment_type": "outbound",
                "destination_account_id": receivable,
                "force_outstanding_account_id": False,
            }
        return vals

    def write(self, vals):
        """Money given back, on balance, leaves the bank and settles the receivable.

        Odoo swaps both accounts of such a payment, and the change of its direction then
        computes one of them anew: the entry is missing, and the receivable stays open
        (point_of_sale/models/pos_session.py, ``_create_combine_account_payment``).
        """
        payment = self if len(self) == 1 else self.browse()
        is_turned = (
            vals.get("payment_type") == "outbound"
            and "destination_account_id" in vals
            and payment.pos_session_id.config_id.bigcommerce_store_id
        )
        if not is_turned:
            return super().write(vals)
        receivable = payment.destination_account_id
        super().write({"payment_type": "outbound"})
        outstanding = (
            payment.pos_payment_method_id.outstanding_account_id
            or payment._get_outstanding_account("outbound")
        )
        return super().write(
            {
                "outstanding_account_id": outstanding.id,
                "destination_account_id": receivable.id,
            }
        )
