"""What the connector is for, done once from one end to the other.

Only public doors are used: JSON-RPC as the administrator, BigCommerce's API, and the
simulator's control API for the shopper. The connector works by its own scheduled
actions and webhooks; nothing here calls its code.
"""

from agreement import compare
from catalog import Product, prepare_product
from odoo_rpc import Odoo, OdooError
from odoo_side import read_shop
from story import StoryError, report, wait_for
from web_shop import WebShop

CRON_TRIES = 5


class Thread:
    """The steps, in their order.

    :param alive: raises StoryError when one of the servers has ended
    """

    def __init__(self, odoo: Odoo, odoo_url: str, web: WebShop, database: str, alive):
        self.odoo, self.odoo_url = odoo, odoo_url
        self.web, self.database = web, database
        self._servers_alive = alive
        self.store_id = None

    def run(self, client_secret: str) -> None:
        """All of it; StoryError when the two sides do not come together."""
        self.connect(client_secret)
        product = prepare_product(self.odoo, self._warehouse())
        self.publish(product)
        self.sell_and_edit(product.skus)
        self.run_everything_again()

    def alive(self) -> None:
        """Raise StoryError when there is nothing left to wait for."""
        self._servers_alive()
        store = self._read_store()
        if store["state"] == "paused":
            raise StoryError(f"Odoo has paused the store: {store['pause_reason']}")

    def troubles(self) -> list[str]:
        """What Odoo shows a person as the reason why something is not done."""
        attention = [("state", "=", "attention")]
        attention = [
            f"{record['display_name']}: {record['message']}"
            for model in ("bigcommerce.product", "bigcommerce.order")
            for record in self.odoo.find(model, attention, ["display_name", "message"])
        ]
        last_error = self._read_store()["last_error"] if self.store_id else None
        return ([last_error] if last_error else []) + attention

    def _read_store(self):
        fields = ["state", "pause_reason", "last_error"]
        return self.odoo.call("bigcommerce.store", "read", [self.store_id], fields)[0]

    def connect(self, client_secret: str) -> None:
        """Settings → BigCommerce → Connect, then Go Live."""
        report("Connecting the store and going live")
        self.odoo.call(
            "ir.config_parameter", "set_param", "web.base.url", self.odoo_url
        )
        settings = self.odoo.call(
            "res.config.settings",
            "create",
            {
                "bigcommerce_store_hash": self.web.api.store_hash,
                "bigcommerce_access_token": self.web.api.access_token,
                "bigcommerce_client_secret": client_secret,
                "bigcommerce_api_url": self.web.url,
                "bigcommerce_warehouse_id": self._warehouse(),
            },
        )
        action = self.odoo.call(
            "res.config.settings", "action_bigcommerce_connect", [settings]
        )
        self.store_id = action["res_id"]
        self.odoo.call("bigcommerce.store", "action_go_live", [self.store_id])

    def _warehouse(self):
        found = self.odoo.find("stock.warehouse", [], ["id"], limit=1, order="id")
        return found[0]["id"]

    def publish(self, product: Product) -> None:
        """Sell a product on BigCommerce, and wait until it is there with its stock."""
        report(f"Selling {product.name} on BigCommerce ({len(product.skus)} variants)")
        self.odoo.call(
            "product.template", "write", [product.id], {"bigcommerce_enabled": True}
        )
        self._sync_now()
        wait_for("on BigCommerce with its stock", self._unpublished, self.alive)

    def _sync_now(self):
        """The button on the store's page, for those who cannot wait a minute."""
        self.odoo.call("bigcommerce.store", "action_sync_now", [self.store_id])

    def _unpublished(self):
        shop = read_shop(self.database)
        return compare(shop)[1].disagreements

    def sell_and_edit(self, skus: list[str]) -> None:
        """Orders, then edits of them; both sides agree after each round."""
        web = self.web
        report("Shoppers order")
        plain = web.check_out([{"sku": skus[0], "quantity": 3}])
        taxed = web.check_out(
            [{"sku": skus[1], "quantity": 2}],
            shipping={"cost": "5.00", "method": "Flat Rate"},
            tax_rate="8.25",
        )
        several = web.check_out(
            [
                {"sku": skus[2], "quantity": 2},
                {"sku": skus[3], "quantity": 1},
                {"sku": skus[4], "quantity": 3},
            ],
            tax_rate="8.25",
        )
        single = web.check_out([{"sku": skus[5], "quantity": 1}])
        self._wait_until_agreed("sales in the Point of Sale")

        report("Staff edit the orders on BigCommerce")
        self._set_quantity(plain, skus[0], 1)
        self._set_quantity(taxed, skus[1], 4)
        self._set_quantity(several, skus[3], 0)
        self._add_line(single, skus[6], 2)
        self._wait_until_agreed("refunds and further sales in the Point of Sale")

        report("Staff edit an edited order")
        self._set_quantity(plain, skus[0], 5)
        self._wait_until_agreed("a further sale in the Point of Sale")

    def _set_quantity(self, number, sku, quantity):
        line = self.web.line(number, sku)
        report(f"    order {number}: {sku} from {line['quantity']} to {quantity}")
        self.web.edit(number, [{"id": line["id"], "quantity": quantity}])

    def _add_line(self, number, sku, quantity):
        report(f"    order {number}: {quantity} x {sku} added")
        found = self.web.api.get("/v3/catalog/variants", sku=sku)["data"][0]
        line = {"product_id": found["product_id"], "variant_id": found["id"]}
        self.web.edit(number, [{**line, "quantity": quantity}])

    def _wait_until_agreed(self, what):
        wait_for(what, self._disagreements, self.alive)

    def _disagreements(self):
        orders, stock = compare(read_shop(self.database))
        return orders.disagreements + stock.disagreements

    def run_everything_again(self) -> None:
        """A second run of every scheduled action changes nothing on either side."""
        report("Running every scheduled action of the store again")
        self._sync_now()
        wait_for("nothing left to do", self._unfinished, self.alive)
        before = self._counts()
        for cron in self._crons():
            self._run_cron(cron)
        after = self._counts()
        for what, count in before.items():
            report(f"    {what}: {count} before, {after[what]} after")
        if before != after:
            raise StoryError("A second run, with nothing to do, did something.")

    def _unfinished(self):
        if self._count("bigcommerce.change"):
            yield "changes of products or stock not looked at"
        if self._count("bigcommerce.order", [("needs_sync", "=", True)]):
            yield "web orders not looked at"
        if self._count("ir.cron.trigger", [("cron_id", "in", self._crons())]):
            yield "scheduled actions asked for"

    def _crons(self):
        flows = self.odoo.find(
            "bigcommerce.flow", [("store_id", "=", self.store_id)], ["cron_id"]
        )
        return [flow["cron_id"][0] for flow in flows if flow["cron_id"]]

    def _run_cron(self, cron):
        for attempt in range(1, CRON_TRIES + 1):
            try:
                self.odoo.call("ir.cron", "method_direct_trigger", [cron])
            except OdooError:
                # The scheduler may be running it at this moment.
                if attempt == CRON_TRIES:
                    raise
            else:
                return

    def _counts(self):
        return {
            "POS orders": self._count("pos.order"),
            "web orders in Odoo": self._count("bigcommerce.order"),
            "writing requests to BigCommerce": self.web.write_count(),
        }

    def _count(self, model, domain=()):
        return self.odoo.call(model, "search_count", list(domain))
