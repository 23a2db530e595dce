"""``GET /simulator/products/<id>``: one product for people to look at and to edit."""

from decimal import Decimal, InvalidOperation
from html import escape

from ..errors import V3Error
from ..inventory.state import DEFAULT_LOCATION
from ..page import HEAD, STYLE, table
from ..routing import Reply, control
from .documents import variant_level
from .events import changed
from .image import add_image, image_document
from .pictures import keep_picture
from .products import find_product
from .products_write import edit_product
from .staff import change_stock
from .variants import edit_variant

_TEXTS = ("name", "sku", "description")
_AMOUNTS = ("price", "sale_price", "cost_price", "weight")


@control("GET", "/products/<int:product_id>")
def show_product(store, request, product_id):
    """What staff sees, with forms to change it."""
    return Reply(_page(store, find_product(store, product_id), ""))


@control("POST", "/products/<int:product_id>/form")
def save_product(store, request, product_id):
    """One of the forms of the page; what is refused is shown above it."""
    product = find_product(store, product_id)
    fields, files = request.form_fields(), request.form_files()
    try:
        if "variant_id" in fields:
            _save_variant(store, product, fields)
        elif "image_file" in files:
            _add_image(store, product, files["image_file"])
        elif "name" in fields:
            edit_product(store, product, _product_body(fields))
    except V3Error as error:
        told = "; ".join(map(str, error.errors.values())) or error.message
        return Reply(_page(store, product, told), 200)
    return Reply(_page(store, product, "Saved."))


def _product_body(fields):
    body = {name: fields[name] for name in _TEXTS if name in fields}
    body |= {name: _amount(fields[name]) for name in _AMOUNTS if fields.get(name)}
    body["is_visible"] = "is_visible" in fields
    return body


def _save_variant(store, product, fields):
    variant = store.catalog.variants.get(_number(fields["variant_id"]))
    if variant is None or variant.product_id != product.id:
        raise V3Error(404, "There is no such variant.")
    body = {"sku": fields.get("sku", variant.sku)}
    price = fields.get("price", "")
    body["price"] = _amount(price) if price else None
    if variant.is_base:
        del body["price"]
    item, quantity = store.inventory.item(variant), fields.get("on_hand", "")
    edit_variant(store, variant, body)
    if item and quantity:
        change_stock(store, item, DEFAULT_LOCATION, {"quantity": _number(quantity)})


def _add_image(store, product, file):
    picture = keep_picture(store, file.read(), file.filename or "")
    first = not product.images
    add_image(store, product, picture, {})
    changed(store, product, "thumbnail" if first else "images")


def _amount(word):
    try:
        return Decimal(word)
    except InvalidOperation:
        raise V3Error(422, f"{word} is no number") from None


def _number(word):
    if not (word.isascii() and word.isdigit() and len(word) < 11):
        raise V3Error(422, f"{word} is no whole number")
    return int(word)


def _page(store, product, told):
    name = escape(product.name)
    return "".join(
        [
            f"{HEAD}<title>{name}</title>",
            f"<style>{STYLE}</style><p><a href='/simulator'>All</a></p><h1>{name}</h1>",
            f"<p><strong>{escape(told)}</strong></p>" if told else "",
            *_images(store, product),
            _form(product, _product_fields(product), "Save"),
            "<h2>Variants</h2>",
            *(_variant(store, product, variant) for variant in product.variants),
            "<h2>More</h2>",
            table(("What", "Value"), _more(store, product)),
        ]
    )


def _images(store, product):
    for image in product.images:
        url = escape(image_document(store, image)["url_thumbnail"])
        note = " (thumbnail)" if image.is_thumbnail else ""
        text = escape(image.description) + note
        yield f"<figure><img src='{url}' alt='' height='120'>{text}</figure>"
    yield (
        f"<form method='post' action='/simulator/products/{product.id}/form' "
        "enctype='multipart/form-data'><input type='file' name='image_file'>"
        "<button>Add image</button></form>"
    )


def _product_fields(product):
    values = product.values
    for name in ("name", "sku", *_AMOUNTS):
        yield _input(name, values[name])
    text = escape(values["description"])
    yield (
        "<label>description<br><textarea name='description' rows='3' cols='34'>"
        f"{text}</textarea></label>"
    )
    checked = " checked" if values["is_visible"] else ""
    yield f"<label><input type='checkbox' name='is_visible'{checked}> visible</label>"


def _variant(store, product, variant):
    labels = ", ".join(choice["label"] for choice in variant.option_values)
    rows = store.inventory.rows.get(store.inventory.item(variant), {})
    row = rows.get(DEFAULT_LOCATION)
    price = "" if variant.price is None else variant.price
    fields = [
        f"<input type='hidden' name='variant_id' value='{variant.id}'>",
        escape(labels or "base variant"),
        _input("sku", variant.sku),
        "" if variant.is_base else _input("price", price),
        _input("on_hand", row.on_hand if row else ""),
        f"available {variant_level(store, product, variant)}",
    ]
    return _form(product, fields, "Save variant")


def _more(store, product):
    values = product.values
    categories = store.catalog.categories.rows
    brand = store.catalog.brands.get(values["brand_id"])
    yield "Brand", brand.name if brand else ""
    for number in values["categories"]:
        yield "Category", categories[number].name if number in categories else number
    for row in product.custom_fields:
        yield row["name"], row["value"]
    for modifier in product.modifiers:
        labels = ", ".join(row["label"] for row in modifier.values)
        yield f"Modifier {modifier.display_name}", labels
    for rule in product.bulk_pricing_rules:
        most = rule["quantity_max"] or "any"
        yield "Bulk price", f"{rule['quantity_min']} to {most}: {rule['amount']:f}"
    for name in ("upc", "gtin", "mpn", "width", "height", "depth", "availability"):
        yield name, values[name]


def _form(product, fields, button):
    address = f"/simulator/products/{product.id}/form"
    inner = " ".join(fields)
    return (
        f"<form method='post' action='{address}'>{inner} <button>{button}</button>"
        "</form>"
    )


def _input(name, value):
    shown = escape(f"{value:f}" if isinstance(value, Decimal) else str(value))
    return f"<label>{name} <input name='{name}' value='{shown}'></label>"
