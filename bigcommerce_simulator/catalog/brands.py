"""``/v3/catalog/brands``.

Source: BigCommerce, brands_catalog.v3.yml. Brands have no webhooks of their own.
"""

import re

from ..errors import V3Error
from ..routing import Reply, route
from ..shapes import anything
from ..validation import clean
from .brand import RULES, Brand, add_brand, brand_named
from .events import changed
from .filters import chosen, range_filters
from .images import FORM, uploaded_picture
from .pictures import address, is_own, picture_at, unreachable
from .products import READ
from .products_write import MODIFY, note_unknown

BRANDS = "/v3/catalog/brands"
BRAND = BRANDS + "/<int:brand_id>"
_KNOWN = {*RULES, "id", "custom_url"}
_URL = re.compile(r"(/([A-Za-z0-9\-_.]{1,256}))*/?")


@route("GET", BRANDS, scope=READ)
def list_brands(store, request):
    """One page of brands."""
    parameters = request.parameters
    rows = list(store.catalog.brands.values())
    for accepts in range_filters(parameters, "id", lambda brand: brand.id):
        rows = [row for row in rows if accepts(row)]
    for name in ("name", "page_title"):
        exact = parameters.text(name)
        if exact is not None:
            rows = [r for r in rows if r.values[name].casefold() == exact.casefold()]
    part = parameters.text("name:like")
    if part is not None:
        rows = [row for row in rows if part.casefold() in row.name.casefold()]
    rows = _sorted(parameters, rows)
    page = parameters.page()
    data = [chosen(brand_document(row), parameters) for row in page.of(rows)]
    return Reply({"data": data, "meta": parameters.meta(page, rows)})


@route("GET", BRAND, scope=READ)
def get_brand(store, request, brand_id):
    """One brand."""
    document = brand_document(find_brand(store, brand_id))
    return Reply({"data": chosen(document, request.parameters), "meta": {}})


@route("POST", BRANDS, scope=MODIFY)
def create_brand(store, request):
    """A new brand; 409 when its name is taken."""
    values, url = _checked(store, request, None)
    if "name" not in values:
        raise _invalid({"name": "name is required"})
    _fetch_image(store, values)
    brand = add_brand(store, values, url)
    return Reply({"data": brand_document(brand), "meta": {}})


@route("PUT", BRAND, scope=MODIFY)
def update_brand(store, request, brand_id):
    """Change a brand."""
    brand = find_brand(store, brand_id)
    values, url = _checked(store, request, brand)
    _fetch_image(store, values)
    brand.values.update(values)
    if url is not None:
        brand.url, brand.url_is_customized = url, True
    return Reply({"data": brand_document(brand), "meta": {}})


@route("DELETE", BRANDS, scope=MODIFY)
def delete_brands(store, request):
    """Delete the brands of this name; the filter is required."""
    parameters = request.parameters
    name, title = parameters.text("name"), parameters.text("page_title")
    if not name:
        raise _invalid({"name": "The filter is required"})
    brand = brand_named(store, name)
    if brand is not None and title in (None, brand.values["page_title"]):
        _delete(store, brand)
    return Reply(status=204)


@route("DELETE", BRAND, scope=MODIFY)
def delete_brand(store, request, brand_id):
    """Delete one brand; its products have none then."""
    _delete(store, find_brand(store, brand_id))
    return Reply(status=204)


@route("POST", BRAND + "/image", scope=MODIFY, media=(FORM,))
def create_brand_image(store, request, brand_id):
    """The picture of a brand, as a file."""
    brand = find_brand(store, brand_id)
    url = address(store, "product_images", uploaded_picture(store, request))
    brand.values["image_url"] = url
    return Reply({"data": {"image_url": url}, "meta": {}})


@route("DELETE", BRAND + "/image", scope=MODIFY)
def delete_brand_image(store, request, brand_id):
    """No picture any more."""
    find_brand(store, brand_id).values["image_url"] = ""
    return Reply(status=204)


def brand_document(brand: Brand) -> dict:
    """The brand as v3 shows it."""
    url = {"url": brand.url, "is_customized": brand.url_is_customized}
    return {"id": brand.id, **brand.values, "custom_url": url}


def _sorted(parameters, rows):
    name = parameters.text("sort")
    direction = parameters.text("direction", "asc")
    if name not in (None, "name") or direction not in ("asc", "desc"):
        raise V3Error(422, "The sort order is not valid", {"sort": str(name)})
    key = (lambda row: row.name.casefold()) if name else (lambda row: row.id)
    return sorted(rows, key=key, reverse=direction == "desc")


def _checked(store, request, brand):
    """(values, the address that is asked for or None) after every check."""
    body = request.payload(shape={"custom_url": anything})
    note_unknown(store, body, _KNOWN, "brand")
    values, errors = clean(body, RULES)
    url = (body.get("custom_url") or {}).get("url")
    if url is not None and not (isinstance(url, str) and _is_path(url)):
        errors["custom_url"] = "url must be a path of 1 to 1024 characters"
    image = values.get("image_url")
    if image and not is_own(store, image) and unreachable(store, image):
        errors["image_url"] = "the image could not be downloaded"
    if errors:
        raise _invalid(errors)
    _check_unique(store, brand, values.get("name"), url)
    return values, url


def _check_unique(store, brand, name, url):
    for other in store.catalog.brands.values():
        if other is brand:
            continue
        if name is not None and other.name.casefold() == name.casefold():
            title = f"The brand {name} exists"
            raise V3Error(409, title, {"name": title})
        if url is not None and other.url == url:
            title = f"The address {url} is in use"
            raise V3Error(409, title, {"custom_url": title})


def _is_path(url):
    return 1 <= len(url) <= 1024 and _URL.fullmatch(url) is not None


def _fetch_image(store, values):
    url = values.get("image_url")
    if url and not is_own(store, url):
        values["image_url"] = address(store, "product_images", picture_at(store, url))


def _delete(store, brand):
    del store.catalog.brands[brand.id]
    for product in store.catalog.products.values():
        if product.values["brand_id"] == brand.id:
            product.values["brand_id"] = 0
            changed(store, product, "brand_id")


def find_brand(store, brand_id) -> Brand:
    """The brand, or 404."""
    brand = store.catalog.brands.get(brand_id)
    if brand is None:
        raise V3Error(404, f"The brand {brand_id} was not found.")
    return brand


def _invalid(errors):
    return V3Error(422, "The brand is not valid", errors)
