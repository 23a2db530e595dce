"""The register of the web orders: one per store, location, currency; no cash."""

from odoo import Command, models
from odoo.exceptions import UserError


def _tender_names(env):
    """BigCommerce's tenders, in the language of ``env``.

    :return: name by key; the key is how an order's payments find their method
    """
    return {
        "online": "BigCommerce",
        "gift_certificate": env._("BigCommerce Gift Certificate"),
        "store_credit": env._("BigCommerce Store Credit"),
    }


class NewRegister:
    """Makes a store's register for a currency, with its journals and methods."""

    def __init__(self, store, currency):
        # Journals and registers need accounting rights that the person who connects a
        # store need not have.
        self.store = store.sudo().with_company(store.company_id)
        self.currency = currency
        self.env = self.store.env

    def make(self):
        store, currency = self.store, self.currency
        self._check_chart_of_accounts()
        is_company_currency = currency == store.company_id.currency_id
        journal_currency = False if is_company_currency else currency.id
        methods = self._create_payment_methods(journal_currency)
        methods += self._chosen_payment_methods()
        vals = {
            "name": self.env._("Web %s", self.store.name),
            "company_id": self.store.company_id.id,
            "bigcommerce_store_id": self.store.id,
            "picking_type_id": self.store.warehouse_id.pos_type_id.id,
            "payment_method_ids": [Command.set(methods.ids)],
            "use_pricelist": False,
            "iface_print_auto": False,
            "iface_tax_included": "total",
        }
        if not is_company_currency:
            journal = self._create_sales_journal()
            vals.update(
                name=f"{vals['name']} ({currency.name})",
                journal_id=journal.id,
                invoice_journal_id=journal.id,
                available_pricelist_ids=[Command.clear()],
                pricelist_id=False,
            )
        config = self.env["pos.config"].create(vals)
        if not config.invoice_journal_id:
            raise UserError(
                self.env._(
                    "%s has no sales journal. Set up its accounting first "
                    "(Invoicing → Configuration → Journals), then connect again.",
                    self.store.company_id.name,
                )
            )
        return config.sudo(False)

    def _check_chart_of_accounts(self):
        company_sudo = self.store.company_id.sudo()
        if not company_sudo.chart_template:
            raise UserError(
                self.env._(
                    "%s has no chart of accounts yet. Choose one under Invoicing → "
                    "Configuration → Settings, then connect again.",
                    self.store.company_id.name,
                )
            )

    def _create_payment_methods(self, journal_currency_id):
        """A payment method per tender, with a journal that no register shares."""
        methods = self.env["pos.payment.method"]
        Journal = self.env["account.journal"]
        for key, name in _tender_names(self.env).items():
            journal = Journal.create(
                {
                    "name": f"{name} {self.store.name}",
                    "type": "bank",
                    "code": Journal._bigcommerce_free_code(
                        "bank", self.store.company_id
                    ),
                    "company_id": self.store.company_id.id,
                    "currency_id": journal_currency_id,
                    "show_on_dashboard": False,
                }
            )
            methods += methods.create(
                {
                    "name": name,
                    "company_id": self.store.company_id.id,
                    "journal_id": journal.id,
                    "bigcommerce_tender": key,
                }
            )
        self._translate_names(methods)
        return methods

    def _translate_names(self, methods):
        """Whoever makes the register, a scheduled action perhaps: each user reads the
        methods and their journals in the language that he or she has.
        """
        for lang, _name in self.env["res.lang"].get_installed():
            translated = methods.with_context(lang=lang)
            names = _tender_names(translated.env)
            for method in translated:
                method.name = names[method.bigcommerce_tender]
                method.journal_id.name = f"{method.name} {self.store.name}"

    def _chosen_payment_methods(self):
        """What the owner's table names: a register at another location has them too.

        :return: pos.payment.method, of the registers of this currency
        """
        registers = self.store.config_ids.filtered(
            lambda config: config.currency_id == self.currency
        )
        chosen = self.store.payment_method_ids.pos_payment_method_id
        # Each register has the connector's own already, and no cash.
        return (chosen & registers.payment_method_ids).filtered(
            lambda method: not (method.bigcommerce_tender or method.is_cash_count)
        )

    def _create_sales_journal(self):
        Journal = self.env["account.journal"]
        return Journal.create(
            {
                "name": self.env._("BigCommerce Sales (%s)", self.currency.name),
                "type": "sale",
                "code": Journal._bigcommerce_free_code("sale", self.store.company_id),
                "company_id": self.store.company_id.id,
                "currency_id": self.currency.id,
                "show_on_dashboard": False,
            }
        )


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _get_register(self, currency):
        """The register for a currency at the store's location, made when missing.

        :return: pos.config
        """
        self.ensure_one()
        register = self._current_registers().filtered(
            lambda config: config.currency_id == currency
        )
        return register[:1] or NewRegister(self, currency).make()
