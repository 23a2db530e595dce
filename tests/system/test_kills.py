"""Odoo is killed in the middle of its work, again and again; nothing shows at the end.

``KILLS`` says how often (``make proof``: often), ``KILLS_SEED`` repeats a run.
"""

import os
import random
import sys
import time
from collections import Counter

import pytest

from .shop import UNBALANCED, UNPAID_IN_CLOSED
from .town import Town

KILLS = int(os.environ.get("KILLS", "6"))
SEED = int(os.environ.get("KILLS_SEED") or random.randrange(10**6))
# The moments at which BigCommerce has done what Odoo does not know yet.
REQUESTS = {
    "created": [("POST", "/v3/catalog/products")],
    "catalog": [
        ("POST", "/v3/catalog/products"),
        ("PUT", "/v3/catalog/products*"),
        ("GET", "/v3/catalog/products"),
    ],
    "stock": [("PUT", "/v3/inventory/adjustments/absolute")],
    "import": [
        ("GET", "/v3/catalog/products"),
        ("GET", "/v3/inventory/items"),
        ("GET", "/v3/catalog/trees/categories"),
    ],
    "orders": [
        ("GET", "/v2/orders"),
        ("GET", "/v3/orders/payment_actions/refunds"),
    ],
}
BACKDATED = """
    WITH changed AS (
        UPDATE pos_session SET start_at = start_at - interval '3 days'
         WHERE state <> 'closed' AND config_id IN (
            SELECT id FROM pos_config WHERE bigcommerce_store_id IS NOT NULL)
        RETURNING id)
    SELECT count(*) FROM changed
"""
OPEN = """
    SELECT session.name FROM pos_session session
      JOIN pos_config config ON config.id = session.config_id
     WHERE session.state <> 'closed' AND config.bigcommerce_store_id IS NOT NULL
"""

IMPORTING = "SELECT id FROM bigcommerce_import WHERE state = 'running'"
# Products of the web that Odoo has otherwise than once, or with another stock.
NOT_ONCE = """
    SELECT product.default_code, count(*), sum(there.quantity)
      FROM product_product product
      LEFT JOIN (SELECT quant.product_id, sum(quant.quantity) AS quantity
                   FROM stock_quant quant JOIN stock_location location
                     ON location.id = quant.location_id AND location.usage = 'internal'
                  GROUP BY quant.product_id) there ON there.product_id = product.id
     WHERE product.default_code LIKE 'WEB-%%'
     GROUP BY product.default_code
    HAVING count(*) <> 1 OR sum(there.quantity) IS DISTINCT FROM 7
"""

# Where the goods of several orders are to leave at once, it takes a while.
SLOW_TOGETHER = """
    CREATE FUNCTION slow_together() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(DISTINCT picking_id) FROM made) > 1 THEN
            PERFORM pg_sleep(60);
        END IF;
        RETURN NULL; END $$;
    CREATE TRIGGER slow_together AFTER INSERT ON stock_move
        REFERENCING NEW TABLE AS made FOR EACH STATEMENT
        EXECUTE FUNCTION slow_together();
    SELECT true
"""
IN_THE_MIDDLE = """
    SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event = 'PgSleep'
"""
QUICK_AGAIN = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event = 'PgSleep';
    DROP TRIGGER slow_together ON stock_move;
    DROP FUNCTION slow_together();
    SELECT true
"""
# Transactions whose goods have not left, or more than once.
MOVED_OTHERWISE = """
    SELECT pos.pos_reference, count(picking.id) FROM pos_order pos
      LEFT JOIN stock_picking picking
        ON picking.pos_order_id = pos.id AND picking.state = 'done'
     WHERE pos.bigcommerce_order_id IS NOT NULL
       AND EXISTS (SELECT FROM pos_order_line line JOIN product_product product
         ON product.id = line.product_id JOIN product_template template
         ON template.id = product.product_tmpl_id
         WHERE line.order_id = pos.id AND template.type <> 'service')
     GROUP BY pos.id HAVING count(picking.id) <> 1
