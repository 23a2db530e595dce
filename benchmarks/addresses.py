"""Web orders that go to several addresses: what they cost beside those of one."""

from statistics import median

from goods import lines, make_goods

NAMES = ("orders.addresses.ms", "orders.addresses.calls")
_CUSTOMER = {"customer": {"email": "ada@example.com"}}
_STREETS = ("1 First Street", "2 Second Street", "3 Third Street")


def run(bench):
    """In turn: as many orders of three lines to one address, and one to each of three.

    Their goods wait, so each address has a transfer of its own.
    """
    count, rounds = bench.size(20, least=2), bench.size(5, least=2)
    with bench.web() as web, bench.shop.connected(web) as store:
        store.goods_leave = "shipped"
        goods = lines(make_goods(bench.shop, web))
        apart = [
            {**line, "street": street}
            for line, street in zip(goods, _STREETS, strict=True)
        ]
        bought = {1: goods, len(_STREETS): apart}
        for several in bought.values():  # to warm up
            _post(bench, web, store, several, 1)
        runs = {addresses: [] for addresses in bought}
        for _ in range(rounds):
            for addresses, several in bought.items():
                made = _post(bench, web, store, several, addresses, count)
                runs[addresses].append(made)
        _report(bench, runs, count)


def _post(bench, web, store, several, addresses, count=1):
    """:return: the run that read and posted so many of these orders"""
    before = store.order_ids
    web.check_out(count, several, **_CUSTOMER)
    run = bench.shop.run_flow(store, "orders", web)
    orders = store.order_ids - before
    transfers = len(orders.pos_order_ids.picking_ids)
    if count > 1 and transfers != addresses * count:
        raise RuntimeError(f"{transfers} transfers: {orders[:1].message}")
    return run


def _report(bench, runs, count):
    one, several = runs.values()
    size = {"orders": count * len(one), "addresses": max(runs)}
    for name, unit, measure in (
        ("ms", "ms", lambda run: run.seconds * 1000 / count),
        ("calls", "calls", lambda run: len(run.calls)),
    ):
        value, reference = (median(map(measure, rows)) for rows in (several, one))
        name = f"orders.addresses.{name}"
        bench.figures.add(name, value, unit, reference, **size)
