from odoo import api, models
from odoo.fields import Domain

# More than a cashier reads; who looks for one of them types its number.
_UNPOSTED_SHOWN = 10


class BigcommerceRegister(models.AbstractModel):
    """What a register of the shop asks about web orders, with its cashier's rights."""

    _name = "bigcommerce.register"
    _description = "Web Orders at a Register"

    @api.model
    def search_posted(self, config_id, domain, limit, offset):
        """The transactions of web orders that a register lists, newest first.

        :param int config_id: the register's pos.config
        :param list domain: what the cashier searches for, of ``pos.order``
        :return: ``{"ids": a page of pos.order ids, "count": of all pages}``
        :rtype: dict
        """
        found = Domain(domain) & Domain("config_id", "in", self._web(config_id).ids)
        found &= Domain("state", "not in", ("draft", "cancel"))
        Order = self.env["pos.order"]
        orders = Order.search(found, offset, limit, "date_order desc, id desc")
        return {"ids": orders.ids, "count": Order.search_count(found)}

    @api.model
    def search_unposted(self, config_id, term):
        """The newest web orders that no register can show yet, and why.

        :param int config_id: the register's pos.config
        :param str term: a number or a customer; empty: all
        :return: ``[{"id", "name", "customer", "status", "reason"}]``
        :rtype: list[dict]
        """
        domain = (
            Domain("store_id", "in", self._web(config_id).bigcommerce_store_id.ids)
            & Domain("state", "in", ("pending", "attention"))
            & Domain("pos_order_ids", "=", False)
        )
        if term:
            domain &= Domain("display_name", "ilike", term)
        orders = self.env["bigcommerce.order"].search(domain, limit=_UNPOSTED_SHOWN)
        return [
            {
                "id": order.id,
                "name": order.name,
                "customer": order.customer_name or order.customer_email or "",
                "status": order.status or "",
                "reason": order.message or "",
            }
            for order in orders
        ]

    def _web(self, config_id):
        return self.env["pos.config"].browse(config_id)._bigcommerce_web_registers()
