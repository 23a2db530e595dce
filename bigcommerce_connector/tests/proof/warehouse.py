"""The warehouse of a shop whose goods wait until they leave, and where they are.

Whatever was sold is for sale no longer, unless it is *at home*: it does not wait, nor
is it with the customer. The warehouse took it back by itself, or dropped it. What is
given back of such a transaction is at home first: nothing comes back of that.
"""

from collections import Counter

WAITS = ("to_pick", "ready")


class Warehouse:
    """Its people, in one life.

    :param env: Odoo's
    :param place_of: says of a bigcommerce.order which location its goods come from
    :param Reached reached: notes what happened
    """

    def __init__(self, env, place_of, reached):
        self._env = env
        self._place_of = place_of
        self._reached = reached
        # By (pos.order, product.product); and the pos.order.lines that were counted.
        self._at_home = Counter()
        self._counted = env["pos.order.line"]

    def waiting(self, *stages):
        """Transfers to a customer that are so far.

        :rtype: stock.picking
        """
        return self._env["stock.picking"].search(
            [("bigcommerce_preparation", "in", stages or WAITS)], order="id"
        )

    def at_home(self, place, product):
        """Units of a product that are sold, and for sale nevertheless; see
        :meth:`count_refunds`."""
        return sum(
            units
            for (order, own), units in self._at_home.items()
            if own == product and self._place_of(order.bigcommerce_order_id) == place
        )

    # === WHAT LEAVES === #

    def pack(self, step):
        """:return: what was packed"""
        transfer = self._one(step, "to_pick")
        if transfer:
            transfer.action_bigcommerce_ready()
            self._reached.add("packed")
        return transfer

    def leave(self, step):
        """Somebody validates a transfer: all of it, or so many units of each. The rest
        waits on, or is ``dropped``.

        :return: what left
        """
        transfer = self._one(step)
        if not transfer:
            return transfer
        self.count_refunds()
        wanted = self._units(transfer)
        for move in self._moves(transfer):
            ordered = move.product_uom_qty
            move.quantity = min(step["units"] or ordered, ordered)
            move.picked = True
        is_pickup = transfer.bigcommerce_is_pickup
        is_dropped = step.get("dropped", False)
        transfer.with_context(cancel_backorder=is_dropped)._action_done()
        self._reached.add("handed over" if is_pickup else "left")
        if transfer.backorder_ids:
            self._reached.add("left in part")
        elif wanted - self._units(transfer):
            self._reached.add("left in part, the rest dropped")
            self._at_home += wanted - self._units(transfer)
        return transfer

    def hand_over(self, step):
        """A cashier hands over what the customer collects.

        :return: what left
        """
        rows = self.waiting().filtered("bigcommerce_is_pickup")
        if not rows:
            return rows
        orders = rows.bigcommerce_order_id.sorted("id")
        order = orders[step["transfer"] % len(orders)]
        mine = rows.filtered(lambda row: row.bigcommerce_order_id == order)
        register = self._env["bigcommerce.register"]
        register.hand_over(mine.pos_order_id[:1].id)
        self._reached.add("handed over at the register")
        return mine

    def drop(self, step):
        """Somebody cancels a transfer: nothing of it will leave."""
        transfer = self._one(step)
        if transfer:
            self.count_refunds()
            self._at_home += self._units(transfer)
            transfer.action_cancel()
            self._reached.add("a transfer cancelled")
        return transfer

    # === WHAT COMES BACK === #

    def take_back(self, step):
        """Somebody reverses a transfer, all that is left of it or so many of each; the
        money is another matter.

        :return: the transfer that it came back with
        """
        transfer = self._one(step, "left")
        back = self._reverse(transfer, step["units"]) if transfer else transfer
        if back:
            self._at_home += self._units(back)
            place = "collected" if transfer.bigcommerce_is_pickup else "shipped"
            self._reached.add(f"{place}, then back in the warehouse")
        return back

    def send_again(self, step):
        """Somebody reverses what the warehouse took back: it is sent once more."""
        rows = self._env["stock.picking"].search(
            [
                ("bigcommerce_order_id", "!=", False),
                ("return_id", "!=", False),
                ("state", "=", "done"),
                ("location_id.usage", "=", "customer"),
            ],
            order="id",
        )
        if not rows:
            return rows
        self.count_refunds()
        back = rows[step["transfer"] % len(rows)]
        most = self._at_home.copy()
        again = self._reverse(back, step["units"], most)
        if again:
            self._at_home -= self._units(again)
            self._reached.add("sent once more")
        return again

    def _reverse(self, transfer, units, most=None):
        """Somebody returns a transfer, and validates that.

        :param units: so many of each product; None: all that can be
        :param most: no more than that, by (pos.order, product.product)
        :return: the transfer it came with; empty: nothing is left to be returned
        """
        self.count_refunds()
        wizard = self._env["stock.return.picking"].create({"picking_id": transfer.id})
        rows = wizard.product_return_moves
        for row in rows:
            left = self._outside(row.move_id)
            if most is not None:
                left = most[transfer.pos_order_id, row.product_id]
                left = min(left, self._not_reversed(row.move_id))
            row.quantity = max(min(units or left, left), 0)
        if not any(rows.mapped("quantity")):
            return transfer.browse()
        back = wizard._create_return()
        for move in back.move_ids:
            move.quantity, move.picked = move.product_uom_qty, True
        back._action_done()
        return back

    def _not_reversed(self, move):
        done = move.returned_move_ids.filtered(lambda one: one.state == "done")
        return move.quantity - sum(done.mapped("quantity"))

    def _outside(self, move):
        """What the customer still has of a transaction: as far as it left by this."""
        order, product = move.picking_id.pos_order_id, move.product_id
        lines = self._sold(order, product)
        sold = sum(lines.mapped("qty")) + sum(lines.refund_orderline_ids.mapped("qty"))
        waits = self.waiting().filtered(lambda one: one.pos_order_id == order)
        still = sum(
            units
            for (_order, own), units in self._units(waits).items()
            if own == product
        )
        outside = sold - still - self._at_home[order, product]
        return min(outside, self._not_reversed(move))

    # === COUNTING === #

    def count_refunds(self):
        """What was given back since was at home first.

        :return: units by (pos.order, product.product) of which something else becomes
        """
        others = Counter()
        lines = self._env["pos.order.line"].search(
            [
                ("refunded_orderline_id.order_id.bigcommerce_order_id", "!=", False),
                ("id", "not in", self._counted.ids),
            ],
            order="id",
        )
        self._counted |= lines
        for line in lines:
            key = line.refunded_orderline_id.order_id, line.product_id
            part = min(self._at_home[key], -line.qty)
            self._at_home[key] -= part
            others[key] += -line.qty - part
        self._at_home = +self._at_home
        return +others

    def brought(self, take_back):
        """What a customer brings to a cashier who gives something back: neither what
        is at home nor what waits.

        :param take_back: does it
        :return: units by (pos.order, product.product)
        """
        self.count_refunds()
        waited = self._units(self.waiting())
        take_back()
        return self.count_refunds() - waited

    def _sold(self, order, product):
        return order.lines.filtered(
            lambda line: line.qty > 0 and line.product_id == product
        )

    def _units(self, transfers):
        """Units by (pos.order, product.product)."""
        units = Counter()
        for move in self._moves(transfers):
            key = move.picking_id.pos_order_id, move.product_id
            units[key] += (
                move.quantity if move.state == "done" else move.product_uom_qty
            )
        return units

    def _moves(self, transfers):
        return transfers.move_ids.filtered(lambda move: move.state != "cancel")

    def _one(self, step, *stages):
        found = self.waiting(*stages)
        return found[step["transfer"] % len(found)] if found else found
