"""Which coupons a web order was paid less by."""

from ....mappers.order_lines import coupon_codes


def store_coupons(order):
    """Keep the codes: BigCommerce drops those of a line that is edited."""
    known = order.coupon_codes.split(", ") if order.coupon_codes else []
    payload = order.sudo().payload  # system field
    codes = list(dict.fromkeys(known + coupon_codes(payload)))
    if codes != known:
        order.coupon_codes = ", ".join(codes)
