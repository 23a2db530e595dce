"""The registers of the web orders: one per store, warehouse and currency; no cash.

Orders that the customer collects are posted in the register of the warehouse where they
are collected, all others in that of the warehouse that the store sells from.
"""

from odoo import Command, models
from odoo.exceptions import UserError

from ...models.chosen_methods import chosen_methods
from ...models.collected import warehouse_of


def _tender_names(env):
    """BigCommerce's tenders, in the language of ``env``.

    :return: name by key; the key is how an order's payments find their method
    """
    return {
        "online": "BigCommerce",
        "gift_certificate": env._("BigCommerce Gift Certificate"),
        "store_credit": env._("BigCommerce Store Credit"),
    }


def register_of(order):
    """The register in which an order's next transaction is posted.

    :param order: ``bigcommerce.order``
    :return: pos.config
    """
    return order.store_id._get_register(order.currency_id, warehouse_of(order))


class NewRegister:
    """Makes a store's register for a warehouse and a currency.

    It has the journals and payment methods of the store's other registers of this
    currency: what BigCommerce pays out is not told apart by where goods are collected.
    """

    def __init__(self, store, warehouse, currency):
        # Journals and registers need accounting rights that the person who connects a
        # store need not have.
        self.store = store.sudo().with_company(store.company_id)
        self.env = self.store.env
        self.warehouse = warehouse.with_env(self.env)
        self.currency = currency
        self.is_company_currency = currency == self.store.company_id.currency_id
        self.model = self._find_model()

    def _find_model(self):
        """Another register of this currency: the store's own, if there is one.

        :return: pos.config
        """
        others = self.store.config_ids.filtered(
            lambda config: config.currency_id == self.currency
        )
        own = self.store._registers_at(self.store.warehouse_id) & others
        return (own or others)[:1]

    def make(self):
        self._check_chart_of_accounts()
        methods = self._own_payment_methods()
        methods += chosen_methods(self.store, self.currency)
        vals = {
            "name": self._name(),
            "company_id": self.store.company_id.id,
            "bigcommerce_store_id": self.store.id,
            "picking_type_id": self.warehouse.pos_type_id.id,
            "payment_method_ids": [Command.set(methods.ids)],
            "use_pricelist": False,
            "iface_print_auto": False,
            "iface_tax_included": "total",
        }
        if not self.is_company_currency:
            vals.update(available_pricelist_ids=[Command.clear()], pricelist_id=False)
        vals.update(self._journals())
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

    def _name(self):
        name = self.env._("Web %s", self.store.name)
        if self.warehouse != self.store.warehouse_id:
            name = f"{name}, {self.warehouse.name}"
        return name if self.is_company_currency else f"{name} ({self.currency.name})"

    def _own_payment_methods(self):
        """A payment method per tender: those that there are, the others are made."""
        known = self.model.payment_method_ids.filtered("bigcommerce_tender")
        lacking = set(_tender_names(self.env)) - set(known.mapped("bigcommerce_tender"))
        return known + self._create_payment_methods(lacking)

    def _create_payment_methods(self, tenders):
        """Payment methods of these tenders, with journals that no till shares."""
        methods = self.env["pos.payment.method"]
        Journal = self.env["account.journal"]
        for key, name in _tender_names(self.env).items():
            if key not in tenders:
                continue
            journal = Journal.create(
                {
                    "name": f"{name} {self.store.name}",
                    "type": "bank",
                    "code": Journal._bigcommerce_free_code(
                        "bank", self.store.company_id
                    ),
                    "company_id": self.store.company_id.id,
                    "currency_id": self._journal_currency_id(),
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

    def _journals(self):
        """Those of the other register; else Odoo's own for the company's currency.

        :return: ids by field
        """
        names = ("journal_id", "invoice_journal_id")
        if not self.model and not self.is_company_currency:
            return dict.fromkeys(names, self._create_sales_journal().id)
        return {name: self.model[name].id for name in names if self.model[name]}

    def _journal_currency_id(self):
        return False if self.is_company_currency else self.currency.id

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

    def _get_register(self, currency, warehouse=None):
        """The register for a currency at a warehouse, made when missing.

        One that was archived is used again: a second one of the same name would have
        journals of its own.

        :param warehouse: stock.warehouse; None: the one that the store sells from
        :return: pos.config
        """
        self.ensure_one()
        warehouse = warehouse or self.warehouse_id
        with_archived = self.with_context(active_test=False)
        registers = with_archived._registers_at(warehouse).filtered(
            lambda config: config.currency_id == currency
        )
        register = registers.with_env(self.env).sorted(lambda one: not one.active)[:1]
        if not register:
            return NewRegister(self, warehouse, currency).make()
        if not register.active:
            register.sudo().active = True
        return register
