"""People and the connector at the same time, in transactions that really commit."""

from importlib import import_module

import pytest

from .shop import NO_WAIT, Worker

pytestmark = pytest.mark.usefixtures("books")


def web_session(shop, env):
    return env["pos.session"].search(
        [
            ("config_id", "in", shop.store(env).config_ids.ids),
            ("state", "!=", "closed"),
        ]
    )


def close_as_staff(shop):
    """*Close Session* in the back end, repeated by Odoo as every request is."""
    from odoo.service.model import retrying

    with shop.cursor(user_id=2) as env:

        def close():
            session = web_session(shop, env)
            return session.action_pos_session_closing_control() if session else True

        assert retrying(close, env) is True


# === CASHIERS === #


def test_sale_while_a_web_order_is_being_posted(shop, register):
    """Of the same product, in the cashier's own register."""
    before = shop.stock("SHIRT")
    number = shop.place("SHIRT", 2)
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.sale(env, "SHIRT", 3)
        with register.cursor() as env:
            register.sale(env, "SHIRT", -1)
    posting.result()
    shop.assert_posted_once(number, 2)
    assert shop.stock("SHIRT") == before - 4


def test_web_order_while_a_sale_is_not_committed(shop, register):
    before = shop.stock("SHIRT")
    number = shop.place("SHIRT", 2)
    with register.cursor() as env:
        register.sale(env, "SHIRT", 3)
        Worker(shop.run_flow, "orders").result()
        shop.assert_posted_once(number, 2)
    assert shop.stock("SHIRT") == before - 5


def test_closing_a_register_while_a_web_order_is_being_posted(shop, register):
    number = shop.place("SHIRT")
    with register.cursor() as env:
        register.sale(env, "SHIRT")
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.close(env)
    posting.result()
    shop.assert_posted_once(number, 1)
    register.open()


def test_web_order_while_a_register_is_being_closed(shop, register):
    number = shop.place("SHIRT")
    with register.cursor() as env:
        register.sale(env, "SHIRT")
        register.close(env)
        Worker(shop.run_flow, "orders").result()
        shop.assert_posted_once(number, 1)
    register.open()


def test_register_and_web_register_are_closed_at_once(shop, register):
    """Their entries are of one journal: one waits for the other's number, both come."""
    number = shop.place("SHIRT")
    shop.run_flow("orders")
    with register.cursor() as env:
        register.sale(env, "SHIRT")
    with shop.cursor() as env:
        web_session(shop, env).start_at = "2026-01-01 10:00:00"

    def close_register():
        from odoo.service.model import retrying

        with shop.cursor(register.user_id) as env:
            retrying(lambda: register.close(env), env)

    with shop.paused("pos.session", "_create_account_move") as pause:
        web = Worker(shop.run_flow, "sessions")
        pause.wait_until_reached()
        own = Worker(close_register)
        own.join(2)  # it is done, or it waits
    web.result()
    own.result()
    shop.run_flow("sessions")
    with shop.cursor() as env:
        assert not web_session(shop, env)
    shop.assert_posted_once(number, 1)
    register.open()


# === STAFF CLOSES THE WEB SESSION === #


def test_staff_closes_while_an_order_is_being_posted(shop):
    """The close is held off, fails and is repeated: it has the order in it."""
    shop.place("MUG")
    shop.run_flow("orders")
    number = shop.place("SHIRT")
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        closing = Worker(close_as_staff, shop)
        closing.join(2)
        assert closing.is_alive(), "the session was closed under the order"
    posting.result()
    closing.result()
    shop.assert_posted_once(number, 1)
    with shop.cursor() as env:
        assert shop.order(env, number).pos_order_ids.session_id.state == "closed"


def test_order_comes_while_staff_closes(shop):
    """The close is not committed yet: the order waits for the next run."""
    shop.place("MUG")
    shop.run_flow("orders")
    number = shop.place("SHIRT")
    with shop.cursor(user_id=2) as env:
        assert web_session(shop, env).action_pos_session_closing_control() is True
        Worker(shop.run_flow, "orders").result()
        with shop.cursor() as other:
            order = shop.order(other, number)
            assert (order.needs_sync, order.is_posted) == (True, False)
            orders_cron = shop.store(other)._flow("orders").cron_id
            assert other["ir.cron.trigger"].search([("cron_id", "=", orders_cron.id)])
    shop.run_flow("orders")
    shop.assert_posted_once(number, 1)


