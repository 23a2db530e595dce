"""Staff edit web orders, by API or in the control panel."""

from decimal import Decimal

from .groups import group_of
from .web_values import fee_payload, modulo, money, pair, part

PRODUCTS = ("SHIRT", "MUG", "PEN", "EBOOK")
_ADDED = ("sku", "name", "price", "quantity")


class WebEdits:
    """The steps that edit an order; a part of ``WebLife``, which has the store."""

    def _line(self, row, places):
        line = {"quantity": row["units"], "price": money(row["price"], places)}
        if row["item"] in PRODUCTS:
            line["sku"] = row["item"]
        else:
            line["name"] = row["item"]
        if row["item"] == "Certificate":
            line["type"] = "giftcertificate"
        if "tax" in row:
            line["tax_rate"] = row["tax"] or 0
        if "parent" in row:
            line["parent"], line["price"] = row["parent"], Decimal(0)
        worth = line["price"] * row["units"]
        if "less" in row and worth:
            line["discount"] = part(worth, row["less"], places)
        return line

    def _edit_by_api(self, step, order):
        places, products = order.decimals, []
        for row in step["rows"]:
            line = modulo(order.lines, row["line"])
            if line is None:
                continue
            body = {"id": line.id}
            if "units" in row:
                body["quantity"] = row["units"]
            else:
                body |= pair("price", *self._sides(row["price"], line, places))
            products.append(body)
        for row in step.get("add", ()):
            products.append(self._added_by_api(row, places))
        if products and "wrapping" in step:
            price, share = step["wrapping"]
            cost = money(price, places)
            ex_tax = cost - part(cost, min(share, 33), places)
            products[0] |= {"wrapping_id": 1, **pair("wrapping_cost", ex_tax, cost)}
        body = {"products": products} if products else {}
        if "shipping" in step and order.addresses:
            body["base_shipping_cost"] = str(money(step["shipping"], places))
        if "fees" in step:
            body["fees"] = [fee_payload(fee, places, str) for fee in step["fees"]]
        if "discount" in step:
            left = sum(
                order.amounts(line).discounted_total_inc_tax for line in order.lines
            )
            body["discount_amount"] = str(part(left, min(step["discount"], 50), places))
        if "total" in step:
            price, share = step["total"]
            total = money(price, places)
            body |= pair("total", total - part(total, min(share, 33), places), total)
        if "status" in step:
            body["status_id"] = step["status"]
        self.call("PUT", f"/v2/orders/{order.id}", body)

    def _sides(self, price, line, places):
        entered = money(price, places)
        rate = sum((tax.rate for tax in line.tax_rates), Decimal(0)) / 100
        return entered, (entered * (1 + rate)).quantize(entered)

    def _added_by_api(self, row, places):
        price = money(row["price"], places)
        body = {"quantity": row["units"], **pair("price", price, price)}
        variant = self.store.catalog.variant_by_sku(row["item"])
        if variant is None:
            return {**body, "name": row["item"]}
        return {**body, "product_id": variant.product_id, "variant_id": variant.id}

    def _edit_in_panel(self, step, order):
        # In the second of the last sync, a listing without lines would not show it.
        self.store.clock.advance(1)
        places, lines = order.decimals, []
        for row in step["rows"]:
            line = modulo(order.lines, row["line"])
            if line is None:
                continue
            given = {"id": line.id}
            if "units" in row:
                given["quantity"] = row["units"]
            elif "price" in row:
                given["price"] = money(row["price"], places)
            else:
                whole = order.amounts(line).total.inc_tax
                given["discount"] = part(whole, min(row["less"], 50), places)
            lines.append(given)
        for row in step.get("add", ()):
            added = self._line(row, places)
            lines.append({k: v for k, v in added.items() if k in _ADDED})
        remove = {
            line.id
            for line in (modulo(order.lines, n) for n in step.get("remove", ()))
            if line is not None
        }
        changes = {}
        if "shipping" in step and order.addresses:
            changes["shipping_cost"] = money(step["shipping"], places)
        if "fees" in step:
            changes["fees"] = [fee_payload(fee, places) for fee in step["fees"]]
        if "discount" in step:
            kept = [line for line in order.lines if line.id not in remove]
            left = sum(order.amounts(line).discounted_total_inc_tax for line in kept)
            changes["discount"] = part(left, min(step["discount"], 33), places)
        lines = [row for row in lines if row.get("id") not in remove]
        switches, named = self.store.switches, self._named_unseen(order)
        if not switches.declined_refund_restores_quantity:
            # Whose unit a line still counts, nobody could tell either.
            remove -= named
            lines = [
                row
                for row in lines
                if row.get("id") not in named or row.get("quantity") != 0
            ]
        renews = switches.panel_edit_renews_line_ids
        is_nameless = bool(named and self.lines_seen[order.id])
        is_nameless |= len(self._refunded_unseen(order)) > 1
        switches.panel_edit_renews_line_ids = renews and not is_nameless
        try:
            self.store.orders.edit(order.id, lines=lines, remove=remove, **changes)
        finally:
            switches.panel_edit_renews_line_ids = renews

    def _named_unseen(self, order):
        """Lines that a refund names and that came after the connector's last sync.

        If one goes before the next, nobody can tell what was given back.
        """
        new = {line.id for line in order.lines} - self.lines_seen[order.id]
        return new & {
            item.item_id
            for refund in self.store.orders.refunds.values()
            if refund.order_id == order.id
            for item in refund.items
            if item.item_type == "PRODUCT"
        }

    def _more(self, step, order):
        """Staff add units to a line."""
        line = modulo(order.lines, step["line"])
        if line is not None:
            rows = [{"id": line.id, "quantity": line.quantity + step["units"]}]
            self.call("PUT", f"/v2/orders/{order.id}", {"products": rows})

    def _replace(self, step, order):
        """Staff add the goods of a line again, and mostly delete that line."""
        line = modulo(order.lines, step["line"])
        if line is None:
            return
        item = line.sku if line.sku in PRODUCTS else line.name
        price = int(line.unit.inc_tax.scaleb(order.decimals))
        added = {"item": item, "units": step["units"], "price": price}
        place = order.lines.index(line)
        edit = {"rows": [], "add": [added], "remove": [place] if step["delete"] else []}
        self._edit_in_panel(edit, order)

    def _nothing(self, _step, _order):
        """Staff found nothing to do."""

    def _refunded_unseen(self, order):
        """Groups of which a refund names lines that the connector has not seen.

        With new ids nobody could tell which money was for which of several.
        """
        groups = {line.proof_tag: group_of(order, line) for line in order.lines}
        return {
            groups.get(refund.proof_tags[item.item_id])
            for refund in self.store.orders.refunds.values()
            if refund.order_id == order.id
            for item in refund.items
            if item.item_type == "PRODUCT"
            and item.item_id not in self.lines_seen[order.id]
        }

    def _status(self, step, order):
        self.call("PUT", f"/v2/orders/{order.id}", {"status_id": step["status"]})
