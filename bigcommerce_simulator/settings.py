"""Store settings for stock: when BigCommerce takes it and gives it back.

Source: BigCommerce, settings.v3.yml, ``/settings/inventory``. Channel settings
override the global ones; null means not overridden.
"""

from .errors import V3Error
from .routing import Reply, control, route
from .validation import Boolean, Text, clean

READ = "store_v2_information_read_only"
MODIFY = "store_v2_information"
RULES = {
    "product_out_of_stock_behavior": Text(
        one_of=(
            "do_nothing",
            "hide_product",
            "hide_product_and_accessible",
            "hide_product_and_redirect",
        )
    ),
    "option_out_of_stock_behavior": Text(
        one_of=("do_nothing", "hide_option", "label_option")
    ),
    "update_stock_behavior": Text(
        one_of=("order_placed", "order_completed_or_shipped")
    ),
    "edit_order_stock_adjustment": Boolean(),
    "refund_order_stock_adjustment": Boolean(),
    "stock_level_display": Text(one_of=("dont_show", "show", "show_when_low")),
    "default_out_of_stock_message": Text(),
    "hide_in_product_filtering": Boolean(),
    "show_pre_order_stock_levels": Boolean(),
    "show_out_of_stock_message": Boolean(),
}


class Settings:
    """``inventory`` holds the global values, ``channels`` what a channel overrides."""

    def __init__(self):
        self.inventory = {
            "product_out_of_stock_behavior": "do_nothing",
            "option_out_of_stock_behavior": "do_nothing",
            "update_stock_behavior": "order_placed",
            "edit_order_stock_adjustment": True,
            "refund_order_stock_adjustment": True,
            "stock_level_display": "dont_show",
            "default_out_of_stock_message": "Currently out of stock",
            "hide_in_product_filtering": False,
            "show_pre_order_stock_levels": False,
            "show_out_of_stock_message": False,
        }
        self.channels: dict[int, dict] = {}

    @property
    def update_stock_behavior(self) -> str:
        """``order_placed`` or ``order_completed_or_shipped``."""
        return self.inventory["update_stock_behavior"]

    @property
    def edit_order_stock_adjustment(self) -> bool:
        """Whether an edit of an order moves stock."""
        return self.inventory["edit_order_stock_adjustment"]

    @property
    def refund_order_stock_adjustment(self) -> bool:
        """Whether a refund or cancellation gives stock back."""
        return self.inventory["refund_order_stock_adjustment"]


@route("GET", "/v3/settings/inventory", scope=READ)
def get_inventory_settings(store, request):
    """Global settings, or what one channel overrides."""
    return _answer(store, request.parameters.integer("channel_id"))


@route("PUT", "/v3/settings/inventory", scope=MODIFY)
def update_inventory_settings(store, request):
    """Change the global settings or those of a channel."""
    channel_id = request.parameters.integer("channel_id")
    values, errors = clean(request.payload(), RULES)
    if errors:
        raise V3Error(422, "The settings are not valid", errors)
    if channel_id is None:
        store.settings.inventory.update(values)
    else:
        store.settings.channels.setdefault(channel_id, {}).update(values)
    return _answer(store, channel_id)


@control("PATCH", "/settings/inventory")
def set_inventory_settings(store, request):
    """The same from the control panel's side."""
    values, errors = clean(request.payload(), RULES)
    if errors:
        return Reply({"errors": errors}, 400)
    store.settings.inventory.update(values)
    return Reply(store.settings.inventory)


def _answer(store, channel_id):
    if channel_id is None:
        return Reply({"data": dict(store.settings.inventory), "meta": {}})
    overrides = store.settings.channels.get(channel_id, {})
    data = {name: overrides.get(name) for name in RULES}
    return Reply({"data": data, "meta": {}})
