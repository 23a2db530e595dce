"""Kits, their components, and a register that sells them."""

import uuid

from odoo import Command


class Kits:
    """Of a test that has ``env`` and a ``warehouse``."""

    def goods(self, name, quantity=20, **vals):
        """A product with as much of it in stock."""
        product = self._product({"name": name, "is_storable": True, **vals})
        if quantity:
            self.stock(product, quantity)
        return product

    def _product(self, vals):
        """With the test's own context: Odoo's says that variants are not to be made."""
        product = self.env["product.product"].create({"taxes_id": False, **vals})
        return product.with_env(self.env)

    def stock(self, product, quantity, **details):
        """:param details: lot and owner, as stock.quant names them"""
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity, **details
        )

    def kit(self, name, components, made=1, **vals):
        """A product whose components are sold in its place.

        :param components: quantity by product that ``made`` kits take
        """
        kit = self._product({"name": name, "type": "consu", **vals})
        self.make_kit(kit, components, made)
        return kit

    def make_kit(self, product, components, made=1, **vals):
        return self.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "product_qty": made,
                "bom_line_ids": [
                    Command.create({"product_id": part.id, "product_qty": quantity})
                    for part, quantity in components.items()
                ],
                **vals,
            }
        )

    def on_hand(self, product, location=None):
        """:param location: stock.location; None: of the warehouse"""
        location = location or self.warehouse.view_location_id
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "child_of", location.id)]
        )
        return round(sum(quants.mapped("quantity")), 6)

    # === AT A REGISTER === #

    def register(self, at_closing=False):
        """An open session, whose stock moves at once or when it is closed."""
        config = self.env["pos.config"].create(
            {
                "name": "Register",
                "picking_type_id": self.warehouse.pos_type_id.id,
                "payment_method_ids": [Command.set(self.card().ids)],
            }
        )
        session = self.env["pos.session"].create({"config_id": config.id})
        session.set_opening_control(0, None)
        session.update_stock_at_closing = at_closing
        return session

    def card(self):
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        )
        return self.env["pos.payment.method"].create(
            {"name": "Card", "journal_id": journal.id}
        )

    def close(self, session):
        session = session.with_env(self.env)
        session.close_session_from_ui()
        self.assertEqual(session.state, "closed")

    def sell(self, session, quantities, values=None):
        """A cashier sells these products, at 10 each.

        :param values: the chosen product.template.attribute.value
        """
        return self._ring_up(
            session,
            [
                {
                    "product_id": product.id,
                    "qty": quantity,
                    "attribute_value_ids": [Command.set(values.ids if values else [])],
                }
                for product, quantity in quantities.items()
            ],
        )

    def refund(self, session, order, quantities):
        """A cashier takes this much of an order back."""
        lines = order.lines.grouped("product_id")
        return self._ring_up(
            session,
            [
                {
                    "product_id": product.id,
                    "qty": -quantity,
                    "refunded_orderline_id": lines[product].id,
                    "attribute_value_ids": [
                        Command.set(lines[product].attribute_value_ids.ids)
                    ],
                }
                for product, quantity in quantities.items()
            ],
            is_refund=True,
        )

    def _ring_up(self, session, lines, **vals):
        identity = str(uuid.uuid4())
        total = sum(line["qty"] for line in lines) * 10
        method = session.config_id.payment_method_ids[:1]
        session.env["pos.order"].sync_from_ui(
            [
                {
                    "uuid": identity,
                    "session_id": session.id,
                    "company_id": session.company_id.id,
                    "user_id": session.env.uid,
                    "fiscal_position_id": False,
                    "amount_total": total,
                    "amount_tax": 0,
                    "amount_paid": total,
                    "amount_return": 0,
                    "state": "paid",
                    "to_invoice": False,
                    "lines": [
                        Command.create(
                            {
                                "uuid": str(uuid.uuid4()),
                                "price_unit": 10,
                                "price_subtotal": line["qty"] * 10,
                                "price_subtotal_incl": line["qty"] * 10,
                                "tax_ids": [Command.clear()],
                                **line,
                            }
                        )
                        for line in lines
                    ],
                    "payment_ids": [
                        Command.create(
                            {"payment_method_id": method.id, "amount": total}
                        )
                    ],
                    **vals,
                }
            ]
        )
        order = self.env["pos.order"].search([("uuid", "=", identity)])
        # What is shipped later has still to leave.
        self.assertEqual(order.failed_pickings, bool(order.shipping_date))
        return order
