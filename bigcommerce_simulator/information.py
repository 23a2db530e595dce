"""Store information and time (``/v2/store``, ``/v2/time``).

Source: BigCommerce, store_information.v2.yml.
"""

import uuid

from .routing import Reply, route


class Information:
    """The merchant's details; ``values`` is the document of ``GET /v2/store``.

    ``is_price_entered_with_tax`` decides whether catalog prices contain tax.
    """

    def __init__(self, store):
        store_hash = store.store_hash
        domain = f"store-{store_hash}.mybigcommerce.com"
        self.values = {
            "id": store_hash,
            "store_id": 1_000_000 + store.random.randrange(1_000_000),
            "account_uuid": str(uuid.UUID(int=store.random.getrandbits(128))),
            "domain": domain,
            "secure_url": f"https://{domain}",
            "control_panel_base_url": f"https://{domain}",
            "status": "live",
            "name": "Sample Shop",
            "first_name": "Jane",
            "last_name": "Doe",
            "address": "1 Main Street\nAustin, Texas, 78704",
            "country": "United States",
            "country_code": "US",
            "infrastructure_region": "us-central1",
            "phone": "555-0100",
            "admin_email": "owner@shop.example",
            "order_email": "orders@shop.example",
            "favicon_url": "",
            "timezone": {
                "name": "America/Chicago",
                "raw_offset": -21600,
                "dst_offset": -18000,
                "dst_correction": True,
                "date_format": {
                    "display": "M jS Y",
                    "export": "M jS Y",
                    "extended_display": "M jS Y @ g:i A",
                },
            },
            "language": "en",
            "currency": "USD",
            "currency_symbol": "$",
            "decimal_separator": ".",
            "thousands_separator": ",",
            "decimal_places": 2,
            "currency_symbol_location": "left",
            "weight_units": "KGS",
            "dimension_units": "Centimeters",
            "dimension_decimal_places": 2,
            "dimension_decimal_token": ".",
            "dimension_thousands_token": ",",
            "plan_name": "Standard",
            "plan_level": "Standard",
            "plan_is_trial": False,
            "industry": "Fashion",
            "logo": {"url": ""},
            "is_price_entered_with_tax": False,
            "default_channel_id": 1,
            "default_site_id": 1000,
            "active_comparison_modules": [],
            "features": {
                "stencil_enabled": True,
                "sitewidehttps_enabled": True,
                "facebook_catalog_id": "",
                "checkout_type": "optimized",
                "wishlists_enabled": False,
                "graphql_storefront_api_enabled": True,
                "shopper_consent_tracking_enabled": False,
                "multi_storefront_enabled": True,
                "storefront_limits": {"active": 1, "total_including_inactive": 3},
            },
        }

    @property
    def currency(self) -> str:
        """The default currency code."""
        return self.values["currency"]

    @property
    def prices_include_tax(self) -> bool:
        """Whether catalog prices are gross."""
        return self.values["is_price_entered_with_tax"]


@route("GET", "/v2/store", scope="store_v2_information_read_only")
def get_store_information(store, request):
    """The whole document."""
    return Reply(store.information.values)


@route("GET", "/v2/time")
def get_time(store, request):
    """Unix seconds; BigCommerce recommends it for testing credentials."""
    return Reply({"time": int(store.clock.now().timestamp())})
