"""What a step means for an order: rows by number, money, shares and fees."""

from decimal import ROUND_DOWN, Decimal


def modulo(rows, number):
    return rows[number % len(rows)] if rows else None


def places_of(currency):
    return {"JPY": 0, "KWD": 3}.get(currency, 2)


def money(units, places):
    return Decimal(units).scaleb(-places)


def part(whole, share, places):
    unit = Decimal(1).scaleb(-places)
    return (Decimal(whole) * share / 100).quantize(unit, ROUND_DOWN)


def pair(name, ex_tax, inc_tax):
    return {f"{name}_ex_tax": str(ex_tax), f"{name}_inc_tax": str(inc_tax)}


def fee_payload(fee, places, text=Decimal):
    return {
        "display_name_customer": fee["name"],
        "cost_ex_tax": text(money(fee["cost"], places)),
        "cost_tax": text(money(fee["tax"], places)),
    }


def identity(shipment):
    """What tells a shipment of BigCommerce from the others: our mark, its address."""
    return shipment.texts.get("comments"), shipment.order_address_id
