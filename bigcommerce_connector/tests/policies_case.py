"""Web orders under the owner's choices."""

from .order_life_case import OrderLifeCase


class PoliciesCase(OrderLifeCase):
    def place(self, *lines, **details):
        """A web order that nobody has looked at yet.

        :return: its number
        """
        lines = lines or ({"sku": "SHIRT-M", "quantity": 2},)
        return self.web_orders.place(lines=list(lines), **details).id

    def waiting(self, external_id):
        self.sync_orders()
        order = self.web_order(external_id)
        self.assertEqual((order.state, order.is_posted), ("pending", False))
        return order

    def skip(self, order):
        wizard = self.env["bigcommerce.order.skip"].create(
            {"order_id": order.id, "goods_leave": "yes"}
        )
        wizard.action_skip()
