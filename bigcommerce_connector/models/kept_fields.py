"""Who may write what the connector adds to Odoo's own models.

``readonly`` keeps a screen from offering a field; by RPC, by an import and through the
records that hold it, it can be written by whoever may write the record. So every field
stands here, and :func:`check_new` and :func:`kept` refuse the others.
"""

from contextlib import contextmanager

from odoo.exceptions import AccessError

from .connector_context import connector_context

# The connector, while it posts: a sale that comes in otherwise may be the system's too.
POSTING = "posting"
# The connector, which works as the system.
CONNECTOR = "connector"
# The connector, and whoever administers it.
MANAGER = "bigcommerce_connector.bigcommerce_connector_group_manager"
# Whoever may write the record: it is that person's choice.
ANYBODY = "anybody"

WHO = {
    "account.tax": {"bigcommerce_store_id": MANAGER},
    "pos.config": {"bigcommerce_store_id": MANAGER},
    "pos.order": {
        "bigcommerce_order_id": POSTING,
        "bigcommerce_revision": POSTING,
        "bigcommerce_reason": POSTING,
        # The cashier's answers.
        "bigcommerce_is_recorded": ANYBODY,
        "bigcommerce_has_goods": ANYBODY,
        # Of shops too: models/pos_order.py guards the value that says BigCommerce.
        "source": ANYBODY,
    },
    "pos.order.line": {
        "bigcommerce_key": POSTING,
        "bigcommerce_called_off": POSTING,
    },
    "pos.payment.method": {"bigcommerce_tender": CONNECTOR},
    "pos.session": {"bigcommerce_closing_problem": CONNECTOR},
    "product.product": {"bigcommerce_excluded": ANYBODY},
    "product.template": {
        "bigcommerce_enabled": ANYBODY,
        "bigcommerce_warehouse_ids": ANYBODY,
        # The mappings have rights of their own.
        "bigcommerce_mapping_ids": ANYBODY,
    },
    "stock.picking": {
        "bigcommerce_carrier": ANYBODY,
        "bigcommerce_tracking": ANYBODY,
        # Which of its order's lines are told as shipped first.
        "bigcommerce_address_id": ANYBODY,
        # Of no user: its groups are nobody's.
        "bigcommerce_cost_due": ANYBODY,
        # Shipments have rights of their own.
        "bigcommerce_shipment_ids": ANYBODY,
        # It follows Odoo's pos_order_id, which whoever may write a transfer may write:
        # within the company.
        "bigcommerce_order_id": ANYBODY,
        # How far it is says who prepares it, by buttons or otherwise.
        "bigcommerce_preparation": ANYBODY,
        "bigcommerce_ready_on": ANYBODY,
        "bigcommerce_collect_until": ANYBODY,
    },
    # Settings are the system administrators', and are forgotten after an hour.
    "res.config.settings": {
        "bigcommerce_store_hash": ANYBODY,
        "bigcommerce_access_token": ANYBODY,
        "bigcommerce_client_secret": ANYBODY,
        "bigcommerce_api_url": ANYBODY,
        "bigcommerce_warehouse_id": ANYBODY,
        "bigcommerce_item_sync_enforcement": ANYBODY,
        "bigcommerce_product_sync": ANYBODY,
        "bigcommerce_inventory_sync": ANYBODY,
        "bigcommerce_order_sync": ANYBODY,
        "bigcommerce_order_sync_start_date_enabled": ANYBODY,
        "bigcommerce_order_sync_start_date": ANYBODY,
    },
}


def check_new(maker, records):
    """New records claim nothing that their maker may not write, by default or not.

    :param maker: the model as it was asked for them: Odoo makes some as the system
    :raise AccessError: one does
    """
    for name in _refused(maker):
        if any(record[name] for record in records.sudo()):
            _refuse(records, name)


@contextmanager
def kept(records, vals):
    """Around a ``write``: what its caller may not write is afterwards as it was.

    A register sends back all that it has read, so the same value is no harm.

    :raise AccessError: it is not
    """
    names = [name for name in _refused(records) if name in vals]
    before = _values(records, names)
    yield
    after = _values(records, names)
    for name in names:
        if before[name] != after[name]:
            _refuse(records, name)


def _values(records, names):
    return {name: [record[name] for record in records.sudo()] for name in names}


def _refused(records):
    """The fields of a model that the caller may not write."""
    if connector_context(records.env):
        return []
    return [
        name
        for name, who in WHO[records._name].items()
        if not _is_allowed(records.env, who)
    ]


def _is_allowed(env, who):
    if who in (ANYBODY, POSTING):
        return who == ANYBODY
    return env.su or (who == MANAGER and env.user.has_group(MANAGER))


def _refuse(records, name):
    field = records._fields[name]
    raise AccessError(
        records.env._(
            "“%(field)s” of %(model)s is managed by the BigCommerce connector and "
            "cannot be edited, so nothing was saved. Leave it unchanged.",
            field=field.get_description(records.env, ["string"])["string"],
            model=records.env["ir.model"]._get(records._name).name,
        )
    )
