from odoo import api, models
from odoo.exceptions import UserError

from .collected import hand_over, to_hand_over
from .preparation import READY, goods_missing, lacking, pack, still_to_leave


class BigcommerceRegister(models.AbstractModel):
    """What of a web order has still to be packed, shipped or handed over: cashiers
    need no rights of the warehouse for it.
    """

    _inherit = "bigcommerce.register"

    @api.model
    def read_web_order(self, order_id):
        """Its goods that wait, too, and what customer and staff wrote.

        :return: as before, with ``"to_prepare"``: transfers ``{"id", "stage",
            "is_ready", "goods"}``, ``"to_hand_over"``, ``"pickup_place"``,
            ``"customer_message"`` and ``"staff_notes"``: texts
        :rtype: dict
        """
        found = super().read_web_order(order_id)
        if found:
            order = self.env["pos.order"].browse(order_id).bigcommerce_order_id
            found.update(self._goods_that_wait(order.sudo()))
        return found

    def _goods_that_wait(self, order_sudo):
        stages = self.env["stock.picking"]._fields["bigcommerce_preparation"]
        labels = dict(stages._description_selection(self.env))
        collected_sudo = to_hand_over(order_sudo)
        return {
            "to_prepare": [
                {
                    "id": picking_sudo.id,
                    "stage": labels[picking_sudo.bigcommerce_preparation],
                    "is_ready": picking_sudo.bigcommerce_preparation == READY,
                    "goods": picking_sudo.bigcommerce_goods,
                }
                for picking_sudo in still_to_leave(order_sudo)
            ],
            "to_hand_over": ", ".join(collected_sudo.mapped("bigcommerce_goods")),
            "pickup_place": collected_sudo
            and order_sudo.pickup_location_id.display_name
            or "",
            "customer_message": order_sudo.customer_message or "",
            "staff_notes": order_sudo.staff_notes or "",
        }

    @api.model
    def mark_ready(self, order_id, picking_id):
        """A cashier has packed what one of its transfers takes.

        :param int order_id: a pos.order, one of its transactions
        :param int picking_id: one of those to prepare
        :return: what :meth:`read_web_order` says of it then
        :rtype: dict
        :raise UserError: not all of it is there
        :raise AccessError: for whoever sees no web orders
        """
        packed_sudo = still_to_leave(self._readable_sudo(order_id)).filtered(
            lambda picking: picking.id == picking_id
        )
        short = lacking(packed_sudo).picking_id
        if short:
            raise UserError(goods_missing(short))
        pack(packed_sudo)
        return self.read_web_order(order_id)

    @api.model
    def hand_over(self, order_id):
        """A cashier hands over what the customer collects.

        :param int order_id: a pos.order, one of its transactions
        :return: what :meth:`read_web_order` says of it then
        :rtype: dict
        :raise UserError: nothing waits, or not all of it is there
        :raise AccessError: for whoever sees no web orders
        """
        for order_sudo in self._readable_sudo(order_id):
            hand_over(order_sudo)
        return self.read_web_order(order_id)

    def _readable_sudo(self, order_id):
        """The web order of a pos.order, for whoever may read it: cashiers need no
        rights of the warehouse.

        :raise AccessError: for whoever sees no web orders
        """
        self.env["bigcommerce.order"].check_access("read")
        order = self.env["pos.order"].browse(order_id).exists().bigcommerce_order_id
        order.check_access("read")
        return order.sudo()
