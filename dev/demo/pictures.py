"""The pictures of the guides and of the app page, taken from the running demo.

    make demo                               (leave it running, in another terminal)
    dev/run python dev/demo/pictures.py

A few more orders are placed and a product without an Internal Reference is ticked
first, so that there is something to do. Look at each picture before you commit it.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable

import requests
from chromium import Chromium
from odoo_rpc import Odoo, OdooError
from PIL import Image
from run import ACCESS_TOKEN, LOGIN, PASSWORD, STORE_HASH
from servers import HOST, REPOSITORY
from story import StoryError, complain, report, wait_for
from web_shop import WebShop

WIDTH, HEIGHT = 1400, 860
COLORS = 64
FOLDER = REPOSITORY / "bigcommerce_connector" / "static" / "description"
_ADDON = "/odoo/action-bigcommerce_connector."
# Fonts, icons and animations come after the elements.
_SETTLE_SECONDS = 3
_AWAITING_PAYMENT = 7


def main() -> int:
    """Take them all; the exit status."""
    environment = os.environ.get
    odoo_url = f"http://{HOST}:{environment('DEMO_ODOO_PORT', '8069')}"
    web_url = f"http://{HOST}:{environment('DEMO_SIMULATOR_PORT', '8070')}"
    database = environment("DEMO_DATABASE", "bigcommerce_demo")
    try:
        odoo = Odoo(odoo_url, database, LOGIN, PASSWORD)
        prepare(odoo, WebShop(web_url, STORE_HASH, ACCESS_TOKEN))
        with Chromium(WIDTH, HEIGHT) as page:
            log_in(page, odoo_url, database)
            for name, show in pictures(odoo, odoo_url).items():
                show(page)
                time.sleep(_SETTLE_SECONDS)
                save(name, page.picture())
    except (StoryError, OdooError, requests.RequestException) as error:
        complain(str(error))
        return 1
    return 0


# === WHAT IS SEEN === #


def prepare(odoo: Odoo, web: WebShop) -> None:
    """Some customers, an order that waits for its payment, and something to do: once,
    however often the pictures are taken.
    """
    wanted = {"no_product": lambda: order(web), "no_sku": lambda: tick(odoo)}

    def missing():
        for cause in wanted:
            if not odoo.find("bigcommerce.todo", [("cause", "=", cause)], ["cause"]):
                yield cause

    for cause in list(missing()):
        wanted[cause]()
    stores = odoo.call("bigcommerce.store", "search", [])
    odoo.call("bigcommerce.store", "action_sync_now", stores)
    wait_for("something to do", missing, lambda: None)


def order(web: WebShop) -> None:
    """Four shoppers; one waits for the payment, one has what Odoo does not know."""
    variants = web.api.pages("/v3/catalog/variants")
    sku = next(variant["sku"] for variant in variants if variant["sku"])
    for first, last, details in (
        ("Ada", "Byron", {}),
        ("Bo", "Li", {"tax_rate": "8.25"}),
        ("Carla", "Nunez", {"status_id": _AWAITING_PAYMENT}),
    ):
        customer = {"first_name": first, "last_name": last}
        web.check_out([{"sku": sku, "quantity": 1}], customer=customer, **details)
    sign = {"name": "Engraved Sign", "sku": "SIGN", "price": "40.00", "quantity": 1}
    customer = {"first_name": "Dora", "last_name": "Klein"}
    web.check_out([sign], customer=customer)


def tick(odoo: Odoo) -> None:
    """A product without an Internal Reference is to be sold on BigCommerce."""
    nameless = odoo.find(
        "product.product",
        [("default_code", "in", (False, "")), ("is_storable", "=", True)],
        ["product_tmpl_id"],
        limit=1,
    )
    templates = [variant["product_tmpl_id"][0] for variant in nameless]
    values = {"bigcommerce_enabled": True}
    odoo.call("product.template", "write", templates, values)


def pictures(odoo: Odoo, url: str) -> dict[str, Callable]:
    """What shows each of them on a page, by name."""
    edited = odoo.find(
        "bigcommerce.order", [("amount_to_refund", ">", 0)], ["id"], limit=1
    )[0]["id"]
    register = odoo.find(
        "pos.config", [("bigcommerce_store_id", "=", False)], ["id"], limit=1
    )[0]["id"]

    def dashboard(page):
        page.open(f"{url}{_ADDON}bigcommerce_dashboard_action")
        page.until(".o_kanban_record canvas")

    def todo(page):
        page.open(f"{url}{_ADDON}bigcommerce_todo_action")
        for cause in ("Money to refund", "No Internal Reference", "No product matches"):
            page.click(".o_group_header", cause)
            time.sleep(1)

    def web_orders(page):
        page.open(f"{url}{_ADDON}bigcommerce_order_action")
        page.until(".o_data_row")

    def web_order(page):
        page.open(f"{url}{_ADDON}bigcommerce_order_action/{edited}")
        page.until(".o_form_sheet", "Reconciliation")

    def set_up(page):
        page.open(f"{url}{_ADDON}bigcommerce_setup_action")
        page.until(".o_form_view button", "Test")

    def at_register(page):
        page.open(f"{url}/pos/ui/{register}")
        page.click(".open-register-btn")
        page.until(".pos .product-screen, .modal")
        page.run(
            "[...document.querySelectorAll('.modal button')]"
            ".find(button => button.textContent.includes('Open Register'))?.click()"
        )
        page.click(".pos-leftheader .orders-button")
        page.click(".pos-search-bar .filter")
        page.click(".pos-search-bar .filter li", "Web Orders")
        page.click(".ticket-screen .order-row", "BC-")

    shows = (dashboard, todo, web_orders, web_order, set_up, at_register)
    return {show.__name__: show for show in shows}


# === TAKING THEM === #


def log_in(page: Chromium, url: str, database: str) -> None:
    """The browser's own session."""
    page.open(f"{url}/web/login")
    page.until("form")
    parameters = {"db": database, "login": LOGIN, "password": PASSWORD}
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters})
    page.run(
        "fetch('/web/session/authenticate', {method: 'POST',"
        " headers: {'Content-Type': 'application/json'},"
        f" body: {json.dumps(body)}}}).then(answer => answer.json())"
    )


def save(name: str, png: bytes) -> None:
    """Of few colours, so that it is small."""
    path = FOLDER / f"{name}.png"
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    report(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())
