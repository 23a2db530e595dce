"""An image of a product: which one is the thumbnail, in which order they come.

Source: BigCommerce, products_catalog.v3.yml (productImage_Full). One image is the
thumbnail: the first one, until another is made it.
"""

from dataclasses import dataclass
from datetime import datetime

from .pictures import Picture, address

MAXIMUM_IMAGES = 1000
_SIZES = {
    "url_zoom": ".1280.1280",
    "url_standard": ".560.850",
    "url_thumbnail": ".330.500",
    "url_tiny": ".66.100",
}


@dataclass
class Image:
    """``picture`` is the file; the id stays when the file is replaced."""

    id: int
    product_id: int
    picture: Picture
    date_modified: datetime
    is_thumbnail: bool = False
    sort_order: int = 0
    description: str = ""


def add_image(store, product, picture: Picture, values: dict) -> Image:
    """Append an image; ``values`` are checked fields of the request."""
    now = store.clock.now()
    image = Image(store.next_id("image"), product.id, picture, now)
    image.sort_order = values.get("sort_order", _next_place(product))
    image.description = values.get("description", "")
    product.images.append(image)
    if values.get("is_thumbnail") or len(product.images) == 1:
        make_thumbnail(product, image)
    _sort(product)
    return image


def change_image(store, product, image: Image, values: dict, picture=None) -> None:
    """Write checked ``values``; a lower priority pushes those at and after its new
    place further back."""
    later = values.get("sort_order", image.sort_order)
    if later > image.sort_order:
        for other in product.images:
            if other is not image and other.sort_order >= later:
                other.sort_order += 1
    image.sort_order = later
    image.description = values.get("description", image.description)
    if values.get("is_thumbnail"):
        make_thumbnail(product, image)
    if picture is not None:
        drop_picture(store, image)
        image.picture = picture
    image.date_modified = store.clock.now()
    _sort(product)


def remove_image(store, product, image: Image) -> None:
    """Delete an image; the next one becomes the thumbnail."""
    product.images.remove(image)
    drop_picture(store, image)
    if image.is_thumbnail and product.images:
        make_thumbnail(product, product.images[0])


def drop_picture(store, image: Image) -> None:
    """Its file is served no longer."""
    store.catalog.pictures.pop(image.picture.number, None)


def make_thumbnail(product, image: Image) -> None:
    """This one and no other."""
    for other in product.images:
        other.is_thumbnail = other is image


def thumbnail_of(product) -> Image | None:
    """The image that lists show."""
    return next((image for image in product.images if image.is_thumbnail), None)


def image_document(store, image: Image) -> dict:
    """The image as v3 shows it."""
    folder = f"products/{image.product_id}/images/{image.id}"
    picture, moment = image.picture, int(image.date_modified.timestamp())
    return {
        "id": image.id,
        "product_id": image.product_id,
        "is_thumbnail": image.is_thumbnail,
        "sort_order": image.sort_order,
        "description": image.description,
        "image_file": f"{picture.stem[0]}/{picture.number:03}/{picture.file_name()}",
        "image_url": address(store, folder, picture),
        **{
            name: address(store, folder, picture, f".{moment}{size}")
            for name, size in _SIZES.items()
        },
        "date_modified": image.date_modified.isoformat(timespec="seconds"),
    }


def _next_place(product):
    return max((image.sort_order for image in product.images), default=-1) + 1


def _sort(product):
    product.images.sort(key=lambda image: (image.sort_order, image.id))