"""
POSTED = "SELECT count(*) FROM pos_order WHERE bigcommerce_order_id IS NOT NULL"


@pytest.fixture(scope="module")
def chance():
    return random.Random(SEED)


def kill_while_connecting(processes, chance, at_a_request):
    """``connect`` before and after; the last one is not disturbed."""
    processes.beside(processes.connect)
    if at_a_request:
        processes.wait_for_request("POST", "/v3/hooks")
    else:
        time.sleep(chance.uniform(0, 2))
    processes.kill_and_start()


def kill_while_syncing(processes, chance, flow):
    """At a request of this flow, or anywhere when it makes none in time."""
    processes.sync_now()
    if flow in REQUESTS and (flow == "created" or chance.random() < 0.6):
        processes.wait_for_request(*chance.choice(REQUESTS[flow]))
    else:
        time.sleep(chance.uniform(0, 3))
    processes.kill_and_start()


def kill_while_posting_together(processes, town):
    """In the middle of a transaction of several orders; none of them is posted, nor a
    part of one."""
    processes.sql(SLOW_TOGETHER)

    def not_yet():
        if processes.sql(IN_THE_MIDDLE):
            return []
        town.orders()  # the first one in a new process is slow, and so goes alone
        return ["all of them alone"]

    processes.wait_until(not_yet, "no orders are posted together")
    before = processes.sql(POSTED)
    processes.server.kill()
    processes.sql(QUICK_AGAIN)
    assert processes.sql(POSTED) == before
    assert processes.sql(MOVED_OTHERWISE) == []
    processes.start()


def kill_while_closing(processes, chance):
    processes.sql(BACKDATED)
    processes.sync_now()
    time.sleep(chance.uniform(0, 1.5))
    processes.kill_and_start()


def kill_while_importing(processes, chance):
    """What is on sale on BigCommerce only comes into Odoo, with its stock."""
    processes.start_import()
    if chance.random() < 0.6:
        processes.wait_for_request(*chance.choice(REQUESTS["import"]))
    else:
        time.sleep(chance.uniform(0, 2))
    processes.kill_and_start()
    processes.wait_until(lambda: processes.sql(IMPORTING), "an import has not ended")


def wait_and_compare(processes):
    processes.wait_until(processes.disagreements, "both sides disagree")


def test_killed_while_connecting(processes, chance, capsys):
    with capsys.disabled():
        sys.stderr.write(f"\nKILLS={KILLS} KILLS_SEED={SEED}\n")
    kill_while_connecting(processes, chance, at_a_request=True)
    for _ in range(KILLS // 12):
        kill_while_connecting(processes, chance, at_a_request=False)
    processes.connect()
    stores = processes.odoo.find("bigcommerce.store", [], ["state"])
    assert [store["state"] for store in stores] == ["live"]
    hooks = Counter(
        hook["scope"] for hook in processes.web.api.get("/v3/hooks")["data"]
    )
    assert set(hooks.values()) == {1}, hooks
    flows = processes.sql(
        "SELECT flow.kind FROM bigcommerce_flow flow"
        " JOIN ir_cron cron ON cron.id = flow.cron_id WHERE cron.active"
    )
    assert Counter(flows)[("orders",)] == 1
    registers = "SELECT id FROM pos_config WHERE bigcommerce_store_id IS NOT NULL"
    assert len(processes.sql(registers)) == 1


def test_killed_at_work(processes, chance):
    town = Town(processes, chance)
    town.new_product()
    wait_and_compare(processes)
    kill_while_posting_together(processes, town)
    wait_and_compare(processes)
    kinds = ["orders", "created", "stock", "sessions", "catalog", "anything"]
    for number in range(max(1, KILLS - 1)):
        town.live()
        kind = kinds[number % len(kinds)]
        if kind == "sessions":
            kill_while_closing(processes, chance)
        else:
            kill_while_syncing(processes, chance, kind)
    wait_and_compare(processes)


def test_killed_while_importing(processes, chance):
    """Each product comes once, with its stock once, and nothing is sent back."""
    town = Town(processes, chance)
    for _ in range(1 + KILLS // 12):
        town.sell_on_the_web(12)
        kill_while_importing(processes, chance)
    mapped = processes.sql(
        "SELECT count(*) FROM bigcommerce_variant WHERE sku LIKE 'WEB-%%'"
    )
    assert mapped[0][0] == town.on_the_web
    assert processes.sql(NOT_ONCE) == []
    there = town.products_of_the_web()
    wait_and_compare(processes)
    assert town.products_of_the_web() == there


def test_no_product_is_twice_on_bigcommerce(processes):
    products = list(processes.web.api.pages("/v3/catalog/products"))
    assert products
    names = Counter(product["name"] for product in products)
    assert set(names.values()) == {1}, names
    mapped = processes.sql(
        "SELECT external_id FROM bigcommerce_product WHERE state = 'synced'"
    )
    assert sorted(row[0] for row in mapped) == sorted(
        str(product["id"]) for product in products
    )


def test_no_transaction_is_twice(processes):
    """Each is numbered, from one, without a gap."""
    orders = processes.sql(
        "SELECT web.external_id, web.revision, count(pos.id), max(bigcommerce_revision)"
        " FROM bigcommerce_order web JOIN pos_order pos"
        " ON pos.bigcommerce_order_id = web.id GROUP BY web.id"
    )
    assert orders
    assert [o for o in orders if not o[1] == o[2] == o[3]] == []


def test_no_goods_have_moved_twice(processes):
    """Every transaction has one picking, and it is done."""
    assert processes.sql(MOVED_OTHERWISE) == []


def test_everything_closes_balanced(processes):
    processes.sql(BACKDATED)
    processes.wait_until(lambda: processes.sql(OPEN), "sessions are still open")
    assert processes.sql(UNPAID_IN_CLOSED) == []
    assert processes.sql(UNBALANCED) == []
    wait_and_compare(processes)


def test_a_further_run_does_nothing(processes):
    before = processes.control("GET", "/exchanges")["writes"]
    count = "SELECT count(*) FROM pos_order"
    posted = processes.sql(count)
    flows = processes.odoo.find(
        "bigcommerce.flow", [("store_id", "=", processes.store_id)], ["cron_id"]
    )
    own = [("id", "in", [flow["cron_id"][0] for flow in flows])]
    crons = processes.odoo.find("ir.cron", own, ["lastcall"])
    assert crons
    processes.sync_now()

    def not_run():
        now = processes.odoo.find("ir.cron", own, ["lastcall"])
        for old, new in zip(crons, now, strict=True):
            if old["lastcall"] == new["lastcall"]:
                yield new["id"]

    processes.wait_until(not_run, "flows have not run")
    assert processes.sql(count) == posted
    assert processes.control("GET", "/exchanges")["writes"] == before
