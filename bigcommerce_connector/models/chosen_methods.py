"""The payment methods of the Point of Sale that the owner chose for the web store."""

from odoo import Command


def chosen_methods(store, currency):
    """What the owner's table names; each register has the connector's own anyway, and
    no cash.

    :param store: ``bigcommerce.store``
    :return: pos.payment.method, of the registers of this currency
    """
    alike = store.config_ids.filtered(lambda config: config.currency_id == currency)
    chosen = store.payment_method_ids.pos_payment_method_id
    return (chosen & alike.payment_method_ids).filtered(
        lambda method: not (method.bigcommerce_tender or method.is_cash_count)
    )


def add_chosen_methods(register):
    """To a register that is older than the choice: in place of what it lacks, the
    connector's own would be used without a word.

    Odoo adds none while a session is open.

    :param register: pos.config of a store
    """
    chosen = chosen_methods(register.bigcommerce_store_id, register.currency_id)
    lacking = chosen - register.payment_method_ids
    if lacking and not register.has_active_session:
        links = [Command.link(method.id) for method in lacking]
        register.sudo().payment_method_ids = links
