"""A connected store, and what a dry run says of it."""

from odoo.tools import SQL

from .catalog_case import CatalogCase


class DryRunCase(CatalogCase):
    sold_there = {**CatalogCase.sold_there, "price": 49, "weight": 3}

    def setUp(self):
        super().setUp()
        self.store.state = "connected"

    def dry_run(self):
        """:return: the lines, as tuples"""
        self.store.action_dry_run()
        before, start = self.state_of_odoo(), len(self.exchanges)
        self.run_flow("checks")
        methods = {exchange["method"] for exchange in self.exchanges[start:]}
        self.assertLessEqual(methods, {"GET"})
        self.assertEqual(self.state_of_odoo(), before)
        self.check = self.env["bigcommerce.check"]._of(self.store, "dry_run")
        self.assertEqual(self.check.state, "done", self.check.progress)
        return [
            (
                line.product_tmpl_id.name,
                line.action,
                line.field_name or "",
                line.old_value or "",
                line.new_value or "",
            )
            for line in self.check.line_ids
        ]

    def state_of_odoo(self):
        """All that a run of the catalog would leave in Odoo."""
        self.env.flush_all()
        rows = []
        for table in (
            "product",
            "variant",
            "inventory_level",
            "match_candidate",
            "category",
            "image",
        ):
            name = SQL.identifier(f"bigcommerce_{table}")
            digest = SQL("SELECT md5(string_agg(t::text, '' ORDER BY id)), count(*)")
            self.env.cr.execute(SQL("%s FROM %s t", digest, name))
            rows.append(self.env.cr.fetchone())
        return rows

    def assertDone(self, lines):
        """The run that follows does what the dry run has said, no more and no less."""
        self.store.state = "live"
        start = len(self.exchanges)
        self.sync()
        writes = [e for e in self.exchanges[start:] if e["method"] != "GET"]
        is_told = any(line[1] in ("change", "create") for line in lines)
        self.assertEqual(bool(writes), is_told)
        self.store.state = "connected"
