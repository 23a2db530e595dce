"""Addresses of a contact: what a shopper typed never overwrites what people keep.

One that differs becomes a delivery address of the contact.

A customer who changes the account on BigCommerce has the contact follow, but only as
far as nobody changed it in Odoo: what it has must still be what the account's order
before said. Guests and new accounts change nothing: anyone can name an e-mail address.
"""

from odoo.fields import Domain

from ....mappers.customer import read_customer, same_texts
from ..shared import once

_PLACE = ("street", "street2", "city", "zip")


class Addresses:
    """The billing and the delivery address of a customer, at the contact."""

    def __init__(self, order, customer):
        """
        :param order: ``bigcommerce.order``
        :param Customer customer: from the mapper
        """
        self.order, self.env = order, order.env
        self.customer = customer

    def prepare(self, address):
        """Values of a contact, from an address of the mapper."""
        country, state = self._find_place(address)
        return {
            "name": address.name,
            "email": address.email,
            "phone": address.phone,
            "street": address.street,
            "street2": address.street2,
            "city": address.city,
            "zip": address.zip,
            "country_id": country.id,
            "state_id": state.id,
        }

    def _find_place(self, address):
        """:return: (res.country, res.country.state), as far as they are known"""
        Country, State = self.env["res.country"], self.env["res.country.state"]
        # BigCommerce may know a country by a code that Odoo does not have.
        for field, value in (("code", address.country_code), ("name", address.country)):
            domain = Domain(field, "=", value)
            states = State.browse()
            if value and address.state:
                # In one query, with their country, and without fetching other columns.
                states = once(
                    self.env,
                    ("states", field, value),
                    lambda domain=domain: State.search_fetch(
                        Domain("country_id", "any", domain),
                        ["name", "code", "country_id"],
                    ),
                )
            country = states.country_id[:1]
            if value and not country:
                country = Country.search(domain, limit=1)
            if country:
                break
        state = once(
            self.env,
            ("state", country.id, address.state),
            lambda: _find_state(states, address.state),
        )
        return country, state

    def fill(self, partner):
        """Give a contact without any address the billing address.

        Those with a login keep their address themselves, children have their parent's.
        """
        address = self.customer.billing
        is_known = any(partner[part] for part in _PLACE)
        if is_known or address.is_empty or partner.parent_id or partner.user_ids:
            return
        vals = self.prepare(address)
        if partner.country_id.id in (False, vals["country_id"]):
            partner.write(
                {part: vals[part] for part in (*_PLACE, "state_id", "country_id")}
            )

    def get_delivery(self, partner, address):
        """Where goods go: the contact, a delivery address of it, or a new one.

        :param Address address: from the mapper; None: nothing is shipped
        """
        customer = self.customer
        if not address:
            return partner
        vals = self.prepare(address)
        # Odoo keeps no company on the address of another contact.
        company_name = address.company_name
        if company_name and not same_texts(
            [company_name], [customer.billing.company_name]
        ):
            vals["name"] = f"{company_name}, {address.name}"
        if _is_same_address(partner, vals):
            return partner
        for known in partner.child_ids:
            if known.type == "delivery" and _is_same_address(known, vals):
                return known
        return partner.with_context(tracking_disable=True).create(
            {
                **vals,
                "type": "delivery",
                "parent_id": partner.id,
                "company_id": partner.company_id.id,
                "lang": partner.lang,
            }
        )

    # === A CUSTOMER CHANGES THE ACCOUNT === #

    def follow_account(self, partner):
        """Write the new e-mail address, phone number and address to the contact.

        Those with a login keep their details themselves, children have their parent's.
        """
        billing = self.customer.billing
        if partner.parent_id or _is_up_to_date(partner, billing):
            return
        before = self._find_billing_before(partner)
        if not before or partner.user_ids:
            return
        old = self.prepare(before)
        new = self.prepare(billing)
        vals = {
            name: new[name]
            for name in ("email", "phone")
            if new[name] and same_texts([partner[name]], [old[name]])
        }
        old["name"] = partner.name  # of the person, not of the place
        if not billing.is_empty and _is_same_address(partner, old):
            vals |= {name: new[name] for name in (*_PLACE, "state_id", "country_id")}
        partner.write(vals)

    def _find_billing_before(self, partner):
        """The billing address of the customer's order before this one.

        :return: mapper's Address; None for the account's first order, and for one that
            is older than what was posted already
        """
        order = self.order
        latest = order.search(
            [
                ("store_id", "=", order.store_id.id),
                ("partner_id", "=", partner.id),
                ("id", "!=", order.id),
            ],
            order="date_created desc, id desc",
            limit=1,
        )
        if not latest or latest.date_created > order.date_created:
            return None
        before = read_customer(latest.sudo().payload)  # system field
        return (
            before.billing if before.external_id == self.customer.external_id else None
        )


def _find_state(states, text):
    return states.filtered(
        lambda state: (
            same_texts([state.name], [text]) or same_texts([state.code], [text])
        )
    )[:1]


def _is_same_address(partner, vals):
    texts = ("name", *_PLACE)
    return (
        same_texts([partner[text] for text in texts], [vals[text] for text in texts])
        and partner.country_id.id == vals["country_id"]
        and partner.state_id.id == vals["state_id"]
    )


def _is_up_to_date(partner, billing):
    texts = ("email", "phone", *_PLACE)
    return same_texts(
        [partner[text] for text in texts],
        [getattr(billing, text) for text in texts],
    )
