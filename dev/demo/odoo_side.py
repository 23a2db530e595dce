"""What Odoo says, read by SQL. PGHOST, PGUSER … say where the server is."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import psycopg2
from bigcommerce_side import Api

STORE = """
    SELECT id, api_url, store_hash, access_token, warehouse_id
      FROM bigcommerce_store WHERE state <> 'draft' ORDER BY id LIMIT 1
"""
ORDERS = """
    SELECT web.external_id, COALESCE(web.message, ''), pos.id, pos.amount_total,
           pos.amount_tax
      FROM bigcommerce_order web
      LEFT JOIN pos_order pos ON pos.bigcommerce_order_id = web.id
     WHERE web.store_id = %s
     ORDER BY web.id, pos.id
"""
# Goods only: shipping and what else there is to pay for is no unit of anything.
QUANTITIES = """
    SELECT web.external_id, COALESCE(product.default_code, product.id::text),
           SUM(line.qty)
      FROM bigcommerce_order web
      JOIN pos_order pos ON pos.bigcommerce_order_id = web.id
      JOIN pos_order_line line ON line.order_id = pos.id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
     WHERE web.store_id = %s AND template.type <> 'service'
     GROUP BY 1, 2
"""
STOCK = """
    SELECT product.default_code,
           COALESCE(SUM(quant.quantity - quant.reserved_quantity), 0)
      FROM product_product product
      JOIN product_template template ON template.id = product.product_tmpl_id
      LEFT JOIN (stock_quant quant
                 JOIN stock_location location ON location.id = quant.location_id
                  AND location.usage = 'internal' AND location.warehouse_id = %s)
        ON quant.product_id = product.id
     WHERE product.active AND template.active AND template.bigcommerce_enabled
       AND template.is_storable AND product.default_code IS NOT NULL
     GROUP BY 1
"""


@dataclass
class Shop:
    """The connected store as the database has it."""

    database: str
    store_id: int
    warehouse_id: int
    api: Api


@dataclass
class PostedOrder:
    """The POS transactions of a web order together."""

    message: str
    quantities: Counter = field(default_factory=Counter)
    amounts: list[Decimal] = field(default_factory=list)
    tax: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Tax included."""
        return sum(self.amounts, Decimal(0))

    def cells(self) -> tuple[str, ...]:
        """Transactions, quantity, total and tax as texts."""
        transactions = " ".join(f"{amount:+}" for amount in self.amounts) or "none"
        units = sum(self.quantities.values())
        return transactions, str(units), str(self.total), str(self.tax)


def query(database: str, statement: str, *parameters) -> list[tuple]:
    """The rows of a SELECT."""
    connection = psycopg2.connect(dbname=database)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall()
    finally:
        connection.close()


def read_shop(database: str, url: str | None = None) -> Shop | None:
    """The first connected store; ``url`` overrides the address that Odoo has."""
    for store_id, api_url, store_hash, token, warehouse_id in query(database, STORE):
        api = Api(url or api_url, store_hash, token)
        return Shop(database, store_id, warehouse_id, api)
    return None


def read_transactions(shop: Shop) -> dict[str, PostedOrder]:
    """What was posted, by the number of the web order."""
    posted: dict[str, PostedOrder] = {}
    for number, message, pos_id, total, tax in query(
        shop.database, ORDERS, shop.store_id
    ):
        order = posted.setdefault(number, PostedOrder(message))
        if pos_id:
            order.amounts.append(_money(total))
            order.tax += _money(tax)
    for number, sku, quantity in query(shop.database, QUANTITIES, shop.store_id):
        posted[number].quantities[sku] = _units(quantity)
    return posted


def read_shop_stock(shop: Shop) -> Counter:
    """Free units by SKU at the store's location."""
    rows = query(shop.database, STOCK, shop.warehouse_id)
    return Counter({sku: _units(quantity) for sku, quantity in rows})


def _money(amount) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def _units(quantity):
    number = Decimal(str(quantity)).normalize()
    return int(number) if number == number.to_integral_value() else number
