"""People who work on both sides while Odoo is killed."""


class Town:
    """People who change something on either side, by chance."""

    def __init__(self, processes, chance, prefix="KILL"):
        self.processes, self.chance = processes, chance
        self.prefix = prefix  # of its SKUs
        self.products = {}
        self.web_orders = []
        self.on_the_web = 0

    def new_product(self):
        sku = f"{self.prefix}-{len(self.products) + 1}"
        call = self.processes.call
        template = call(
            "product.template",
            "create",
            {
                "name": f"Product {sku}",
                "default_code": sku,
                "is_storable": True,
                "list_price": self.chance.randint(5, 50),
                "taxes_id": [(5,)],
                "bigcommerce_enabled": True,
            },
        )
        [variant] = call(
            "product.product", "search", [("product_tmpl_id", "=", template)]
        )
        self.products[sku] = (template, variant)
        self.count_stock(sku)

    def count_stock(self, sku=None):
        sku = sku or self.chance.choice(list(self.products))
        call = self.processes.call
        warehouse = self.processes.odoo.find(
            "stock.warehouse", [], ["lot_stock_id"], limit=1
        )[0]
        quant = call(
            "stock.quant",
            "create",
            [
                {
                    "product_id": self.products[sku][1],
                    "location_id": warehouse["lot_stock_id"][0],
                    "inventory_quantity": self.chance.randint(50, 90),
                }
            ],
            context={"inventory_mode": True},
        )
        call("stock.quant", "action_apply_inventory", quant)

    def change_product(self):
        template, _variant = self.products[self.chance.choice(list(self.products))]
        values = {
            "name": f"Product {template}, version {self.chance.randrange(10**6)}",
            "list_price": self.chance.randint(5, 50),
        }
        self.processes.call("product.template", "write", [template], values)

    def on_sale(self):
        """SKUs that BigCommerce has."""
        api = self.processes.web.api
        there = {row["sku"] for row in api.pages("/v3/catalog/variants")}
        return sorted(there & self.products.keys())

    def order(self):
        skus = self.on_sale()
        if skus:
            chosen = self.chance.sample(skus, min(2, len(skus)))
            lines = [{"sku": s, "quantity": self.chance.randint(1, 3)} for s in chosen]
            number = self.processes.web.check_out(lines, tax_rate="8.25")
            self.web_orders.append(number)

    def orders(self):
        """So many that they are posted together."""
        for _ in range(5):
            self.order()

    def edit(self):
        if self.web_orders:
            number = self.chance.choice(self.web_orders)
            path = f"/v2/orders/{number}/products"
            line = self.chance.choice(list(self.processes.web.api.pages(path)))
            change = {"id": line["id"], "quantity": self.chance.randint(1, 5)}
            self.processes.web.edit(number, [change])

    def live(self):
        """A little of everything, so that every flow has something to do."""
        self.new_product()
        for deed in (self.change_product, self.count_stock, self.orders, self.edit):
            deed()
        for _ in range(3):
            self.chance.choice((self.change_product, self.order, self.edit))()

    def sell_on_the_web(self, count):
        """New products in the control panel, with stock, that Odoo does not know."""
        for _ in range(count):
            self.on_the_web += 1
            sku = f"WEB-{self.on_the_web}"
            product = {
                "name": f"Product {sku}",
                "sku": sku,
                "type": "physical",
                "price": 10,
                "weight": 1,
                "inventory_tracking": "product",
            }
            made = self.processes.staff("POST", "/v3/catalog/products", product)
            item = {"location_id": 1, "product_id": made["data"]["id"], "quantity": 7}
            body = {"reason": "counted", "items": [item]}
            self.processes.staff("PUT", "/v3/inventory/adjustments/absolute", body)

    def products_of_the_web(self):
        products = self.processes.web.api.pages("/v3/catalog/products")
        return [row for row in products if row["sku"].startswith("WEB-")]
