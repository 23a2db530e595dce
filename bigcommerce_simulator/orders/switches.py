"""Switches of the orders: what BigCommerce's documents leave open, or contradict."""

from ..switches import declare

declare(
    "order_amounts",
    "4",
    "how order amounts are written: four decimals, two, or as short as possible "
    "(BigCommerce's own samples show all three)",
    ("4", "2", "short"),
)
declare(
    "order_tax_rounding",
    "unit",
    "tax computed on the unit price and multiplied, or once on the line",
    ("unit", "line"),
)
declare(
    "order_line_tax",
    "before_discount",
    "`total_tax` of a line: the sample orders show it before discounts, the text of "
    "the specification computes it after",
    ("before_discount", "after_discount"),
)
declare(
    "subtotal_includes_fees",
    False,
    "whether the subtotal of an order contains its fees",
)
declare(
    "archived_orders_listed",
    False,
    "whether `GET /v2/orders` still shows archived orders",
)
declare(
    "consignment_line_items",
    "complete",
    "`empty`: consignments in the list come without their line items",
    ("complete", "empty"),
)
declare(
    "consignment_line_limit",
    50,
    "line items per consignment; above, the consignment carries a `__warning__`",
)
declare(
    "refund_changes_status",
    True,
    "whether a refund moves the order to status 4 or 14",
)
declare(
    "refund_changes_cancelled",
    False,
    "whether a refund moves a cancelled order to status 4 or 14, too",
)
declare(
    "refund_touches_order",
    True,
    "whether a refund changes `date_modified` of its order",
)
declare(
    "shipment_touches_order",
    True,
    "whether a shipment changes `date_modified` of its order",
)
declare(
    "shipment_changes_status",
    True,
    "whether a shipment moves the order to status 2 or 3",
)
declare(
    "api_refund_restocks",
    False,
    "whether a refund made through the API follows refund_order_stock_adjustment; "
    "false: it never restocks, as the refunds guide says",
)
declare(
    "panel_refund_restocks",
    True,
    "whether a refund in the control panel follows refund_order_stock_adjustment, as "
    "the setting's description says; false: it never restocks, as an older help page",
)
declare(
    "status_restocks",
    "cancelled_or_refunded",
    "which statuses follow refund_order_stock_adjustment when an order is given them: "
    "Cancelled (and Declined) and Refunded, the former only, none, or all of them, "
    "also Refunded that a refund brought about",
    ("cancelled_or_refunded", "cancelled", "none", "also_by_refund"),
)
declare(
    "refund_payments",
    "as_quoted",
    "which payments of a refund through the API are taken: those of a refund method of "
    "its quote, or any that add up, as long as nobody gives back more than he took",
    ("as_quoted", "that_add_up"),
)
declare(
    "refund_list_pagination",
    False,
    "whether lists of refunds have `meta.pagination`; the documents show an empty "
    "`meta`",
)
declare(
    "decline_refunds",
    False,
    "whether the payment provider declines every refund payment that is not offline",
)
declare(
    "declined_refund_restores_quantity",
    False,
    "whether a declined refund takes its units out of `quantity_refunded` again",
)
declare(
    "panel_edit_renews_line_ids",
    False,
    "whether an edit in the control panel gives every line a new id",
)
declare(
    "order_created_also_updated",
    True,
    "whether a new order also fires store/order/updated and statusUpdated",
)
declare(
    "provider_reports",
    "by_request",
    "when a capture or void that was asked for through the API is done: when "
    "`POST /simulator/orders/<id>/payment` says so, or at once",
    ("by_request", "at_once"),
)
declare(
    "order_date_filter",
    "midnight",
    "a date without a time in a filter of `GET /v2/orders`: the beginning of that day, "
    "or that day at the present time, as the catalog's documents say of theirs",
    ("midnight", "time_of_day"),
)
