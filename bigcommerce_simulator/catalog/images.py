"""``/v3/catalog/products/{id}/images``, and the one image of a variant.

Source: BigCommerce, products_catalog.v3.yml and product-variants_catalog.v3.yml. A
file comes as ``image_file`` of a form, an address as ``image_url`` of JSON, one image
per request.
"""

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import flag, text, whole
from ..validation import Boolean, Integer, Text, clean
from .events import changed, emit_sku
from .image import (
    MAXIMUM_IMAGES,
    add_image,
    change_image,
    image_document,
    remove_image,
    thumbnail_of,
)
from .pictures import (
    MEGABYTE,
    address,
    keep_picture,
    picture_at,
    unreachable,
    url_error,
)
from .products import READ, find_product
from .products_write import MODIFY, invalid, note_unknown
from .variants import find_variant

FORM = "multipart/form-data"
BOTH = ("application/json", FORM)
MAXIMUM_VARIANT_BYTES = MEGABYTE
RULES = {
    "is_thumbnail": Boolean(),
    "sort_order": Integer(-2_147_483_648),
    "description": Text(),
}
SHAPE = {"is_thumbnail": flag, "sort_order": whole, "description": text}
IMAGES = "/v3/catalog/products/<int:product_id>/images"
IMAGE = IMAGES + "/<int:image_id>"
_KNOWN = {*RULES, "image_url", "product_id", "date_modified"}
_WORDS = {"true": True, "1": True, "false": False, "0": False}


@route("GET", IMAGES, scope=READ)
def list_images(store, request, product_id):
    """The images of one product, in their order."""
    images = find_product(store, product_id).images
    page = request.parameters.page()
    data = [image_document(store, image) for image in page.of(images)]
    return Reply({"data": data, "meta": request.parameters.meta(page, images)})


@route("GET", IMAGE, scope=READ)
def get_image(store, request, product_id, image_id):
    """One image."""
    image = _find(find_product(store, product_id), image_id)
    return Reply({"data": image_document(store, image), "meta": {}})


@route("POST", IMAGES, scope=MODIFY, media=BOTH)
def create_image(store, request, product_id):
    """Add an image by file or by address."""
    product = find_product(store, product_id)
    if len(product.images) >= MAXIMUM_IMAGES:
        title = f"A product has at most {MAXIMUM_IMAGES} images"
        raise V3Error(422, title, {"images": title})
    values, picture = _read(store, request, required=True)
    name = "images" if thumbnail_of(product) else "thumbnail"
    image = add_image(store, product, picture, values)
    changed(store, product, name)
    return Reply({"data": image_document(store, image), "meta": {}})


@route("PUT", IMAGE, scope=MODIFY, media=BOTH)
def update_image(store, request, product_id, image_id):
    """Change its place, description or file; or make it the thumbnail."""
    product = find_product(store, product_id)
    image = _find(product, image_id)
    values, picture = _read(store, request, required=False)
    change_image(store, product, image, values, picture)
    changed(store, product, "images")
    return Reply({"data": image_document(store, image), "meta": {}})


@route("DELETE", IMAGE, scope=MODIFY)
def delete_image(store, request, product_id, image_id):
    """Delete an image with its file."""
    product = find_product(store, product_id)
    remove_image(store, product, _find(product, image_id))
    changed(store, product, "images")
    return Reply(status=204)


@route(
    "POST",
    "/v3/catalog/products/<int:product_id>/variants/<int:variant_id>/image",
    scope=MODIFY,
    media=BOTH,
)
def create_variant_image(store, request, product_id, variant_id):
    """The image of a variant; the one that it had makes way. A file of more than 1 MB
    is answered with 500, as documented."""
    variant = find_variant(store, product_id, variant_id)
    picture = read_picture(store, request, MAXIMUM_VARIANT_BYTES)
    url = address(store, "product_images/attribute_rule_images", picture)
    variant.values["image_url"] = url
    emit_sku(store, "updated", variant)
    changed(store, store.catalog.product(variant), "variants")
    return Reply({"data": {"image_url": url}, "meta": {}})


def read_picture(store, request, maximum_bytes=None):
    """The picture of a request that has nothing else, as a file or by address."""
    if request.mimetype == FORM:
        return uploaded_picture(store, request, maximum_bytes)
    url = request.payload(shape={"image_url": text}).get("image_url")
    if url is None:
        raise _missing()
    return _downloaded(store, url)


def uploaded_picture(store, request, maximum_bytes=None):
    """The ``image_file`` of a form."""
    file = _file(request)
    if file is None:
        raise _missing()
    data = file.read()
    if maximum_bytes is not None and len(data) > maximum_bytes:
        raise V3Error(500, "The image is larger than 1 MB")
    return keep_picture(store, data, file.filename or "")


def _read(store, request, required):
    """(values, picture or None) of a product's image; nothing is written before all of
    it is right."""
    form = request.mimetype == FORM
    body = _form_fields(request) if form else request.payload(shape=SHAPE)
    note_unknown(store, body, _KNOWN, "image")
    values, errors = clean(body, RULES)
    if errors:
        raise invalid(errors)
    file, url = _file(request) if form else None, body.get("image_url")
    if file is not None and url is not None:
        raise invalid({"image_url": "cannot be used with image_file"})
    if form and url is not None:
        # As documented: an address belongs into JSON.
        raise V3Error(422, "image_url must be present if uploading by url")
    if file is not None:
        return values, keep_picture(store, file.read(), file.filename or "")
    if url is not None:
        return values, _downloaded(store, url)
    if required:
        raise _missing()
    return values, None


def _form_fields(request):
    """The fields of a form with the types that they have in JSON."""
    fields = dict(request.form_fields())
    if "is_thumbnail" in fields:
        word = fields["is_thumbnail"]
        fields["is_thumbnail"] = _WORDS.get(word.lower(), word)
    if "sort_order" in fields:
        word = fields["sort_order"]
        digits = word.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 12:
            fields["sort_order"] = int(word)
    return fields


def _file(request):
    return request.form_files().get("image_file")


def _downloaded(store, url):
    wrong = url_error(store, url)
    if wrong:
        raise invalid({"image_url": wrong})
    if unreachable(store, url):
        raise V3Error(400, "The image could not be downloaded", {"image_url": url})
    return picture_at(store, url)


def _missing():
    title = "image_file or image_url is required"
    return V3Error(422, title, {"image_file": title})


def _find(product, image_id):
    for image in product.images:
        if image.id == image_id:
            return image
    raise V3Error(404, f"The image {image_id} was not found.")
