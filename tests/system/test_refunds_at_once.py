"""Two who give the same piece of a web order back at the same moment: one refund."""

import pytest

from .shop import Pause, Worker

pytestmark = pytest.mark.usefixtures("books")
# Who has not come so far by then waits for the other.
A_MOMENT = 1.5
MANY = "payment_actions/refunds"


@pytest.fixture
def asking(shop):
    """A web order of one shirt, of a store whose cashiers are asked."""
    with shop.choosing(record_register_refunds="ask"):
        number = shop.place("SHIRT")
        shop.run_flow("orders")
        shop.assert_posted_once(number, 1)
        yield number


def refunds_there(shop, number):
    with shop.simulator.store.lock:
        rows = shop.simulator.store.orders.refunds.values()
        return [row for row in rows if row.order_id == number]


class Cashier:
    """At the register, with a quote of BigCommerce at hand."""

    def __init__(self, shop, register, number):
        self.shop, self.register, self.number = shop, register, number
        self.pause = Pause()
        with shop.cursor(register.user_id) as env:
            line = shop.order(env, number).pos_order_ids.lines[:1]
            self.quote = env["bigcommerce.register"].quote_refund(
                register.config_id, line.order_id.id, [[line.id, 1]]
            )

    def web(self, env):
        """BigCommerce is to pay it back."""
        chosen = self.quote["tenders"][-1]["id"]
        env["bigcommerce.register"].refund_to_web_payment(self.quote["id"], chosen)

    def here(self, env):
        """The cashier does."""
        self.register.take_back(env, self.number)

    def do(self, deed):
        """As a request, which Odoo repeats when it meets a rival.

        :return: whether it was done; False: the cashier was told why not
        """
        from odoo.exceptions import UserError
        from odoo.service.model import retrying

        with self.shop.cursor(self.register.user_id) as env:

            def request():
                getattr(self, deed)(env)
                env.flush_all()
                self.pause.here()

            try:
                retrying(request, env)
            except UserError:
                env.cr.rollback()
                return False
            return True


@pytest.mark.parametrize("is_first_done_first", [True, False])
@pytest.mark.parametrize(
    ("first", "second"), [("web", "web"), ("web", "here"), ("here", "web")]
)
def test_two_cashiers_at_once(
    shop, register, asking, first, second, is_first_done_first
):
    cashiers = [Cashier(shop, register, asking) for _turn in range(2)]
    workers = []
    for cashier, deed in zip(cashiers, (first, second), strict=True):
        workers.append(Worker(cashier.do, deed))
        cashier.pause.is_reached(A_MOMENT)
    for cashier in cashiers if is_first_done_first else reversed(cashiers):
        cashier.pause.go_on()
    done = [worker.result() for worker in workers]
    assert sorted(done) == [False, True]
    shop.run_flow("fulfillment")
    shop.run_flow("orders")
    deed = (first, second)[done.index(True)]
    made = refunds_there(shop, asking)
    assert len(made) == (deed == "web")
    with shop.cursor() as env:
        order = shop.order(env, asking)
        assert order.state == "synced", order.message
        given = order.amount_register_unrecorded
        assert (given, order.amount_net) == ((0, 0) if made else (10, 10))


@pytest.fixture
def cancelling(shop, asking):
    """The office has it cancelled, and all of its money given back."""
    with shop.choosing(refund_sync=True):
        with shop.cursor() as env:
            wizard = env["bigcommerce.order.refund"].create(
                {"order_id": shop.order(env, asking).id, "is_cancelling": True}
            )
            confirm(wizard)
        yield asking


def confirm(refund):
    """In its dialog, once BigCommerce has quoted it."""
    refund.action_quote()
    refund.tender_id = refund.tender_ids[-1]
    refund.action_refund()


def test_a_cashier_gives_back_what_is_about_to_be_cancelled(
    shop, register, cancelling, requests_paused
):
    """What the connector has read of the order is old by then: it reads again."""
    with requests_paused("GET", f"/v2/orders/{cancelling}") as pause:
        sending = Worker(shop.run_flow, "fulfillment")
        pause.wait_until_reached()
        with register.cursor() as env:
            register.take_back(env, cancelling)
    sending.result()
    assert not refunds_there(shop, cancelling)
    shop.run_flow("fulfillment")
    assert not refunds_there(shop, cancelling)
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, cancelling)
        assert order.refund_ids.state == "nothing", order.refund_ids.message
        assert "register gave back" in order.refund_ids.message
        assert (order.amount_register_unrecorded, order.amount_to_refund) == (10, 0)


