"""The document of an order line (``orderProducts``): every documented field."""

from .arithmetic import Money
from .line import Line
from .notation import Notation, number
from .order import Order


def line_payload(store, order: Order, line: Line) -> dict:
    """One row of ``/v2/orders/{id}/products``; amounts are texts."""
    write = Notation(store)
    return {
        **_identity(order, line),
        **_prices(store, order, line, write),
        **_product(line, write),
        **_progress(line, write),
        **_wrapping(line, write),
        **_origin(line),
        "applied_discounts": [
            {
                "id": discount.id,
                "amount": write(discount.amount),
                "name": discount.name,
                "code": discount.code,
                "target": discount.target,
            }
            for discount in line.discounts
        ],
        "product_options": [_option(line, option) for option in line.options],
        "configurable_fields": [],
    }


def _identity(order, line):
    return {
        "id": line.id,
        "order_id": order.id,
        "product_id": line.product_id,
        "variant_id": line.variant_id,
        "order_pickup_method_id": _pickup_id(order, line),
        "order_address_id": line.order_address_id,
        "name": line.name,
        "name_customer": line.name,
        "name_merchant": line.name_merchant or line.name,
        "sku": line.sku,
        "upc": line.upc,
        "type": line.type,
        "quantity": line.quantity,
    }


def _pickup_id(order, line):
    """The pickup consignment that the line belongs to, 0: none."""
    collected = order.pickup is not None and line.type == "physical"
    return order.pickup["id"] if collected else 0


def _prices(store, order, line, write):
    amounts = order.amounts(line)
    tax = amounts.total.tax
    if store.switches.order_line_tax == "after_discount":
        tax = amounts.tax
    return {
        "base_price": write(line.base_price),
        **_sides("price", amounts.unit, write),
        "base_total": write(line.base_price * line.quantity),
        "total_ex_tax": write(amounts.total.ex_tax),
        "total_inc_tax": write(amounts.total.inc_tax),
        "total_tax": write(tax),
        "discounted_total_inc_tax": write(amounts.discounted_total_inc_tax),
    }


def _product(line, write):
    return {
        "weight": write(line.weight),
        "width": write(line.width),
        "height": write(line.height),
        "depth": write(line.depth),
        "base_cost_price": write(line.cost_price),
        **_sides("cost_price", Money(line.cost_price, line.cost_price), write),
        "brand": line.brand,
        "bin_picking_number": line.bin_picking_number,
        "fixed_shipping_cost": write(line.fixed_shipping_cost),
        "option_set_id": line.option_set_id,
        "event_name": None,
        "event_date": None,
    }


def _progress(line, write):
    return {
        "is_refunded": 0 < line.quantity <= line.quantity_refunded,
        "quantity_refunded": line.quantity_refunded,
        "refund_amount": write(0),
        "return_id": 0,
        "quantity_shipped": line.quantity_shipped,
    }


def _wrapping(line, write):
    cost = line.wrapping.times(line.quantity)
    base = cost.ex_tax
    return {
        "wrapping_id": line.wrapping_id,
        "wrapping_name": line.wrapping_name,
        "base_wrapping_cost": write(base),
        **_sides("wrapping_cost", cost, write),
        "wrapping_message": line.wrapping_message,
    }


def _origin(line):
    return {
        "ebay_item_id": "",
        "ebay_transaction_id": "",
        "external_id": None,
        "parent_order_product_id": line.parent_order_product_id,
        "is_bundled_product": line.parent_order_product_id is not None,
        "gift_certificate_id": line.gift_certificate_id,
    }


def _option(line, option):
    return {
        "id": option.id,
        "option_id": option.option_id,
        "order_product_id": line.id,
        "product_option_id": option.product_option_id,
        "display_name": option.display_name,
        "display_name_customer": option.display_name,
        "display_name_merchant": option.display_name,
        "display_value": option.display_value,
        "display_value_customer": option.display_value,
        "display_value_merchant": option.display_value,
        "value": option.value,
        "type": option.type,
        "name": option.display_name,
        "display_style": option.display_style,
    }


def _sides(name, money, write):
    return {
        f"{name}_ex_tax": write(money.ex_tax),
        f"{name}_inc_tax": write(money.inc_tax),
        f"{name}_tax": write(money.tax),
    }


def fee_payload(store, fee) -> dict:
    """A fee as an order includes it."""
    write = Notation(store)
    return {
        "id": fee.id,
        "type": "custom_fee",
        "display_name_customer": fee.display_name_customer,
        "display_name_merchant": fee.display_name_merchant,
        "source": fee.source,
        "base_cost": write(fee.cost.ex_tax),
        **_sides("cost", fee.cost, write),
        "tax_class_id": fee.tax_class_id,
    }


def coupon_payload(order: Order, coupon) -> dict:
    """A row of ``/v2/orders/{id}/coupons``; ``discount`` is money, a number."""
    discount = sum(
        row.amount
        for line in order.lines
        for row in line.discounts
        if row.code == coupon.code
    )
    return {
        "id": coupon.id,
        "coupon_id": coupon.coupon_id,
        "order_id": order.id,
        "code": coupon.code,
        "amount": number(coupon.amount),
        "type": coupon.type,
        "discount": number(discount + coupon.shipping_discount),
    }
