"""Brand by name, custom fields, bulk prices and images inside a product's body."""

from ..validation import objects
from .brand import add_brand, brand_named
from .image import MAXIMUM_IMAGES, add_image, drop_picture
from .parts import BULK_PRICING_RULES, CUSTOM_FIELDS
from .pictures import picture_at, unreachable, url_error


def extras_errors(store, body: dict) -> dict:
    """What is wrong with them, field to message."""
    errors = {**CUSTOM_FIELDS.errors(body), **BULK_PRICING_RULES.errors(body)}
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
    for part in (CUSTOM_FIELDS, BULK_PRICING_RULES):
        part.write(store, product, body)
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
