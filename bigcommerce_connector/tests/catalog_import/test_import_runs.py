"""An import goes on page by page, past whatever fails."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...sync.catalog_import.reader import ImportReader
from ..import_case import ImportCase

try:
    from bigcommerce_simulator.errors import V3Error
except ImportError:  # the addon without the rest of its repository: all is skipped
    V3Error = None

READ = "GET catalog/products"
CHOICES = ("GET catalog/trees/categories", "GET catalog/brands")


class Failing(list):
    """What BigCommerce fails at when it is asked for it."""

    def __copy__(self):
        raise V3Error(500, "Internal server error")


@tagged("post_install", "-at_install", "bigcommerce")
class TestImportRuns(ImportCase):
    def test_an_import_reads_250_products_a_call(self):
        for number in range(12):
            self.there(f"SKU-{number}")
        with self.requests(*CHOICES, READ):
            self.imported(categories="none")

    def test_a_stopped_import_goes_on_where_it_was(self):
        for number in range(3):
            self.there(f"SKU-{number}")
        job = self.start_import()
        job.action_stop()
        self.run_flow("import")
        self.assertEqual((job.state, job.read_count), ("stopped", 0))
        job.action_continue()
        self.run_flow("import")
        self.assertEqual((job.state, job.created_count), ("done", 3))

    def test_an_import_goes_on_after_bigcommerce_was_out_of_order(self):
        self.patch(ImportReader, "page_size", 2)
        for number in range(5):
            self.there(f"SKU-{number}")
        job = self.start_import(categories="none")
        self.fault("503", method="GET", path="/v3/catalog/products", skip=1, count=9)
        self.run_flow("import")
        self.assertIn("not available", self.store._flow("import").message)
        self.assertEqual((job.state, job.read_count), ("running", 2))
        with self.simulator.store.lock:
            self.simulator.store.faults.rules.clear()
        start = len(self.exchanges)
        self.run_flow("import")
        self.assertEqual(len(self.exchanges) - start, 2)
        self.assertEqual(
            (job.state, job.created_count, job.known_count), ("done", 5, 0)
        )

    def test_a_product_that_is_deleted_meanwhile_makes_it_skip_no_other(self):
        self.patch(ImportReader, "page_size", 2)
        there = [self.there(f"SKU-{number}") for number in range(4)]
        job = self.start_import()
        reader = ImportReader(job.sudo(), self.shop)
        _documents, _too_large, vals = reader.read_page()
        job.sudo().write(vals)
        self.shop.products.delete([there[0]["id"]])
        documents, _too_large, vals = reader.read_page()
        self.assertEqual(
            [document["id"] for document in documents],
            [document["id"] for document in there[2:]],
        )
        self.assertEqual(vals["queue"], [])

    def test_a_store_that_is_not_live_yet_can_import(self):
        there = self.there()
        self.store.state = "connected"
        line = self.line(self.imported(), there)
        self.assertEqual(line.outcome, "create")

    def test_a_product_that_odoo_refuses_keeps_no_other_away(self):
        there = [self.there("A"), self.there("B", name="x" * 240)]
        self.env.cr.execute(
            "ALTER TABLE product_template ADD CONSTRAINT no_long_names"
            " CHECK (length(name->>'en_US') < 200)"
        )
        job = self.imported()
        self.assertEqual(self.line(job, there[0]).outcome, "create")
        self.assertEqual(self.line(job, there[1]).outcome, "conflict")

    @mute_logger("odoo.addons.bigcommerce_connector.sync.flow.run")
    def test_a_product_that_bigcommerce_fails_at_keeps_no_other_away(self):
        there = [self.there(sku) for sku in "ABCD"]
        with self.simulator.store.lock:
            odd = self.simulator.store.catalog.products[there[1]["id"]]
            odd.values["description"] = Failing()
        job = self.start_import(categories="none")
        for _run in range(4):
            self.assertEqual(job.state, "running")
            self.run_flow("import")
        self.assertFalse(self.store._flow("import").message)
        outcomes = [self.line(job, one).outcome for one in there]
        self.assertEqual(outcomes, ["create", "conflict", "create", "create"])
        self.assertIn("an error of its own", self.line(job, there[1]).message)

    def test_a_product_that_makes_no_sense_keeps_no_other_away(self):
        there = [self.there(sku) for sku in "ABC"]
        with self.simulator.store.lock:
            odd = self.simulator.store.catalog.products[there[1]["id"]]
            odd.values["categories"] = 7
            # An answer that BigCommerce does not document: none of the simulator's own.
            faults = self.simulator.store.faults
            faults.add("late", count=None, path="/v3/catalog/products", seconds=0)
        job = self.imported(categories="none")
        outcomes = [self.line(job, one).outcome for one in there]
        self.assertEqual(outcomes, ["create", "conflict", "create"])
