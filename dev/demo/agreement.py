"""Do Odoo and BigCommerce say the same of every web order, and of the stock?

Reads BigCommerce's side from its API (of the simulator) and Odoo's side by SQL,
imports nothing of the connector and prints a table. Exit status 0: every row agrees;
1: one does not; 2: there is nothing to compare.

    dev/run python dev/demo/agreement.py --database bigcommerce_demo

Orders that are both edited and refunded are out of its depth: there a refund may settle
an edit, which cannot be seen from these sums.
"""

import argparse
import sys
from collections import Counter

from bigcommerce_side import read_web_orders, read_web_stock
from odoo_side import Shop, read_shop, read_shop_stock, read_transactions
from table import Table

NOT_POSTED = "not posted"


def compare_orders(web_orders: dict, posted: dict) -> Table:
    """One row per web order, and one per web order that only Odoo knows.

    :param web_orders: order number to :class:`bigcommerce_side.WebOrder`
    :param posted: order number to :class:`odoo_side.PostedOrder`
    """
    table = Table(
        "web order", "BigCommerce", "quantity", "total", "tax",
        "POS transactions", "quantity", "total", "tax", "agree",
    )  # fmt: skip
    for number in sorted({*web_orders, *posted}, key=int):
        web, ours = web_orders.get(number), posted.get(number)
        differences = _order_differences(web, ours)
        table.add(
            number,
            *(web.cells() if web else ("unknown", "", "", "")),
            *(ours.cells() if ours else (NOT_POSTED, "", "", "")),
            agrees=not differences,
            note=f"web order {number}: {', '.join(differences)}",
        )
    return table


def _order_differences(web, ours):
    if web is None:
        return ["BigCommerce has no such order"]
    if ours is None:
        return [] if web.is_nothing else ["Odoo has no such order"]
    differences = []
    for sku in sorted({*web.quantities, *ours.quantities}):
        there, here = web.quantities[sku], ours.quantities[sku]
        if there != here:
            differences.append(f"{sku} is {there} on BigCommerce and {here} in Odoo")
    if web.total != ours.total:
        differences.append(f"total {web.total} there, {ours.total} here")
    if web.tax != ours.tax:
        differences.append(f"tax {web.tax} there, {ours.tax} here")
    if differences and ours.message:
        differences.append(f"Odoo says: {ours.message}")
    return differences


def compare_stock(web_stock: Counter, shop_stock: Counter) -> Table:
    """One row per SKU that the shop sells on BigCommerce."""
    table = Table("SKU", "stock on BigCommerce", "free in Odoo", "agree")
    for sku in sorted(shop_stock):
        there, here = web_stock[sku], max(shop_stock[sku], 0)
        note = f"{sku}: {there} in stock on BigCommerce, {here} in Odoo"
        table.add(sku, str(there), str(here), agrees=there == here, note=note)
    return table


def compare(shop: Shop) -> tuple[Table, Table]:
    """Both tables, read now."""
    posted = read_transactions(shop)
    orders = compare_orders(read_web_orders(shop.api), posted)
    return orders, compare_stock(read_web_stock(shop.api), read_shop_stock(shop))


def main() -> int:
    """Print the tables; the exit status says whether all rows agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument(
        "--simulator-url", help="where the store is, if not where Odoo connected it"
    )
    arguments = parser.parse_args()
    shop = read_shop(arguments.database, arguments.simulator_url)
    if shop is None:
        print(f"No store is connected in the database {arguments.database}.")
        return 2
    orders, stock = compare(shop)
    if not orders.rows:
        print("There is no web order to compare.")
        return 2
    print(orders, stock, sep="\n\n")
    for note in (*orders.disagreements, *stock.disagreements):
        print(f"DISAGREES: {note}")
    return int(bool(orders.disagreements or stock.disagreements))


if __name__ == "__main__":
    sys.exit(main())
