"""A register of the shop, for sales that have nothing to do with the web."""

import uuid

from odoo import Command, fields


class Register:
    """An open session of a register of its own, which moves stock at once."""

    def __init__(self, shop):
        self._env = shop.env
        config = self._env["pos.config"].create(
            {"name": f"Register {uuid.uuid4().hex[:6]}"}
        )
        self._session = self._env["pos.session"].create({"config_id": config.id})
        self._session.set_opening_control(0, None)
        self._session.update_stock_at_closing = False
        self._method = config.payment_method_ids.filtered(
            lambda method: method.type != "pay_later"
        )[:1]
        self._number = 0

    def sell(self, products, quantity=1):
        """Sell some units of each, paid; not committed."""
        self._number += 1
        number = f"{self._session.id}-{self._number}"
        price = 10.0
        total = price * quantity * len(products)
        vals = {
            "uuid": str(uuid.uuid4()),
            "session_id": self._session.id,
            "company_id": self._session.company_id.id,
            "user_id": self._env.uid,
            "partner_id": False,
            "fiscal_position_id": False,
            "pricelist_id": False,
            "date_order": fields.Datetime.now(),
            "pos_reference": f"REGISTER-{number}",
            "tracking_number": str(self._number),
            "sequence_number": self._number,
            "amount_total": total,
            "amount_tax": 0.0,
            "amount_paid": total,
            "amount_return": 0.0,
            "state": "paid",
            "to_invoice": False,
            "lines": [
                Command.create(
                    {
                        "uuid": str(uuid.uuid4()),
                        "name": f"REGISTER-{number}-{index}",
                        "product_id": product.id,
                        "full_product_name": product.name,
                        "qty": quantity,
                        "price_unit": price,
                        "price_subtotal": price * quantity,
                        "price_subtotal_incl": price * quantity,
                        "discount": 0,
                        "tax_ids": [Command.clear()],
                    }
                )
                for index, product in enumerate(products)
            ],
            "payment_ids": [
                Command.create(
                    {
                        "payment_method_id": self._method.id,
                        "amount": total,
                        "name": fields.Datetime.now(),
                    }
                )
            ],
        }
        self._env["pos.order"].sync_from_ui([vals])
