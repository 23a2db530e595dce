"""Webhooks that BigCommerce delivers: where to, what marks them ours, storing them."""

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...models.bigcommerce_order_fetch import is_order_number

ROUTE = "/bigcommerce/webhook"
SECRET_HEADER = "X-Odoo-BigCommerce-Secret"  # noqa: S105 - the header's name
_TRANSACTION_SCOPE = "store/order/transaction/"
# Orders have a prefix of their own; in these, ids are those of products.
PRODUCT_SCOPES = ("store/product/", "store/sku/")
_DELIVERY_TRIES = 3
# What a note of a change can hold.
_MAX_NOTED = 2**31 - 1


def is_of_product(scope):
    """Whether an event of this scope is about a product or a variant.

    :rtype: bool
    """
    return scope.startswith(PRODUCT_SCOPES)


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _webhook_headers(self):
        return {
            SECRET_HEADER: self.sudo().webhook_secret,  # system field
            # Servers of several databases choose ours by it (odoo/http.py).
            "X-Odoo-Database": self.env.cr.dbname,
        }

    def _webhook_destination(self):
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url") or ""
        return f"{base.rstrip('/')}{ROUTE}/{self.store_hash}"

    @api.model
    def _store_webhook(self, store, delivery_id, scope, resource_id):
        """Log a delivery once, and have its order or product read: one statement does
        both. Products are read by the next run of the catalog, which is never far.

        :return: whether it was new
        """
        # Deliveries of one order come at the same moment: whoever comes second waits
        # for the first, and then needs a view of the data that has it.
        for tries_left in range(_DELIVERY_TRIES, -1, -1):
            try:
                self.env.cr.execute(
                    _delivery(store, delivery_id, scope, resource_id),
                    log_exceptions=not tries_left,
                )
                break
            except SerializationFailure:
                if not tries_left:
                    raise
                self.env.cr.rollback()
        is_new = bool(self.env.cr.rowcount)
        if is_new and not is_of_product(scope):
            _lean_flow(store, "orders")._trigger()
        return is_new

    # === SIGNATURES === #

    def _store_wrong_client_secret(self):
        """BigCommerce sent our own secret, so the webhook is its, and signed with
        another client secret than ours: say so on the store's page, once.
        """
        flow = _lean_flow(self, "webhooks")
        if flow.delivery_message:
            return
        store = self.with_context(lang=self.company_id.partner_id.lang)
        message = store.env._(
            "The client secret does not match: BigCommerce signs its webhooks with "
            "another one, so none is accepted and orders are read every two "
            "minutes. Under API Account, enter the client secret that belongs to "
            "the access token, or leave it empty."
        )
        flow.write(
            {
                "delivery_message": message,
                "delivery_failing_since": fields.Datetime.now(),
            }
        )

    def _clear_wrong_client_secret(self):
        flow = _lean_flow(self, "webhooks")
        flow.filtered("delivery_message").delivery_message = False


def _lean_flow(store, kind):
    """A store's flow with no more read of it than a delivery needs: they come by the
    thousand, and ``store._flow`` reads all flows.
    """
    flows_sudo = store.env["bigcommerce.flow"].sudo()  # our own
    return flows_sudo.search_fetch(
        [("store_id", "=", store.id), ("kind", "=", kind)],
        ["cron_id", "delivery_message"],
    )


def _delivery(store, delivery_id, scope, resource_id):
    """
    :return: the statement; it adds a row when the delivery is new
    :rtype: SQL
    """
    env = store.env
    now = fields.Datetime.now()  # not of the database: gaps are told by it
    event = SQL(
        "INSERT INTO bigcommerce_webhook_event"
        " (store_id, company_id, delivery_id, scope, resource_id,"
        "  create_date, create_uid, write_date, write_uid)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (store_id, delivery_id) DO NOTHING RETURNING resource_id",
        store.id,
        store.company_id.id,
        delivery_id,
        scope,
        resource_id,
        now,
        env.uid,
        now,
        env.uid,
    )
    if is_of_product(scope):
        return _with_note(store, event, resource_id)
    if not is_order_number(resource_id):
        return event
    fetch = env["bigcommerce.order.fetch"]._add_statement(
        store,
        SQL("(SELECT resource_id, 0 FROM delivery)"),
        "webhook",
        payment_on=now if scope.startswith(_TRANSACTION_SCOPE) else None,
    )
    return SQL("WITH delivery AS (%s) %s", event, fetch)


def _with_note(store, event, resource_id):
    """The same, with a note that a product is to be read.

    :rtype: SQL
    """
    if int(resource_id) > _MAX_NOTED:
        return event
    return SQL(
        "WITH delivery AS (%s)"
        " INSERT INTO bigcommerce_change (kind, res_id, store_id)"
        " SELECT 'remote', resource_id::int4, %s FROM delivery",
        event,
        store.id,
    )
