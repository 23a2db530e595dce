from odoo import api, models
from odoo.exceptions import UserError

from .collected import hand_over, to_hand_over
from .preparation import READY, goods_missing, goods_of, lacking, pack, still_to_leave
from .waiting_at_register import stage_labels


class BigcommerceRegister(models.AbstractModel):
    """What of a web order has still to be packed, shipped or handed over: cashiers
    need no rights of the warehouse for it.
    """

    _inherit = "bigcommerce.register"

    @api.model
    def read_web_order(self, order_id):
        """Its goods that wait, too, and what customer and staff wrote.

        :return: as before, with ``"to_prepare"``: transfers ``{"id", "stage",
            "is_ready", "goods", "place"}``, the goods ``"to_hand_over"``, one by one,
            ``"pickup_place"``, ``"customer_message"`` and ``"staff_notes"``: texts; the
            place where it waits is named where there are several
        :rtype: dict
        """
        found = super().read_web_order(order_id)
        if found:
            order = self.env["pos.order"].browse(order_id).bigcommerce_order_id
            found.update(self._goods_that_wait(order.sudo()))
        return found

    def _goods_that_wait(self, order_sudo):
        collected_sudo = to_hand_over(order_sudo)
        place = collected_sudo and order_sudo.pickup_location_id.display_name or ""
        return {
            "to_prepare": self._to_prepare(order_sudo, is_named=not place),
            "to_hand_over": goods_of(collected_sudo),
            "pickup_place": place,
            "customer_message": order_sudo.customer_message or "",
            "staff_notes": order_sudo.staff_notes or "",
        }

    def _to_prepare(self, order_sudo, is_named):
        """Its transfers that wait.

        :param bool is_named: whether each names its warehouse, if there are several
        """
        pickings_sudo = still_to_leave(order_sudo)
        if is_named:
            of_company = [("company_id", "in", order_sudo.company_id.ids)]
            warehouses_sudo = self.env["stock.warehouse"].sudo()
            is_named = warehouses_sudo.search_count(of_company, limit=2) > 1
        labels = stage_labels(self.env)
        return [
            {
                "id": one.id,
                "stage": labels[one.bigcommerce_preparation],
                "is_ready": one.bigcommerce_preparation == READY,
                "goods": ", ".join(goods_of(one)),
                "place": is_named and one.picking_type_id.warehouse_id.name or "",
            }
            for one in pickings_sudo
        ]

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
