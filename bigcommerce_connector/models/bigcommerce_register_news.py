from odoo import api, models
from odoo.fields import Domain

from .bigcommerce_register import customer_of

# In what a transaction does before it is committed.
_NEWS = "bigcommerce_connector.news"


class BigcommerceRegister(models.AbstractModel):
    """What open registers are told of web orders, once a transaction is committed."""

    _inherit = "bigcommerce.register"

    @api.model
    def _announce(self, orders):
        """Have open registers show transactions of web orders, once for all that are
        committed together.

        Of older orders that an import or a person brings nobody is told: there may be
        tens of thousands.

        :param orders: pos.order, just made
        """
        orders = orders.filtered(
            lambda one: (
                one.bigcommerce_revision > 1
                or not _is_of_an_import(one.bigcommerce_order_id)
            )
        )
        news = self._news() if orders else {}
        for order in orders:
            web_id = order.bigcommerce_order_id.id
            news[web_id] = news.get(web_id) or order.bigcommerce_revision == 1

    @api.model
    def _announce_prepared(self, orders):
        """Have open registers show how far the goods of web orders are by now.

        :param orders: ``bigcommerce.order``
        """
        news = self._news() if orders else {}
        for order in orders:
            news.setdefault(order.id, False)

    def _news(self):
        """:return: what is told once it is committed: whether a web order is new, by id
        :rtype: dict
        """
        data = self.env.cr.precommit.data
        if _NEWS not in data:
            data[_NEWS] = {}
            self.env.cr.precommit.add(self.sudo()._tell_registers)
        return data[_NEWS]

    def _tell_registers(self):
        """By the channel of each.

        Its name is in the QR codes of self-ordering, too, so whoever reads one hears
        what is sent: ids alone. The register asks for the rest (:meth:`read_news`).
        """
        news = self.env.cr.precommit.data.pop(_NEWS, {})
        orders = self.env["bigcommerce.order"].browse(news)
        sessions = self.env["pos.session"].search(
            [
                ("state", "!=", "closed"),
                ("config_id.bigcommerce_store_id", "=", False),
                ("config_id.company_id", "in", orders.company_id.ids),
            ]
        )
        for register in sessions.config_id:
            shown = orders.filtered(
                lambda order, register=register: (
                    order.company_id == register.company_id
                    and order.currency_id == register.currency_id
                )
            )
            message = [{"id": order.id, "is_new": news[order.id]} for order in shown]
            if message:
                register._notify("BIGCOMMERCE_ORDERS", message)

    @api.model
    def read_news(self, config_id, ids):
        """What a cashier is told of web orders that have arrived.

        :param int config_id: the register's pos.config
        :param list ids: of ``bigcommerce.order``
        :return: ``[{"id", "number", "store", "customer", "total"}]``, oldest first, of
            those that the register can show; the store is named where there are several
        :rtype: list[dict]
        """
        shown = Domain("pos_order_ids.config_id", "in", self._web(config_id).ids)
        orders = self.env["bigcommerce.order"].search(
            Domain("id", "in", ids) & shown, order="id"
        )
        names = self._store_names(orders.store_id)
        return [
            {
                "id": order.id,
                "number": order.external_id,
                "store": names.get(order.store_id, ""),
                "customer": customer_of(order),
                "total": order.amount_net,
            }
            for order in orders
        ]


def _is_of_an_import(order):
    """Whether an import of older orders, or *Recover Order*, brought it.

    :param order: ``bigcommerce.order``
    :rtype: bool
    """
    created, connected_on = order.date_created, order.store_id.connected_on
    is_older = created and connected_on and created < connected_on
    return bool(is_older or order.is_of_start_date or order.is_recovered)
