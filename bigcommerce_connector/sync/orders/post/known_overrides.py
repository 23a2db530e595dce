"""Whether the goods of an order leave as Odoo itself has it.

What is left out when orders are posted together is left out on what Odoo does. Another
addon may take a hand in one of these methods and count on being asked: then each order
is posted on its own.
"""

_METHODS = {
    "pos.order": (
        "sync_from_ui",
        "_process_order",
        "_get_open_order",
        # The goods leave after these, and another order may still undo what they did.
        "_process_saved_order",
        "action_pos_order_paid",
        "_create_order_picking",
        "_compute_total_cost_in_real_time",
    ),
    "stock.picking": (
        "_create_picking_from_pos_order_lines",
        "_create_move_from_pos_order_lines",
        "_check_company",  # once for all that leave together, see company_check.py
    ),
    "stock.move": (
        "_check_company",
        "_should_bypass_reservation",
        "_skip_push",
        # Not called where Odoo's own would change nothing.
        "_add_mls_related_to_order",
        "_inverse_picked",
        "_merge_moves",
        "_set_references",
        "_update_orderpoints",
    ),
    "stock.move.line": ("_check_company", "_synchronize_quant"),
}
# What these do concerns no web order, or none that is posted together.
_KNOWN = {
    "base",
    "bigcommerce_connector",
    "bigcommerce_connector_mrp",
    "l10n_es_edi_verifactu_pos",
    "l10n_my_edi_pos",
    "mrp",
    "mrp_subcontracting",
    "mrp_subcontracting_dropshipping",
    "point_of_sale",
    "pos_event",
    "pos_online_payment",
    "pos_repair",
    "pos_restaurant",
    "pos_restaurant_adyen",
    "pos_sale",
    "pos_self_order",
    "stock",
    "stock_account",
}


def is_any_unknown(env):
    """Whether an unknown addon overrides one of the methods.

    :rtype: bool
    """
    return any(
        _addon(vars(cls)[name]) not in _KNOWN
        for model, names in _METHODS.items()
        for cls in type(env[model]).__mro__
        for name in names
        if name in vars(cls)
    )


def _addon(method):
    """The name of the addon that defines a method; empty for what is patched in."""
    if method.__module__ == "odoo.orm.models":  # what every model begins with
        return "base"
    # odoo.addons.<name>.models.…
    _odoo, _addons, name, *_rest = (*method.__module__.split("."), "", "", "")
    return name
