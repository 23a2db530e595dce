"""Cashiers, staff and the connector's own flows in every order, with real commits."""

from importlib import import_module
from itertools import permutations

import pytest

from .shop import Pause, Worker
from .test_concurrency import web_session

pytestmark = pytest.mark.usefixtures("books")
# Who has not come so far by then waits for somebody else's lock.
A_MOMENT = 1.5


class Deeds:
    """A sale, the closing of the web session and a web order; each waits before it
    commits."""

    def __init__(self, shop, register):
        self.shop, self.register = shop, register
        self.pauses = {"sale": Pause(), "close": Pause()}

    def sale(self):
        with self.register.cursor() as env:
            self.register.sale(env, "SHIRT")
            self.pauses["sale"].here()

    def close(self):
        """As staff does it in the back end; Odoo repeats what meets a rival."""
        from odoo.service.model import retrying

        with self.shop.cursor(user_id=2) as env:

            def close():
                session = web_session(self.shop, env)
                done = session.action_pos_session_closing_control() if session else True
                env.flush_all()
                self.pauses["close"].here()
                return done

            assert retrying(close, env) is True

    def post(self):
        self.shop.run_flow("orders")

    def begin(self, deed):
        """Return when it is about to commit, has ended, or waits for another."""
        worker = Worker(getattr(self, deed))
        self.pauses[deed].is_reached(A_MOMENT)
        return worker


@pytest.mark.parametrize("is_first_done_first", [True, False])
@pytest.mark.parametrize(
    "deeds", list(permutations(("sale", "close", "post"))), ids="-".join
)
def test_every_order_of_sale_closing_and_web_order(
    shop, register, deeds, is_first_done_first
):
    """The sale never fails, and the order is posted within two runs."""
    shop.place("MUG")
    shop.run_flow("orders")
    before = shop.stock("SHIRT")
    number = shop.place("SHIRT")
    people = Deeds(shop, register)
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        people.pauses["post"] = pause
        workers = [people.begin(deed) for deed in deeds]
        for deed in deeds if is_first_done_first else reversed(deeds):
            people.pauses[deed].go_on()
        for worker in workers:
            worker.result()
    shop.run_flow("orders")
    shop.assert_posted_once(number, 1)
    assert shop.stock("SHIRT") == before - 2


# === BOTH FLOWS OF THE STORE === #


@pytest.mark.parametrize("first", ["orders", "sessions"])
def test_closing_and_posting_are_due_at_once(shop, first):
    """One makes way for the other; the session is closed, the order is posted."""
    shop.place("MUG")
    shop.run_flow("orders")
    number = shop.place("SHIRT")
    with shop.cursor() as env:
        due = web_session(shop, env)
        due.start_at = "2026-01-01 10:00:00"
        due_id = due.id
    run = import_module("odoo.addons.bigcommerce_connector.sync.orders.run")
    pauses = {
        "orders": (run.OrdersRun, "read_changed"),
        "sessions": ("pos.session", "_create_account_move"),
    }
    [second] = pauses.keys() - {first}
    with shop.paused(*pauses[first]) as pause:
        ours = Worker(shop.run_flow, first)
        pause.wait_until_reached()
        theirs = Worker(shop.run_flow, second)
        shop.wait_until_lease_wanted()
    ours.result()
    theirs.result()
    shop.assert_posted_once(number, 1)
    with shop.cursor() as env:
        due = env["pos.session"].browse(due_id)
        assert due.state == "closed"
        assert shop.order(env, number).pos_order_ids.session_id != due


# === REFUNDS AT THE REGISTER === #


def posted(shop, sku, quantity):
    number = shop.place(sku, quantity)
    shop.run_flow("orders")
    shop.assert_posted_once(number, quantity)
    return number


def refund_on_both_sides(shop, register, number):
    """A cashier takes a unit back while the refund of one on the web is posted."""
    shop.refund(number)
    with shop.paused("bigcommerce.order", "_finish_posting") as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.take_back(env, number)
    posting.result()
    shop.run_flow("orders")


def test_cashier_takes_a_unit_back_while_another_is_refunded_on_the_web(shop, register):
    number = posted(shop, "SHIRT", 2)
    before = shop.stock("SHIRT")
    refund_on_both_sides(shop, register, number)
    with shop.cursor() as env:
        order = shop.order(env, number)
        assert (order.state, order.amount_register_unrecorded) == ("synced", 10)
        assert sum(order.pos_order_ids.lines.mapped("qty")) == 1
    assert shop.stock("SHIRT") == before + 2


def test_cashier_and_web_give_back_the_same_unit(shop, register):
    """It is said to a person, and keeps neither session open."""
    number = posted(shop, "SHIRT", 1)
    refund_on_both_sides(shop, register, number)
    with shop.cursor() as env:
        order = shop.order(env, number)
        assert order.state == "attention"
        assert "Cashiers refunded more of" in order.message
        web_session(shop, env).start_at = "2026-01-01 10:00:00"
    shop.run_flow("sessions")
    with shop.cursor() as env:
        assert not web_session(shop, env)
    with register.cursor() as env:
        register.close(env)
    register.open()


@pytest.mark.parametrize("is_web_first", [True, False])
def test_register_closes_with_a_refund_of_a_web_order_in_it(
    shop, register, is_web_first
):
    """While the connector posts what was refunded on the web, or after it has."""
    number = posted(shop, "SHIRT", 3)

    def take_back_and_close():
        with register.cursor() as env:
            register.take_back(env, number)
            register.close(env)

    shop.refund(number)
    if is_web_first:
        with shop.paused("bigcommerce.order", "_finish_posting") as pause:
            posting = Worker(shop.run_flow, "orders")
            pause.wait_until_reached()
            take_back_and_close()
        posting.result()
    else:
        take_back_and_close()
    shop.run_flow("orders")
    register.open()
    with shop.cursor() as env:
        order = shop.order(env, number)
        assert order.state == "synced", order.message
        assert order.is_reconciled
        # Seen together the cashier's unit is the one that the web speaks of.
        expected = (2, 10) if is_web_first else (3, 0)
        units = sum(order.pos_order_ids.lines.mapped("qty"))
        assert (units, order.amount_register_unrecorded) == expected


# === RIVALS === #


def test_rival_makes_the_same_row(shop):
    """A payment method that nobody knew: the order is posted all the same, at once."""
    number = shop.place("SHIRT", payment_method="Cheque by pigeon")
    with shop.paused("bigcommerce.store", "_get_payment_method", before=True) as pause:
        posting = Worker(shop.run_flow, "orders")
        pause.wait_until_reached()
        with shop.cursor() as env:
            shop.store(env)._get_payment_method("Cheque by pigeon")
    posting.result()
    shop.assert_posted_once(number, 1)
    with shop.cursor() as env:
        assert not shop.order(env, number).log_ids.filtered(
            lambda entry: "unexpected" in entry.outcome
        )
