from odoo import fields, models


class BigcommerceOrder(models.Model):
    """What BigCommerce says, and is told, of the goods that left."""

    _inherit = "bigcommerce.order"

    awaits_goods = fields.Boolean(
        "Goods Have Still to Leave",
        readonly=True,
        copy=False,
        help="What the last status said that tells. One that money was given back of "
        "does not.",
    )
    delivery_address = fields.Char(
        "Delivery Address There",
        readonly=True,
        copy=False,
        help="Where the goods went, or were to go, on BigCommerce when they were last "
        "looked at.",
    )
    parcels = fields.Json(
        readonly=True,
        copy=False,
        help="Of an order with several delivery addresses whose goods wait: "
        "[[number of the address on BigCommerce, as it is read, contact], …].",
    )
    shipment_ids = fields.One2many(
        "bigcommerce.shipment", "order_id", "Shipments", readonly=True
    )
    status_update_ids = fields.One2many(
        "bigcommerce.status.update", "order_id", "Status Updates", readonly=True
    )
    has_shipment_news = fields.Boolean(
        "Shipped There",
        readonly=True,
        copy=False,
        help="BigCommerce shows other goods as shipped than when it was last compared.",
    )
    shipped_by_others = fields.Json(
        readonly=True,
        copy=False,
        help="What BigCommerce showed as shipped beyond our own shipments when it was "
        "last compared: [[line of the web order, units], …]; with its other lines "
        "where an edit gave new ids to lines that we shipped.",
    )

    _shipment_news_idx = models.Index("(store_id, id) WHERE has_shipment_news IS TRUE")
