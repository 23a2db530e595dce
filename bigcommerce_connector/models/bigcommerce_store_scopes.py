from odoo import api, fields, models

from ..api.resources.scopes import FULFILLMENT_MODIFY, ORDERS_MODIFY

# What is told to BigCommerce only where the owner switched it on, and what it needs.
SWITCHES = {
    "shipment_sync": (ORDERS_MODIFY,),
    "pickup_sync": (ORDERS_MODIFY, FULFILLMENT_MODIFY),
    "status_sync": (ORDERS_MODIFY,),
    "note_sync": (ORDERS_MODIFY,),
    "refund_sync": (ORDERS_MODIFY,),
    "record_register_refunds": (ORDERS_MODIFY,),
}
_OFF = (False, "never")


class BigcommerceStore(models.Model):
    """Which OAuth scopes the switches of a store need, and its token lacks.

    They are asked for once a switch is on (``sync/store/scopes.py``).
    """

    _inherit = "bigcommerce.store"

    tells_of_orders = fields.Boolean(
        compute="_compute_switches",
        help="What is shipped or refunded is told to BigCommerce, or followed there.",
    )
    lacking_scopes = fields.Json(
        readonly=True, copy=False, help="When they were last asked for."
    )
    scopes_message = fields.Text(compute="_compute_switches")
    sets_no_status = fields.Boolean(
        compute="_compute_switches",
        help="Order statuses are set, but none has Set When.",
    )

    @api.depends("lacking_scopes", "remote_shipments", "status_ids.set_when", *SWITCHES)
    @api.depends_context("lang")
    def _compute_switches(self):
        for store in self:
            needed = switched_scopes(store)
            store.tells_of_orders = bool(needed or store.remote_shipments)
            texts = [
                lacks_scope(store, scope, *needed[scope])
                for scope in store.lacking_scopes or ()
                if scope in needed
            ]
            store.scopes_message = "\n".join(texts)
            chosen = any(store.status_ids.mapped("set_when"))
            store.sets_no_status = store.status_sync and not chosen

    def _values_before(self, vals):
        names = vals.keys() & {*SWITCHES, "access_token"}
        store_sudo = self.sudo()  # the token is a system field
        mine = {name: store_sudo[name] for name in names}
        return {**super()._values_before(vals), **mine}

    def _follow_changes(self, before):
        result = super()._follow_changes(before)
        # Another token has other scopes; it is a system field.
        store_sudo = self.sudo()
        names = before.keys() & {*SWITCHES, "access_token"}
        if any(before[name] != store_sudo[name] for name in names):
            self._trigger_flow("webhooks")
        return result


def switched_scopes(store):
    """:return: names of the switches that are on, by the scope that they need
    :rtype: dict[str, list[str]]
    """
    needed = {}
    for switch, scopes in SWITCHES.items():
        for scope in scopes if store[switch] not in _OFF else ():
            needed.setdefault(scope, []).append(switch)
    return needed


def lacks_scope(store, scope, *switches):
    """Which scope lacks, and what for.

    :param str scope: as BigCommerce's control panel calls it
    :param str switches: fields of the store that need it
    """
    labels = (store._fields[one]._description_string(store.env) for one in switches)
    return store.env._(
        "The API account of %(store)s lacks the OAuth scope %(scope)s, needed for: "
        "%(switches)s. Create a new API account with it in BigCommerce, Settings → "
        "Store-level API accounts, and enter its access token on the store's page, "
        "under API Account; or switch off what needs it.",
        store=store.name,
        scope=scope,
        switches=", ".join(labels),
    )
