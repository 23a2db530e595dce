"""Lines of a web order that BigCommerce lists beneath another one: a bundle's parts.

Where the bundle is a kit of which Odoo moves the components, such a line is money
alone: its goods leave with the kit.
"""


def moves_with_kit(line):
    """Whether the goods of a line leave, or come back, with the kit it is a part of.

    :param line: pos.order.line
    """
    if line.refunded_orderline_id:
        return moved_with_kit(line.refunded_orderline_id)
    kit = _parent(line).product_id
    return bool(kit) and line.product_id in _components(kit, line.company_id)


def moved_with_kit(line):
    """The same of a line that was sold, whatever its kit consists of today.

    :param line: pos.order.line whose goods have left, or wait
    """
    kit = _parent(line).product_id
    if not kit:
        return False
    components = line.order_id.picking_ids.move_ids.filtered(
        lambda move: move.bigcommerce_kit_id == kit
    )
    return line.product_id in components.product_id


def bundles(lines):
    """The kits whose parts are lines of their own, which are shipped in their place.

    :param lines: pos.order.line of one order
    :return: product.product
    """
    kits = lines.product_id.browse()
    for line in lines.filtered(moves_with_kit):
        kits |= _parent(line.refunded_orderline_id or line).product_id
    return kits


def _components(kit, company):
    boms = kit.env["mrp.bom"]
    bom = boms._bom_find(kit, company_id=company.id, bom_type="phantom")[kit]
    components = kit.browse()
    if bom:
        for bom_line, _vals in bom.explode(kit, 1)[1]:
            components |= bom_line.product_id
    return components


def _parent(line):
    """:return: the bigcommerce.order.line beneath which a line is listed, if any"""
    # Whoever closes a web register's session need not read web orders.
    web_lines = line.order_id.sudo().bigcommerce_order_id.line_ids
    key = line.bigcommerce_key or ""
    # A child's key ends in its parent's (mappers/order.py, _line_keys).
    parents = web_lines.filtered(lambda parent: key.endswith(f"<{parent.key}"))
    return parents.sorted(lambda parent: len(parent.key))[-1:]