def test_staff_has_closed_since_the_order_was_read(shop):
    """Our transaction still sees the session open: it must not believe that."""
    shop.place("MUG")
    shop.run_flow("orders")
    number = shop.place("SHIRT")
    with shop.paused("pos.config", "_bigcommerce_open_session", before=True) as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        close_as_staff(shop)
    posting.result()
    shop.run_flow("orders")
    shop.assert_posted_once(number, 1)


def test_cron_and_staff_close_the_same_session(shop):
    shop.place("MUG")
    shop.run_flow("orders")
    with shop.cursor() as env:
        web_session(shop, env).start_at = "2026-01-01 10:00:00"
    with shop.paused("pos.session", "_create_account_move") as pause:
        ours = Worker(shop.run_flow, "sessions")
        pause.wait_until_reached()
        theirs = Worker(close_as_staff, shop)
        theirs.join(2)
    ours.result()
    theirs.result()
    with shop.cursor() as env:
        assert not web_session(shop, env)


# === A FLOW'S RECORD === #


@pytest.mark.parametrize("moment", ["BigCommerce answers", "all is done"])
def test_somebody_asks_for_a_run_while_the_flow_runs(shop, requests_paused, moment):
    """The run holds its record for moments only: nobody waits, no work is undone."""
    with shop.cursor() as env:
        flow = shop.store(env)._flow("orders")
        flow.last_success = False
        flow._set_failure("BigCommerce is not available right now.")
    number = shop.place("MUG")
    run = "odoo.addons.bigcommerce_connector.sync.orders.run"
    paused = (
        requests_paused("GET", "/v2/orders")
        if moment == "BigCommerce answers"
        else shop.paused(import_module(run).OrdersRun, "run")
    )
    with paused as pause:
        running = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with shop.cursor(user_id=2, lock_timeout=NO_WAIT) as env:
            shop.store(env).action_sync_now()
    running.result()
    with shop.cursor() as env:
        flow = shop.store(env)._flow("orders")
        assert flow.last_success and not flow.message
        assert shop.order(env, number).state == "synced"


# === PRODUCTS === #


@pytest.mark.parametrize(
    ("module", "step", "method"),
    [("queue", "ChangedProducts", "queue"), ("update", "ProductUpdate", "run")],
)
def test_product_is_saved_while_the_catalog_is_sent(shop, module, step, method):
    """Before it is read, or after: never waited for, never lost."""
    first, last = f"First {step}", f"Last {step}"
    catalog = "odoo.addons.bigcommerce_connector.sync.catalog"
    step = getattr(import_module(f"{catalog}.{module}"), step)

    def rename(name):
        with shop.cursor(user_id=2, lock_timeout=NO_WAIT) as env:
            env["product.product"].browse(shop.skus["MUG"]).name = name

    rename(first)
    with shop.paused(step, method) as pause:
        sending = Worker(shop.run_flow, "catalog")
        pause.wait_until_reached()
        rename(last)
    sending.result()
    shop.run_flow("catalog")
    assert shop.remote_product("MUG").name == last


def test_product_is_saved_while_bigcommerce_takes_its_old_name(shop, requests_paused):
    def rename(name):
        with shop.cursor(user_id=2, lock_timeout=NO_WAIT) as env:
            env["product.product"].browse(shop.skus["MUG"]).name = name

    rename("Old Name")
    with requests_paused("PUT", "/v3/catalog/products") as pause:
        sending = Worker(shop.run_flow, "catalog")
        pause.wait_until_reached()
        rename("New Name")
    sending.result()
    shop.run_flow("catalog")
    assert shop.remote_product("MUG").name == "New Name"


def test_sync_runs_while_a_product_is_being_saved(shop):
    """The sync commits first: the change is sent by the next run."""
    with shop.cursor(user_id=2, lock_timeout=NO_WAIT) as env:
        env["product.product"].browse(shop.skus["MUG"]).name = "Late Name"
        env.flush_all()
        Worker(shop.run_flow, "catalog").result()
    shop.run_flow("catalog")
    assert shop.remote_product("MUG").name == "Late Name"


def test_goods_are_sold_while_stock_is_sent(shop, register, requests_paused):
    before = shop.stock("MUG")
    with register.cursor() as env:
        register.sale(env, "MUG", 1, 7.5)
    with requests_paused("PUT", "/v3/inventory/adjustments/absolute") as pause:
        sending = Worker(shop.run_flow, "stock")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.sale(env, "MUG", 2, 7.5)
    sending.result()
    shop.run_flow("stock")
    with shop.simulator.store.lock:
        variant = shop.simulator.store.catalog.variant_by_sku("MUG")
        on_hand = shop.simulator.store.inventory.on_hand(variant.id, 1)
    assert on_hand == before - 3
