"""Staff record on BigCommerce what registers gave back, by item or by amount."""


def recorded(step, oracle, web):
    """What staff do for one order that a register gave something of back.

    :param dict step: which ``order``, which ``group`` of its goods, and whether it is
        recorded ``by_item``
    :return: a step of the web: its name, and its arguments
    """
    present = [order for order in web.orders if not order.is_deleted]
    known = [
        (place, order)
        for place, order in enumerate(present)
        if order.id in oracle.expected and oracle.expected[order.id].registers.goods
    ]
    if not known:
        return "nothing", {"order": 0}
    place, order = known[step["order"] % len(known)]
    goods = sorted(oracle.expected[order.id].registers.goods.items(), key=str)
    group, given = goods[step["group"] % len(goods)]
    if not step["by_item"]:
        return "give_back", {"order": place, "amount": str(given.total)}
    lines = [
        number
        for number, line in enumerate(order.lines)
        if oracle.group_of(order, line) == group
        and line.quantity_refunded < line.quantity
    ]
    if not lines:
        return "nothing", {"order": place}
    return "refund", {
        "order": place,
        "lines": [[lines[0], given.units]],
        "recorded": True,
    }
