"""OAuth scopes, as BigCommerce calls them."""

# Those that every store needs; README.md, *Connect your store*, names them for people.
BASE_SCOPES = (
    "store_v2_information_read_only",
    "store_v2_products",
    "store_inventory",
    "store_locations_read_only",
    "store_v2_orders_read_only",
    "store_v2_transactions_read_only",
    "store_channel_settings_read_only",
)
