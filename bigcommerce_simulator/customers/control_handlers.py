"""The control API of customers, below ``/simulator``: what shoppers do.

Staff and shoppers change and delete accounts as the API does, see :mod:`.api`.
"""

from ..orders.read_handlers import known_order
from ..routing import Reply, control
from ..shapes import whole
from .checking import new_customers
from .documents import customer_document


@control("POST", "/customers")
def shopper_registers(store, request):
    """Body: a customer as in ``POST /v3/customers``; ``orders``: the numbers of orders
    made as a guest that the new account takes over, as on the page after checkout."""
    body = request.payload(shape={"orders": [whole]})
    orders = [known_order(store, number) for number in body.pop("orders", None) or []]
    [(values, addresses)] = new_customers(store, [body])
    customer = store.customers.add(values, addresses)
    for order in orders:
        order.customer_id = customer.id
    document = customer_document(store, customer, ("addresses", "storecredit"))
    return Reply(document, 201)
