"""What BigCommerce says of the store itself."""

from collections.abc import Mapping
from typing import Any


def store_values(
    information: Mapping[str, Any], inventory_settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Values of a ``bigcommerce.store``.

    :param dict information: answer of ``GET /v2/store``
    :param dict inventory_settings: ``data`` of ``GET /v3/settings/inventory``
    :return: values; ``currency_code`` is still a code (``USD``)
    :rtype: dict
    """
    timezone = information.get("timezone") or {}
    return {
        "external_id": str(information.get("store_id") or ""),
        "name": information.get("name") or information.get("domain") or "BigCommerce",
        "domain": information.get("domain") or "",
        "control_panel_url": information.get("control_panel_base_url") or "",
        "currency_code": information.get("currency") or "",
        "timezone": timezone.get("name") or "UTC",
        "plan_name": information.get("plan_name") or "",
        "prices_include_tax": bool(information.get("is_price_entered_with_tax")),
        "weight_unit": information.get("weight_units") or "",
        "update_stock_behavior": (
            inventory_settings.get("update_stock_behavior") or "order_placed"
        ),
        "edit_order_stock_adjustment": bool(
            inventory_settings.get("edit_order_stock_adjustment")
        ),
        "refund_order_stock_adjustment": bool(
            inventory_settings.get("refund_order_stock_adjustment")
        ),
    }


def location_values(location: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a ``bigcommerce.location`` (``GET /v3/inventory/locations``).

    Location 1 is the default one and cannot be deleted.

    :rtype: dict
    """
    return {
        "external_id": str(location["id"]),
        "name": location.get("label") or location.get("code") or str(location["id"]),
        "enabled": bool(location.get("enabled", True)),
        "is_default": location["id"] == 1,
    }


def channel_values(channel: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a ``bigcommerce.channel`` (``GET /v3/channels``).

    :rtype: dict
    """
    return {
        "external_id": str(channel["id"]),
        "name": channel.get("name") or str(channel["id"]),
        "type": channel.get("type") or "",
        "platform": channel.get("platform") or "",
        "status": channel.get("status") or "",
    }
