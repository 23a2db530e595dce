"""``/v3/catalog/products/{id}/custom-fields`` and ``/bulk-pricing-rules``.

Source: BigCommerce, products_catalog.v3.yml.
"""

from ..errors import V3Error
from ..routing import Reply, route
from .events import changed
from .parts import BULK_PRICING_RULES, CUSTOM_FIELDS
from .products import READ, find_product
from .products_write import MODIFY, invalid

_PRODUCT = "/v3/catalog/products/<int:product_id>"


def _register(part, name):
    """The five endpoints of a part."""
    every = f"{_PRODUCT}/{name}"
    one = f"{every}/<int:part_id>"

    @route("GET", every, scope=READ)
    def list_parts(store, request, product_id):
        rows = getattr(find_product(store, product_id), part.attribute)
        page = request.parameters.page()
        return Reply(
            {"data": page.of(rows), "meta": request.parameters.meta(page, rows)}
        )

    @route("GET", one, scope=READ)
    def get_part(store, request, product_id, part_id):
        _product, row = _find(store, part, product_id, part_id)
        return Reply({"data": row, "meta": {}})

    @route("POST", every, scope=MODIFY)
    def create_part(store, request, product_id):
        product = find_product(store, product_id)
        rows = getattr(product, part.attribute)
        row = _checked(part, request.payload(), {}, rows)
        row = {"id": store.next_id(part.kind), **row}
        rows.append(row)
        changed(store, product, part.attribute)
        return Reply({"data": row, "meta": {}})

    @route("PUT", one, scope=MODIFY)
    def update_part(store, request, product_id, part_id):
        product, row = _find(store, part, product_id, part_id)
        others = [r for r in getattr(product, part.attribute) if r is not row]
        row.update(_checked(part, request.payload(), row, others))
        changed(store, product, part.attribute)
        return Reply({"data": row, "meta": {}})

    @route("DELETE", one, scope=MODIFY)
    def delete_part(store, request, product_id, part_id):
        product, row = _find(store, part, product_id, part_id)
        getattr(product, part.attribute).remove(row)
        changed(store, product, part.attribute)
        return Reply(status=204)


def _checked(part, body, known, others):
    row, errors = part.cleaned(body, known)
    if errors:
        raise invalid(errors)
    part.check([*others, row])
    return row


def _find(store, part, product_id, part_id):
    product = find_product(store, product_id)
    for row in getattr(product, part.attribute):
        if row["id"] == part_id:
            return product, row
    raise V3Error(404, f"The {part.kind} {part_id} was not found.")


_register(CUSTOM_FIELDS, "custom-fields")
_register(BULK_PRICING_RULES, "bulk-pricing-rules")
