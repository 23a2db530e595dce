"""Catalog in: calls, memory and time for a shop that sells online already."""

import time
from concurrent.futures import ThreadPoolExecutor
from math import ceil

from memory import SPARE, Peak

from odoo.addons.bigcommerce_connector.sync.catalog_import.start import add_import

NAMES = ("import.calls", "import.grow.ms", "import.memory")
_SIZES = ("S", "M", "L", "XL")
_PAGE = 250
# The share of the shop that the rest is compared with.
_SHARE = 10
_SENDERS = 4


def run(bench):
    """5,000 products of 4 variants, without images; a tenth of them first."""
    count = bench.size(5_000, least=_SHARE)
    with bench.web() as web, bench.shop.connected(web) as store, Peak() as peak:
        few = count // _SHARE
        _sell(web, 0, few)
        _sync, first = _import(bench, web, store, few)
        memory = peak.growth
        _sell(web, few, count)
        sync, rest = _import(bench, web, store, count - few)
        details = {"products": count, "variants": count * len(_SIZES)}
        figures = bench.figures
        figures.add(
            "import.calls",
            sync.count(part="/v3/catalog"),
            "calls",
            ceil(count / _PAGE),
            **details,
            **sync.times,
        )
        details["reference_is"] = f"the first {few}"
        figures.add("import.grow.ms", rest, "ms", first, **details)
        details["reference_is"] = "what any shop may need"
        details["after_the_first"] = memory
        figures.add("import.memory", peak.growth, "MB", SPARE, **details)


def _sell(web, first, end):
    """Products on BigCommerce that Odoo does not know."""

    def create(number):
        web.api("POST", "/v3/catalog/products", _document(web.store_hash, number))

    with ThreadPoolExecutor(_SENDERS) as pool:
        for _made in pool.map(create, range(first, end)):
            pass


def _document(prefix, number):
    return {
        "name": f"Tee {prefix} {number}",
        "type": "physical",
        "price": 10 + number % 50,
        "weight": 1,
        "inventory_tracking": "variant",
        "variants": [
            {
                "sku": f"{prefix}-{number}-{size}",
                "option_values": [{"option_display_name": "Fit", "label": size}],
            }
            for size in _SIZES
        ],
    }


def _import(bench, web, store, count):
    """Import all that is there: the run, and milliseconds of our processor for each of
    the new ones."""
    choices = {
        "scope": "all",
        "scope_names": "All products",
        "categories": "none",
        "stock": "none",
        "queue": [{}],
    }
    job = add_import(store, choices)
    bench.shop.commit()
    started = time.process_time()
    sync = bench.shop.run_flow(store, "import", web)
    spent = (time.process_time() - started) * 1000 / count
    if (job.state, job.created_count) != ("done", count):
        raise RuntimeError(f"{job.state}: {job.created_count} of {count} created.")
    return sync, spent
