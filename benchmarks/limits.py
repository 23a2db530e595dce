"""What has to be reached: a run whose figures miss it fails, after its table."""

# The most that value / reference may be. The floor of calls is reached exactly.
MAX_FIGURES = {
    "dashboard.queries": 1,
    "store_page.queries": 1,
    "catalog.create.calls": 1,
    "catalog.noop.calls": 1,
    "catalog.build.ms": 3,
    "catalog.grow.ms": 1.5,
    "catalog.memory": 1,
    "catalog.images.calls": 1,
    "catalog.images_noop.calls": 1,
    "catalog.images_replaced.calls": 1,
    "catalog.update.calls": 1,
    "catalog.price.calls": 1,
    "catalog.match.calls": 1,
    "import.calls": 1,
    "import.grow.ms": 1.5,
    "import.memory": 1,
    "inventory.push.calls": 1,
    "inventory.push_multi.calls": 1,
    "inventory.noop.calls": 1,
    "inventory.drift.calls": 1,
    "inventory.refused.calls": 1,
    "inventory.latency_p95_s": 1,
    "stock.idle.queries": 1,
    "stock.changed.queries": 1,
    "stock.changed.ms": 1,
    "stock.changed_400.ms": 1,
    "stock.all.queries": 1,
    "stock.all.ms": 1,
    "stock.all.ratio": 0.1,
    "stock.all.growth": 1.5,
    "orders.read.calls": 1,
    # Half of what it was when each order had a row and a message made by itself.
    "orders.read.ms": 0.0186,
    "orders.read.captured_calls": 1,
    "orders.idle.calls": 1,
    "orders.webhook.calls": 1,
    "orders.post.ms": 1,
    "orders.post_batch10.ms": 0.33,
    "orders.post_batch50.ms": 0.22,
    "orders.addresses.ms": 1.5,
    "orders.addresses.calls": 1,
    "orders.backfill.ms": 0.3,
    "orders.close.s": 0.5,
    "orders.memory": 1.5,
    "fulfillment.shipment.calls": 1,
    "fulfillment.status.calls": 1,
    "fulfillment.refund.calls": 1,
    "fulfillment.idle.calls": 1,
    "big.orders_list.ms": 1.5,
    "big.orders_search.ms": 1.5,
    "big.store_page.ms": 1.5,
    "big.dashboard.ms": 1.5,
    "big.webhook.ms": 1.5,
    "big.sweep.ms": 1.5,
    "big.post.ms": 1.5,
    "big.product_save.ms": 1.5,
    "big.stock.ms": 1.5,
}
# More is better: the least that it may be.
MIN_FIGURES = {"catalog.build.products_per_s": 1}


def missed(figures) -> list[str]:
    """One sentence for each figure that is not good enough.

    Values are compared, not rounded ratios; nothing may be more than a floor of 0.

    :param list[Figure] figures: those of a run, or some of them
    """
    sentences = []
    for figure in figures:
        most = MAX_FIGURES.get(figure.name)
        least = MIN_FIGURES.get(figure.name)
        if most is not None and figure.value > most * figure.reference:
            bound = f"at most {most} × {figure.reference:,}"
        elif least is not None and figure.value < least * figure.reference:
            bound = f"at least {least} × {figure.reference:,}"
        else:
            continue
        sentences.append(f"{figure.name} is {figure.value:,}, {bound} {figure.unit}")
    return sentences
