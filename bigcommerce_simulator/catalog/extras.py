"""Brand by name, custom fields and images inside a product's body."""

from ..validation import clean, objects
from .brand import add_brand, brand_named
from .fields import CUSTOM_FIELD_RULES
from .image import MAXIMUM_IMAGES, add_image, drop_picture
from .pictures import picture_at, unreachable, url_error

MAXIMUM_CUSTOM_FIELDS = 200


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
        url = image.get("image_url")
        wrong = url_error(store, url)
        if not wrong and unreachable(store, url):
            wrong = "the image could not be downloaded"
        if wrong:
            errors[f"images.{number}.image_url"] = wrong
    if len(objects(body, "images")) > MAXIMUM_IMAGES:
        errors["images"] = f"A product has at most {MAXIMUM_IMAGES} images"
    return errors


def write_extras(store, product, body: dict) -> None:
    """Write them; lists are replaced as a whole."""
    if body.get("brand_name"):
        brand = brand_named(store, body["brand_name"])
        brand = brand or add_brand(store, {"name": body["brand_name"]})
        product.values["brand_id"] = brand.id
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
        for image in product.images:
            drop_picture(store, image)
        product.images = []
        for image in body["images"] or []:
            add_image(
                store, product, picture_at(store, image["image_url"]), _set(image)
            )


def _set(values):
    return {name: value for name, value in values.items() if value is not None}
