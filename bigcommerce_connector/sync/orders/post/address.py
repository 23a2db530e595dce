"""A customer changes the account on BigCommerce: the contact follows.

Only as far as nobody changed the contact in Odoo: what it has must still be what the
account's order before said. Guests and new accounts change nothing: anyone can name an
e-mail address.
"""

from odoo import models

from ....mappers.customer import read_customer, same_texts

_PLACE = ("street", "street2", "city", "zip")


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _follow_account(self, partner, customer):
        """Write the new e-mail address, phone number and address to the contact.

        Those with a login keep their details themselves, children have their parent's.

        :param customer: mapper's Customer, with an account
        """
        if partner.parent_id or self._is_up_to_date(partner, customer.billing):
            return
        before = self._find_billing_before(partner, customer)
        if not before or partner.user_ids:
            return
        old = self._prepare_address(before)
        new = self._prepare_address(customer.billing)
        vals = {
            name: new[name]
            for name in ("email", "phone")
            if new[name] and same_texts([partner[name]], [old[name]])
        }
        old["name"] = partner.name  # of the person, not of the place
        if not customer.billing.is_empty and self._is_same_address(partner, old):
            vals |= {name: new[name] for name in (*_PLACE, "state_id", "country_id")}
        partner.write(vals)

    def _is_up_to_date(self, partner, billing):
        texts = ("email", "phone", *_PLACE)
        return same_texts(
            [partner[text] for text in texts],
            [getattr(billing, text) for text in texts],
        )

    def _find_billing_before(self, partner, customer):
        """The billing address of the customer's order before this one.

        :return: mapper's Address; None for the account's first order, and for one that
            is older than what was posted already
        """
        latest = self.search(
            [
                ("store_id", "=", self.store_id.id),
                ("partner_id", "=", partner.id),
                ("id", "!=", self.id),
            ],
            order="date_created desc, id desc",
            limit=1,
        )
        if not latest or latest.date_created > self.date_created:
            return None
        before = read_customer(latest.sudo().payload)  # system field
        return before.billing if before.external_id == customer.external_id else None
