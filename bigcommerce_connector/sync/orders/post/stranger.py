"""Somebody else's order, line or payment bears an identity of ours.

Nobody can guess one (mappers/identity.py), so somebody knows the store's secret. Odoo
takes such an order for the first half of our transaction, and cannot store such a line.
"""

from ....models.order_problem import OrderProblem


def refuse_strangers(env, vals_list):
    """:raise OrderProblem: an identity of a transaction to be posted is taken

    :param list vals_list: of each pos.order, with commands that create what is in it
    """
    strangers = _bearers(env, "pos.order", vals_list)
    for model, field, owner in (
        ("pos.order.line", "lines", "order_id"),
        ("pos.payment", "payment_ids", "pos_order_id"),
    ):
        created = [
            values for vals in vals_list for _command, _id, values in vals[field]
        ]
        strangers |= _bearers(env, model, created)[owner]
    if not strangers:
        return
    stranger = strangers[0]
    raise OrderProblem(
        env._(
            "The Point of Sale order %(order)s, made by %(person)s at "
            "%(register)s, has the UUID that is reserved for a transaction of "
            "this web order, so nothing was posted. Someone knows the store's "
            "secret: find out who made that order; then skip this web order and "
            "enter its sale manually.",
            order=stranger.pos_reference or stranger.display_name,
            person=stranger.create_uid.name,
            register=stranger.config_id.name or env._("no register"),
        ),
        "stranger",
    )


def _bearers(env, model, created):
    """The records of a model that bear one of these identities, of anybody."""
    identities = [values["uuid"] for values in created]
    return env[model].sudo().search([("uuid", "in", identities)])
