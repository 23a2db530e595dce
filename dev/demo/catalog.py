"""The product that the demo sells: one of Odoo's own, by Size and Color."""

from dataclasses import dataclass

from odoo_rpc import Odoo
from story import StoryError, report

STOCK = 20


@dataclass
class Product:
    """``skus``: of all variants."""

    id: int
    name: str
    skus: list[str]


def prepare_product(odoo: Odoo, warehouse_id: int) -> Product:
    """Choose the product; give its variants SKUs and stock where they have none."""
    template = _choose(odoo)
    report(f"Preparing {template['name']}: SKUs and {STOCK} units of each variant")
    if not template["is_storable"]:
        odoo.call("product.template", "write", [template["id"]], {"is_storable": True})
    variants = odoo.find(
        "product.product",
        [("product_tmpl_id", "=", template["id"])],
        ["default_code", "product_template_attribute_value_ids"],
        order="id",
    )
    for variant in variants:
        if not variant["default_code"]:
            variant["default_code"] = _give_sku(odoo, template, variant)
    _give_stock(odoo, [variant["id"] for variant in variants], warehouse_id)
    skus = [variant["default_code"] for variant in variants]
    return Product(template["id"], template["name"], skus)


def _choose(odoo):
    templates = odoo.find(
        "product.template",
        [("attribute_line_ids.attribute_id.name", "=", "Size")],
        ["name", "is_storable", "attribute_line_ids"],
        order="id",
    )
    for template in templates:
        lines = odoo.call(
            "product.template.attribute.line",
            "read",
            template["attribute_line_ids"],
            ["attribute_id"],
        )
        if {line["attribute_id"][1] for line in lines} == {"Color", "Size"}:
            return template
    raise StoryError(
        "Odoo's demo data have no product with variants by Size and Color."
    )


def _give_sku(odoo, template, variant):
    values = odoo.call(
        "product.template.attribute.value",
        "read",
        variant["product_template_attribute_value_ids"],
        ["name"],
    )
    words = [template["name"], *(value["name"] for value in values)]
    sku = "-".join("-".join(words).upper().split())
    odoo.call("product.product", "write", [variant["id"]], {"default_code": sku})
    return sku


def _give_stock(odoo, variant_ids, warehouse_id):
    warehouse = odoo.call("stock.warehouse", "read", [warehouse_id], ["lot_stock_id"])
    location_id = warehouse[0]["lot_stock_id"][0]
    quants = odoo.call(
        "stock.quant",
        "create",
        [
            {
                "product_id": variant_id,
                "location_id": location_id,
                "inventory_quantity": STOCK,
            }
            for variant_id in variant_ids
        ],
        context={"inventory_mode": True},
    )
    odoo.call("stock.quant", "action_apply_inventory", quants)
