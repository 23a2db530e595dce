"""Brand by name, custom fields and images inside a product's body."""

import ipaddress
from urllib.parse import urlsplit

from ..switches import declare
from ..validation import clean, objects
from .fields import CUSTOM_FIELD_RULES

MAXIMUM_CUSTOM_FIELDS = 200
MAXIMUM_URL = 255

declare(
    "private_image_urls",
    False,
    "images may lie on private or local addresses, where BigCommerce could not fetch "
    "them",
)


def extras_errors(store, body: dict) -> dict:
    """What is wrong with them, field to message."""
    errors = {}
    customs = objects(body, "custom_fields")
    for number, custom in enumerate(customs):
        errors.update(clean(custom, CUSTOM_FIELD_RULES, f"custom_fields.{number}.")[1])
        if not custom.get("name") or not custom.get("value"):
            errors[f"custom_fields.{number}"] = "name and value are required"
    if len(customs) > MAXIMUM_CUSTOM_FIELDS:
        errors["custom_fields"] = "A product has at most 200 custom fields"
    pairs = {(custom.get("name"), custom.get("value")) for custom in customs}
    if len(pairs) != len(customs):
        errors["custom_fields"] = "name and value must be unique together"
    for number, image in enumerate(objects(body, "images")):
        url = image.get("image_url") or ""
        if not 1 <= len(url) <= MAXIMUM_URL:
            message = f"image_url must have 1 to {MAXIMUM_URL} characters"
            errors[f"images.{number}.image_url"] = message
        elif not store.switches.private_image_urls and _is_private(url):
            errors[f"images.{number}.image_url"] = "the image could not be downloaded"
    return errors


def write_extras(store, product, body: dict) -> None:
    """Write them; lists are replaced as a whole."""
    if body.get("brand_name"):
        product.values["brand_id"] = _brand(store, body["brand_name"])
    if "custom_fields" in body:
        product.custom_fields = [
            {
                "id": custom.get("id") or store.next_id("custom_field"),
                "name": custom["name"],
                "value": custom["value"],
            }
            for custom in body["custom_fields"] or []
        ]
    if "images" in body:
        product.images = [
            _image(store, product, image, number)
            for number, image in enumerate(body["images"] or [])
        ]


def _brand(store, name):
    for brand_id, known in store.catalog.brands.items():
        if known.casefold() == name.casefold():
            return brand_id
    brand_id = store.next_id("brand")
    store.catalog.brands[brand_id] = name
    return brand_id


def _image(store, product, image, number):
    url = image["image_url"]
    return {
        "id": store.next_id("image"),
        "product_id": product.id,
        "is_thumbnail": bool(image.get("is_thumbnail", number == 0)),
        "sort_order": image.get("sort_order", number),
        "description": image.get("description", ""),
        "image_url": url,
        "url_zoom": url,
        "url_standard": url,
        "url_thumbnail": url,
        "url_tiny": url,
        "date_modified": store.clock.now().isoformat(timespec="seconds"),
    }


def _is_private(url):
    host = urlsplit(url).hostname or ""
    if not host or host == "localhost":
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host
