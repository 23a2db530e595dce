"""Why something needs a person, in a few words each, and what settles it."""

from .order_problem import ORDER_PROBLEMS

CAUSES = [
    *ORDER_PROBLEMS,
    # money of web orders
    ("to_refund", "Money to refund on BigCommerce"),
    ("to_record", "Register refund to record on BigCommerce"),
    ("to_collect", "Money to collect"),
    ("shipment_refused", "Shipment is not on BigCommerce"),
    ("pickup_refused", "Pickup is not on BigCommerce"),
    ("not_collected", "Pickup is not collected in time"),
    ("status_refused", "Status is not on BigCommerce"),
    ("refund_refused", "Refund is not on BigCommerce"),
    ("refunded_twice", "Refunded twice at the same moment"),
    # products
    ("no_sku", "No Internal Reference"),
    ("bad_sku", "Internal Reference is taken or not accepted"),
    ("bad_data", "Product cannot be sent as it is"),
    ("bad_options", "Options or variants do not fit"),
    ("no_match", "No single match on BigCommerce"),
    ("gone", "Deleted on BigCommerce"),
    ("untracked", "BigCommerce does not track the stock"),
    ("refused_there", "Refused by BigCommerce"),
    ("in_part", "Only a part of it is on BigCommerce"),
    ("changed_there", "Changed on BigCommerce"),
    # stock
    ("stock_differs", "Stock was changed on BigCommerce"),
    # the connection
    ("paused", "Store is paused"),
    ("flow", "The store's work is stuck"),
    ("webhooks", "Webhooks are not accepted"),
    ("closing", "Session cannot be closed"),
]

# The codes of mappers/product_problem.py and sync/catalog; others: refused_there.
_CODES = {
    "bad_sku": "duplicate_sku duplicate_sku_elsewhere sku_taken sku_elsewhere "
    "long_sku invalid_sku",
    "bad_data": "combo no_variant not_made_yet no_name long_name name_taken url_taken "
    "no_price tiny_price negative brand_gone category_gone too_large",
    "bad_options": "no_options many_variants many_values long_label same_options "
    "other_options lost_options mixed_values option_taken other_label",
    "no_match": "several_products part_of_product other_variants rivals taken "
    "chosen_gone",
    "gone": "gone variant_gone",
    "untracked": "untracked tracked_otherwise",
    "no_sku": "no_sku",
    "unexpected": "unexpected failing",
}
PRODUCT_CAUSES = {
    code: cause for cause, codes in _CODES.items() for code in codes.split()
}

# What the button of a row does, see wizards/bigcommerce_todo_fix.py.
REMEDIES = {
    "no_product": "choose_product",
    "shared_sku": "choose_product",
    "unreadable": "open_there",
    "not_returned": "open_there",
    "unproven_refund": "open_there",
    "over_refunded": "open_there",
    "to_refund": "open_there",
    "to_record": "open_there",
    "to_collect": "open_there",
    "shipment_refused": "send",
    "pickup_refused": "send",
    "status_refused": "send",
    "refund_refused": "send",
    "refunded_twice": "open",
    "not_collected": "open",
    "no_sku": "edit_product",
    "bad_sku": "edit_product",
    "bad_data": "edit_product",
    "bad_options": "edit_product",
    "no_match": "link",
    "gone": "create_there",
    "changed_there": "compare",
    "paused": "open",
    "webhooks": "open",
    "closing": "open",
}
