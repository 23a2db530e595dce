"""Which contact a web order is for: by BigCommerce id, then e-mail, else created.

What a person keeps in Odoo is never overwritten by what a shopper typed: an address
that differs becomes a delivery address of the contact.
"""

from odoo import models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ....mappers.customer import read_customer, same_texts


class BigcommerceOrder(models.Model):
    _inherit = "bigcommerce.order"

    def _get_partner(self):
        """The contact for the order's next transaction, created when there is none.

        An order keeps the contact of its first transaction, or the one that a person
        chose there: its refunds are for the one who was invoiced.

        :return: res.partner; empty for a guest, where the owner wants no contact
        :raise SerializationFailure: another worker is creating the same contact
        """
        self.ensure_one()
        posted = self.pos_order_ids.sorted("bigcommerce_revision").partner_id[:1]
        if posted:
            self.partner_id = posted
            return posted
        customer = read_customer(self.sudo().payload)  # system field
        self.partner_id = self._find_contact(customer)
        if not self.partner_id:
            self.partner_id = self._create_contact(customer)
        elif not customer.is_guest:
            self._follow_account(self.partner_id, customer)
        if self.partner_id:
            self._fill_address(self.partner_id, customer.billing)
            self.partner_shipping_id = self._get_delivery(self.partner_id, customer)
        return self.partner_id

    # === FIND === #

    def _find_contact(self, customer):
        """The contact of this customer that a cashier of the company can read."""
        Partner = self.env["res.partner"]
        email = email_normalize(customer.billing.email)
        if customer.is_guest:
            if self.store_id.guest_contact == "none" or not email:
                return Partner
            return self._find_by_email(email)
        mapping = self._find_mapping(customer)
        partner = self._usable(mapping.partner_id)
        if not partner and email:
            partner = self._find_by_email(email)
            if partner:
                self._remember(customer, partner)
        return partner

    def _find_mapping(self, customer):
        return self.env["bigcommerce.customer"].search(
            [
                ("store_id", "=", self.store_id.id),
                ("external_id", "=", customer.external_id),
            ]
        )

    def _find_claim(self, email):
        Customer = self.env["bigcommerce.customer"]
        return Customer.search(
            [
                ("company_id", "=", self.company_id.id),
                ("email_key", "=", Customer._email_key(email)),
            ]
        )

    def _find_by_email(self, email):
        """The oldest contact with an e-mail address, no address of another contact.

        Colleagues and the company itself are left out: anyone can type their e-mail
        address at checkout, and where an employee lives is nobody's business.

        :param str email: normalized
        """
        domain = Domain(
            [
                ("email_normalized", "=", email),
                ("company_id", "in", [False, *self.company_id.parent_ids.ids]),
                ("partner_share", "=", True),
                ("ref_company_ids", "=", False),
            ]
        ) & (Domain("parent_id", "=", False) | Domain("type", "=", "contact"))
        found = self.env["res.partner"].search(domain, order="id", limit=1)
        # A contact whose e-mail address was changed in Odoo is still that customer's.
        return found or self._usable(self._find_claim(email).partner_id)

    def _usable(self, partner):
        """Archived, or moved to another company: not this store's customer any more."""
        return partner.filtered(
            lambda one: (
                one.active
                and (not one.company_id or one.company_id in self.company_id.parent_ids)
            )
        )

    # === CREATE === #

    def _create_contact(self, customer):
        """A new contact, under a row that only one worker can insert."""
        Partner = self.env["res.partner"]
        email = email_normalize(customer.billing.email)
        is_wanted = self.store_id.guest_contact == "create" and email
        if customer.is_guest and not is_wanted:
            return Partner
        claim = self.env["bigcommerce.customer"]
        if email:
            claim = self._find_claim(email) or claim._claim(
                self.store_id, email_key=claim._email_key(email)
            )
        partner = Partner.with_context(tracking_disable=True).create(
            {
                **self._prepare_address(customer.billing),
                "company_name": customer.billing.company_name,
                "company_id": self.company_id.id,
                "lang": self._find_lang(customer.locale),
            }
        )
        claim.partner_id = partner
        if not customer.is_guest:
            self._remember(customer, partner)
        return partner

    def _remember(self, customer, partner):
        """Map the customer's id to a contact."""
        mapping = self._find_mapping(customer) or self.env[
            "bigcommerce.customer"
        ]._claim(self.store_id, external_id=customer.external_id)
        mapping.partner_id = partner

    def _find_lang(self, locale):
        """The installed language that a shopper used, else the company's."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in installed:
            if locale and code.split("_")[0] == locale.replace("-", "_").split("_")[0]:
                return code
        return self.company_id.partner_id.lang or installed[0]

    # === ADDRESSES === #

    def _prepare_address(self, address):
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
                # With their country: in one query, and without what nobody asks for.
                states = State.search_fetch(
                    Domain("country_id", "any", domain), ["name", "code", "country_id"]
                )
            country = states.country_id[:1]
            if value and not country:
                country = Country.search(domain, limit=1)
            if country:
                break
        state = states.filtered(
            lambda state: (
                same_texts([state.name], [address.state])
                or same_texts([state.code], [address.state])
            )
        )[:1]
        return country, state

    def _fill_address(self, partner, address):
        """Give a contact without any address the billing address.

        Those with a login keep their address themselves, children have their parent's.
        """
        place = ("street", "street2", "city", "zip")
        is_known = any(partner[part] for part in place)
        if is_known or address.is_empty or partner.parent_id or partner.user_ids:
            return
        vals = self._prepare_address(address)
        if partner.country_id.id in (False, vals["country_id"]):
            partner.write(
                {part: vals[part] for part in (*place, "state_id", "country_id")}
            )

    def _get_delivery(self, partner, customer):
        """Where the goods go: the contact, a delivery address of it, or a new one."""
        address = customer.delivery
        if not address:
            return partner
        vals = self._prepare_address(address)
        # Odoo keeps no company on the address of another contact.
        company_name = address.company_name
        if company_name and not same_texts(
            [company_name], [customer.billing.company_name]
        ):
            vals["name"] = f"{company_name}, {address.name}"
        if self._is_same_address(partner, vals):
            return partner
        for known in partner.child_ids:
            if known.type == "delivery" and self._is_same_address(known, vals):
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

    def _is_same_address(self, partner, vals):
        texts = ("name", "street", "street2", "city", "zip")
        return (
            same_texts(
                [partner[text] for text in texts], [vals[text] for text in texts]
            )
            and partner.country_id.id == vals["country_id"]
            and partner.state_id.id == vals["state_id"]
        )
