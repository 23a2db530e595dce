"""Groups of lines: same variant (else SKU, else name), options and parent line."""


def group_of(order, line):
    """The group of a line of a simulated order: (what, options, parent's group)."""
    if line.variant_id:
        what = ("variant", line.variant_id)
    elif line.sku:
        what = ("sku", line.sku.lower())
    else:
        what = ("name", line.name)
    options = tuple(sorted((row.display_name, row.value) for row in line.options))
    parent = order.line(line.parent_order_product_id or 0)
    return (what, options, parent and group_of(order, parent))


def is_group(key, group):
    """Whether ``bigcommerce_key`` of a transaction's line stands for a group."""
    (kind, value), options, parent = group
    own, _mark, rest = key.partition("<")
    what, _mark, texts = own.partition("[")
    return (
        what == f"{kind}:{value}"
        and [text.rpartition("=")[2] for text in texts.strip("]").split(";") if text]
        == [text for _name, text in options]
        and (is_group(rest, parent) if rest and parent else bool(rest) == bool(parent))
    )


def sku_of(store, group):
    """The SKU of a group; the name of what staff or a shopper typed in."""
    kind, value = group[0]
    return store.catalog.variants[value].sku if kind == "variant" else value