def test_a_cashier_gives_nothing_back_while_it_is_being_cancelled(
    shop, register, cancelling, requests_paused
):
    with requests_paused("PUT", f"/v2/orders/{cancelling}") as pause:
        sending = Worker(shop.run_flow, "fulfillment")
        pause.wait_until_reached()
        cashier = Worker(take_back, register, cancelling)
        assert not cashier.result()
    sending.result()
    assert len(refunds_there(shop, cancelling)) == 1
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, cancelling)
        assert (order.amount_net, order.amount_register_unrecorded) == (0, 0)


def take_back(register, number):
    """:return: whether the cashier gave it back; False: she was told why not"""
    from odoo.exceptions import UserError

    try:
        with register.cursor() as env:
            register.take_back(env, number)
    except UserError:
        return False
    return True


def test_two_cashiers_give_it_back_and_it_is_recorded_once(shop, register, asking):
    with shop.cursor() as env:
        shop.store(env).record_register_refunds = "always"
    for _turn in range(2):
        with register.cursor() as env:
            register.take_back(env, asking)
    shop.run_flow("fulfillment")
    assert len(refunds_there(shop, asking)) == 1
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, asking)
        assert "Cashiers refunded more of" in order.message
        assert sorted(order.refund_ids.mapped("state")) == ["done", "refused"]


def test_staff_refunds_on_bigcommerce_as_it_is_sent(
    shop, register, asking, requests_paused
):
    """BigCommerce refuses the second; its list says why."""
    cashier = Cashier(shop, register, asking)
    cashier.pause.go_on()
    assert cashier.do("web")
    with requests_paused("POST", MANY) as pause:
        sending = Worker(shop.run_flow, "fulfillment")
        pause.wait_until_reached()
        shop.refund(asking)
    sending.result()
    assert len(refunds_there(shop, asking)) == 1
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, asking)
        assert order.refund_ids.state == "nothing", order.refund_ids.message
        assert (order.state, order.amount_net) == ("synced", 0)


@pytest.fixture(scope="module")
def hat(shop):
    """Of a product of these tests: what waits in the end is no other's stock."""
    shop.sell("HAT")
    return "HAT"


@pytest.fixture
def waiting(shop, hat):
    """A web order of three hats that wait to be picked, and its store refunds."""
    with shop.choosing(goods_leave="shipped", refund_sync=True):
        number = shop.place(hat, 3)
        shop.run_flow("orders")
        yield number


def left_by_an_edit(shop, env, number):
    """:return: what the office asks for, and what staff do on BigCommerce"""
    orders = shop.simulator.store.orders
    with shop.simulator.store.lock:
        line = orders.get(number).lines[0]
        orders.edit(number, lines=[{"id": line.id, "quantity": 2}])
    shop.run_flow("orders")
    refund = env["bigcommerce.order.refund"].create(
        {"order_id": shop.order(env, number).id}
    )
    return refund, {"item_type": "ORDER", "item_id": number, "amount": 10}


def short(shop, env, number):
    transfer = shop.order(env, number).pos_order_ids.picking_ids
    model = env["bigcommerce.order.refund"]
    refund = model.with_context(default_picking_id=transfer.id).create({})
    refund.line_ids.quantity = 1
    with shop.simulator.store.lock:
        line = shop.simulator.store.orders.get(number).lines[0]
    return refund, {"item_type": "PRODUCT", "item_id": line.id, "quantity": 1}


@pytest.mark.parametrize("what", [left_by_an_edit, short])
def test_staff_refunds_the_same_as_it_is_sent_and_more_is_left(
    shop, waiting, requests_paused, what
):
    """BigCommerce carries out both: the office is told, until it has settled it."""
    with shop.cursor() as env:
        refund, same = what(shop, env, waiting)
        confirm(refund)
    with requests_paused("POST", f"{waiting}/{MANY}") as pause:
        sending = Worker(shop.run_flow, "fulfillment")
        pause.wait_until_reached()
        with shop.simulator.store.lock:
            shop.simulator.store.orders.refund(waiting, [same])
    sending.result()
    assert len(refunds_there(shop, waiting)) == 2
    for _turn in range(2):
        shop.run_flow("orders")
        with shop.cursor() as env:
            order = shop.order(env, waiting)
            assert (order.state, order.amount_net) == ("synced", 10), order.message
            [todo] = env["bigcommerce.todo"].search([("order_id", "=", order.id)])
            assert todo.cause == "refunded_twice"
            assert "somebody refunded $\xa010.00" in todo.message
            order.action_resync()
    with shop.cursor() as env:
        shop.order(env, waiting).refund_ids.action_settle_meanwhile()
    shop.run_flow("orders")
    with shop.cursor() as env:
        order = shop.order(env, waiting)
        assert not env["bigcommerce.todo"].search([("order_id", "=", order.id)])
        assert (order.refund_ids.state, order.refund_ids.message) == ("done", False)
