"""Which contact a web order is for: by BigCommerce id, then e-mail, else created.

Its addresses are in ``address.py``.
"""

from odoo import models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ....mappers.customer import delivery_addresses, read_customer
from ..shared import once, shared_by
from .address import Addresses
from .waiting import SHIPPED


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
        contact = CustomerContact(self)
        partner = contact.get()
        delivery = contact.customer.delivery
        vals = {
            "partner_id": partner.id,
            "delivery_address": delivery.one_line if delivery else False,
        }
        if partner:
            vals["partner_shipping_id"] = contact.get_delivery(partner, delivery).id
            if self.store_id.goods_leave == SHIPPED:
                vals["parcels"] = contact.find_parcels(partner)
        self.write(vals)
        return self.partner_id

    def _prepare_partner(self, customer):
        """Values of a new contact; the account's id is mapped to it afterwards.

        :param Customer customer: from the mapper
        :rtype: dict
        """
        return {
            **Addresses(self, customer).prepare(customer.billing),
            "company_name": customer.billing.company_name,
            "company_id": self.company_id.id,
        }


class CustomerContact:
    """Finds the contact of an order's customer, or creates it."""

    def __init__(self, order):
        self.order, self.env = order, order.env
        self.store, self.company = order.store_id, order.company_id
        self.customer = read_customer(order.sudo().payload)  # system field
        self.addresses = Addresses(order, self.customer)

    def get(self):
        """:return: res.partner; empty for a guest, where the owner wants no contact"""
        partner = self._find()
        if not partner:
            partner = self._create()
        elif not self.customer.is_guest:
            self.addresses.follow_account(partner)
        if partner:
            self.addresses.fill(partner)
        return partner

    def get_delivery(self, partner, address):
        return self.addresses.get_delivery(partner, address)

    def find_parcels(self, partner):
        """Where the goods of an order with several delivery addresses go.

        :return: as ``parcels`` of the order; False: it has one at most
        """
        addresses = delivery_addresses(self.order.sudo().payload)  # system field
        return len(addresses) > 1 and [
            [key, address.one_line, self.get_delivery(partner, address).id]
            for key, address in addresses
        ]

    # === FIND === #

    def _find(self):
        """The contact of this customer that a cashier of the company can read."""
        customer = self.customer
        Partner = self.env["res.partner"]
        email = email_normalize(customer.billing.email)
        if customer.is_guest:
            if self.store.guest_contact == "none" or not email:
                return Partner
            return self._find_by_email(email)
        mapping = self._find_mapping()
        partner = self._usable(mapping.partner_id)
        if not partner and email:
            partner = self._find_by_email(email)
            if partner:
                self._remember(partner)
        return partner

    def _find_mapping(self):
        domain = [
            ("store_id", "=", self.store.id),
            ("external_id", "=", self.customer.external_id),
        ]
        customers = self.env["bigcommerce.customer"]
        return once(
            self.env,
            ("customer", self.customer.external_id),
            lambda: customers.search(domain),
        )

    def _find_claim(self, email):
        Customer = self.env["bigcommerce.customer"]
        return Customer.search(
            [
                ("company_id", "=", self.company.id),
                ("email_key", "=", Customer._email_key(email)),
            ]
        )

    def _find_by_email(self, email):
        """The oldest contact with an e-mail address, no address of another contact.

        Colleagues and the company itself are left out: anyone can type their e-mail
        address at checkout, and where an employee lives is nobody's business.

        :param str email: normalized
        """
        partners = self.env["res.partner"]
        domain = Domain("email_normalized", "=", email) & _is_contact(self.company)
        found = once(
            self.env,
            ("contact", email),
            lambda: partners.search(domain, order="id", limit=1),
        )
        # A contact whose e-mail address was changed in Odoo is still that customer's.
        return found or self._usable(self._find_claim(email).partner_id)

    def _usable(self, partner):
        """Archived, or moved to another company: not this store's customer any more."""
        of_company = partner._check_company_domain(self.company)
        return partner.filtered("active").filtered_domain(of_company)

    # === CREATE === #

    def _create(self):
        """A new contact, under a row that only one worker can insert."""
        customer = self.customer
        Partner = self.env["res.partner"]
        email = email_normalize(customer.billing.email)
        is_wanted = self.store.guest_contact == "create" and email
        if customer.is_guest and not is_wanted:
            return Partner
        claim = self.env["bigcommerce.customer"]
        if email:
            claim = self._find_claim(email) or claim._claim(
                self.store, email_key=claim._email_key(email)
            )
        partner = Partner.with_context(tracking_disable=True).create(
            {
                **self.order._prepare_partner(customer),
                "lang": self._find_lang(customer.locale),
            }
        )
        claim.partner_id = partner
        if not customer.is_guest:
            self._remember(partner)
        return partner

    def _remember(self, partner):
        """Map the customer's id to a contact."""
        mapping = self._find_mapping() or self.env["bigcommerce.customer"]._claim(
            self.store, external_id=self.customer.external_id
        )
        mapping.partner_id = partner

    def _find_lang(self, locale):
        """The installed language that a shopper used, else the company's."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in installed:
            if locale and code.split("_")[0] == locale.replace("-", "_").split("_")[0]:
                return code
        return self.company.partner_id.lang or installed[0]


def find_customers(orders):
    """Find the customers of orders that share answers, as far as they are known.

    :param orders: ``bigcommerce.order`` of one store
    """
    answers = shared_by(orders.env).answers
    orders_sudo = orders.sudo()  # payloads are system fields
    customers = [read_customer(order_sudo.payload) for order_sudo in orders_sudo]
    emails = {email_normalize(customer.billing.email) for customer in customers}
    domain = Domain("email_normalized", "in", list(emails - {False}))
    domain &= _is_contact(orders.company_id)
    for partner in orders.env["res.partner"].search(domain, order="id"):
        answers.setdefault(("contact", partner.email_normalized), partner)
    numbers = {customer.external_id for customer in customers} - {""}
    mappings = orders.env["bigcommerce.customer"].search(
        [("store_id", "=", orders.store_id.id), ("external_id", "in", list(numbers))]
    )
    for mapping in mappings:
        answers["customer", mapping.external_id] = mapping


def _is_contact(company):
    """Contacts that a web order may be posted under, see ``_find_by_email``."""
    return (
        Domain(company.env["res.partner"]._check_company_domain(company))
        & Domain("partner_share", "=", True)
        & Domain("ref_company_ids", "=", False)
        & (Domain("parent_id", "=", False) | Domain("type", "=", "contact"))
    )
