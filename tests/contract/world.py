"""What is at a simulator while every call is made."""

from itertools import count

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
CATEGORY_FIELDS = "category_id,name,parent_id"
COMPLETE = {
    "include": "consignments.line_items,fees",
    "consignment_structure": "object",
}


class World:
    """What the calls need to know of each other."""

    def __init__(self, simulator):
        self.store = simulator.store
        self.running = count(1)
        self.product: dict = {}
        self.order_id = 0
        self.shipment_id = 0
        self.pickup: dict = {}
        self.hook_id = 0
        self.option: dict = {}
        self.modifier: dict = {}
        self.category: dict = {}
        self.image_id = 0

    def name(self) -> str:
        return f"Item {next(self.running)}"

    def shirt(self) -> dict:
        """Payload of a product with variants, options by label."""
        name = self.name()
        variants = [
            {
                "sku": f"{name}-{size}-{color}".replace(" ", ""),
                "price": 21.5 if size == "M" else None,
                "option_values": [
                    {"option_display_name": "Size", "label": size},
                    {"option_display_name": "Color", "label": color},
                ],
            }
            for size in ("S", "M")
            for color in ("Red", "Blue")
        ]
        return {
            "name": name,
            "type": "physical",
            "weight": 0.3,
            "price": 19.99,
            "inventory_tracking": "variant",
            "variants": variants,
        }

    def place(self) -> int:
        """A shopper checks out."""
        variants = self.product["variants"][:2]
        lines = [{"variant_id": one["id"], "quantity": 2} for one in variants]
        shipping = {"cost": "5.00", "method": "Parcel"}
        return self.store.orders.place(lines=lines, shipping=shipping).id
