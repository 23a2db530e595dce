"""A small catalog to look at: ``--catalog sample``."""

from decimal import Decimal

from .catalog.products_write import create

SIZES = ("S", "M", "L")
COLORS = ("Red", "Blue")
SIMPLE = (
    ("Mug", "MUG", "7.50", 40),
    ("Tote Bag", "TOTE", "14.00", 25),
    ("Gift Box", "GIFTBOX", "4.00", 100),
)


def sample(store) -> None:
    """A shirt in six variants and three simple products, with stock."""
    with store.lock:
        shirt = create(store, _shirt())
        for variant in shirt.variants:
            store.inventory.set(("variant", variant.id), 1, 12)
        for name, sku, price, stock in SIMPLE:
            body = {
                "name": name,
                "type": "physical",
                "weight": Decimal("0.4"),
                "price": Decimal(price),
                "sku": sku,
                "inventory_tracking": "product",
                "inventory_level": stock,
            }
            create(store, body)


def _shirt():
    variants = [
        {
            "sku": f"SHIRT-{size}-{color}",
            "option_values": [
                {"option_display_name": "Size", "label": size},
                {"option_display_name": "Color", "label": color},
            ],
        }
        for size in SIZES
        for color in COLORS
    ]
    return {
        "name": "Shirt",
        "type": "physical",
        "weight": Decimal("0.3"),
        "price": Decimal("25.00"),
        "sku": "SHIRT",
        "inventory_tracking": "variant",
        "variants": variants,
    }


SAMPLES = {"sample": sample}
