"""What orders that are posted together ask and write once for all of them.

It is good for one transaction, and travels in the context, as an object that no client
can send. An order that is posted alone asks and writes for itself.
"""

from dataclasses import dataclass, field
from typing import Any

_KEY = "bigcommerce_connector_shared"


@dataclass(eq=False)
class Shared:
    """
    ``answers``: by question. ``voided``: products whose level on BigCommerce is
    unclear; ``log``: values of log entries; ``posted``: web orders of which something
    was posted. All of it is written at the end.
    """

    answers: dict[Any, Any] = field(default_factory=dict)
    voided: set[int] = field(default_factory=set)
    log: list[dict] = field(default_factory=list)
    posted: list[int] = field(default_factory=list)

    def finish(self, store):
        """Write what was gathered of all orders."""
        orders = store.env["bigcommerce.order"].browse(self.posted)
        store.env["bigcommerce.status.update"]._plan(orders)
        store.env["bigcommerce.order.log"].create(self.log)
        store._void_acknowledged(store.env["product.product"].browse(self.voided))


def sharing(orders, shared):
    """The same orders, which share these answers.

    :param Shared shared: None for orders that are posted alone
    """
    return orders.with_context(**{_KEY: shared})


def shared_by(env):
    """:rtype: Shared"""
    shared = env.context.get(_KEY)
    return shared if isinstance(shared, Shared) else None


def once(env, question, ask):
    """The answer to a question that orders have in common.

    What there is not yet is asked for again: an order may make it.

    :param question: what it is about, hashable
    :param ask: a function that finds the answer
    """
    shared = shared_by(env)
    if not shared:
        return ask()
    if question not in shared.answers:
        answer = ask()
        if not answer:
            return answer
        shared.answers[question] = answer
    return shared.answers[question]


def tell_posted(order):
    """Have BigCommerce told, where the owner wants that.

    :param order: ``bigcommerce.order`` of which something was posted
    """
    shared = shared_by(order.env)
    if shared:
        shared.posted.append(order.id)
    else:
        order.env["bigcommerce.status.update"]._plan(order)
