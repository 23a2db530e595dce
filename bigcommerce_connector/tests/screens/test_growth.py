"""What people open every day stays fast when there are 200,000 web orders.

Some of them are enough for the database to choose how it would do it.
"""

import re

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ...mappers.components import Components
from ...models.store_counts import counting_query
from ..common import BigcommerceCase

MANY = 20_000


class TestGrowth(BigcommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        store = (cls.store.id, cls.store.company_id.id, MANY)
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_order (store_id, company_id, external_id,"
                " state, needs_attention, status_id, moves_stock, date_created,"
                " payload) SELECT %s, %s, n, 'synced', FALSE, 11, TRUE,"
                " now() - n * interval '1 h',"
                " jsonb_build_object('pad', repeat(md5(n::text), 40))"
                " FROM generate_series(1, %s) AS n",
                *store,
            )
        )
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_webhook_event (store_id, company_id,"
                " delivery_id, resource_id, scope, create_date)"
                " SELECT %s, %s, n, n, 'store/order/updated', now()"
                " FROM generate_series(1, %s) AS n",
                *store,
            )
        )
        cls.bestseller = cls.env["product.product"].create({"name": "Bestseller"})
        cls.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_order_line (store_id, company_id, order_id,"
                " key, product_id, quantity_target, quantity_shipped)"
                " SELECT store_id, company_id, id, '1', %s, 1, 0"
                " FROM bigcommerce_order WHERE store_id = %s",
                cls.bestseller.id,
                cls.store.id,
            )
        )
        cls.env.cr.execute(
            SQL(
                "INSERT INTO stock_picking (company_id, picking_type_id, location_id,"
                " location_dest_id, move_type, state, bigcommerce_preparation,"
                " bigcommerce_order_id)"
                " SELECT kind.company_id, kind.id, default_location_src_id,"
                " default_location_dest_id, 'direct', 'done', 'left', web.id"
                " FROM stock_picking_type kind, bigcommerce_order web"
                " WHERE kind.id = %s AND store_id = %s",
                cls.store.warehouse_id.out_type_id.id,
                cls.store.id,
            )
        )
        for table in (
            "stock_picking",
            "bigcommerce_order",
            "bigcommerce_order_line",
            "bigcommerce_webhook_event",
        ):
            cls.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    def plan(self, query):
        """How the database would answer a query, as text.

        :param SQL query: a SELECT
        """
        self.env.flush_all()
        self.env.cr.execute(SQL("EXPLAIN (COSTS OFF) %s", query))
        return "\n".join(line for (line,) in self.env.cr.fetchall())

    def test_the_list_of_web_orders_is_read_in_its_order(self):
        admin = self.env.ref("base.user_admin")
        orders = self.env["bigcommerce.order"].with_user(admin)
        view = self.env.ref("bigcommerce_connector.bigcommerce_order_view_list")
        in_view = view._get_combined_arch().get("default_order")
        for order, index in ((in_view, "list_idx"), (orders._order, "newest_idx")):
            with self.subTest(order=order):
                plan = self.plan(orders._search([], order=order, limit=80).select())
                self.assertIn(f"bigcommerce_order_{index}", plan)
                self.assertNotIn("Sort", plan)

    def test_webhooks_are_found_by_their_order(self):
        events = self.env["bigcommerce.webhook.event"]
        domain = [("store_id", "=", self.store.id), ("resource_id", "in", ["1", "2"])]
        plan = self.plan(events._search(domain).select())
        self.assertIn("bigcommerce_webhook_event_resource_idx", plan)

    def test_money_to_settle_is_counted_without_reading_all_orders(self):
        orders = self.env["bigcommerce.order"]
        for names in (
            ("amount_to_refund", "amount_register_unrecorded"),
            ("amount_to_collect",),
        ):
            owed = Domain.OR(Domain(name, ">", 0) for name in names)
            mine = Domain("store_id", "=", self.store.id)
            plan = self.plan(orders._search(owed & mine).select())
            with self.subTest(names):
                self.assertIn("bigcommerce_order_to_settle_idx", plan)

    def test_what_needs_a_person_is_found_without_reading_all_orders(self):
        admin = self.env.ref("base.user_admin")
        rows = self.env["bigcommerce.todo"].with_user(admin)
        plan = self.plan(rows._search([("store_id", "=", self.store.id)]).select())
        self.assertNotIn("Seq Scan on bigcommerce_order", plan)
        self.assertNotIn("Seq Scan on stock_picking", plan)

    def test_a_store_is_counted_without_reading_all_orders(self):
        plan = self.plan(counting_query(self.store))
        whole = re.sub(r"Limit\n +->  Seq Scan", "", plan)
        self.assertNotIn("Seq Scan on bigcommerce_order", whole)
        self.assertEqual(self.store.order_count, "10000+")

    def test_orders_to_compare_are_found_without_reading_all_orders(self):
        orders = self.env["bigcommerce.order"]
        for name, index in (
            ("needs_sync", "needs_sync"),
            ("is_waiting_for_unlock", "waiting_for_unlock"),
            ("has_shipment_news", "shipment_news"),
        ):
            domain = [("store_id", "=", self.store.id), (name, "=", True)]
            plan = self.plan(orders._search(domain, order="date_created").select())
            with self.subTest(name):
                self.assertIn(f"bigcommerce_order_{index}_idx", plan)

    def test_who_waits_for_goods_is_sought_among_the_newest(self):
        lines = self.env["bigcommerce.order.line"]
        short = {self.bestseller.id: 2}
        here = self.store.warehouse_id
        lines._name_unserved(self.store, here, short, Components({}))
        short = self.env["bigcommerce.order"].search([("is_short", "=", True)])
        self.assertEqual(short.mapped("external_id"), ["1", "2"])
        read = lines._fields["quantity_target"]._get_cache(self.env)
        self.assertLess(len(read), 100)

    def test_web_orders_that_hold_stock_are_found_without_reading_all_orders(self):
        terms = {term.name: term for term in self.store._stock_terms()}
        held = SQL(
            "SELECT * FROM (%s) AS term (location, target, product, quantity, res_id)"
            " WHERE product = %s",
            terms["web"].query,
            self.bestseller.id,
        )
        self.assertNotIn("Seq Scan on bigcommerce_order", self.plan(held))

    def test_partial_indexes_ask_as_the_orm_does(self):
        """``WHERE needs_sync`` would never be used: the ORM asks IS TRUE."""
        self.env.cr.execute(
            "SELECT indexrelid::regclass::text, pg_get_expr(indpred, indrelid)"
            " FROM pg_index WHERE indpred IS NOT NULL"
            " AND indexrelid::regclass::text LIKE '%bigcommerce%'"
        )
        for index, predicate in self.env.cr.fetchall():
            for condition in re.split(r" AND | OR ", predicate):
                with self.subTest(index=index):
                    self.assertNotRegex(condition, r"^[( ]*(NOT )?\w+[) ]*$")


@tagged("post_install", "-at_install", "bigcommerce")
class TestForeignKeys(TransactionCase):
    def test_deleting_a_product_scans_no_table_that_grows(self):
        """The database looks for each record that names it, one table after another."""
        self.env.cr.execute(
            """
            SELECT conrelid::regclass::text, attname
              FROM pg_constraint
              JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
             WHERE contype = 'f'
               AND conrelid::regclass::text LIKE 'bigcommerce%'
               AND confrelid::regclass::text IN
                   ('product_product', 'product_template', 'bigcommerce_order',
                    'pos_order', 'res_partner')
               AND NOT EXISTS (
                   SELECT FROM pg_index
                    WHERE indrelid = conrelid AND indkey[0] = conkey[1])
            """
        )
        small = {
            "bigcommerce_store",
            "bigcommerce_order_choose",
            "bigcommerce_order_choose_line",
            "bigcommerce_order_refund",
            "bigcommerce_order_skip",
            "bigcommerce_remote_link",
            "bigcommerce_stock_reason_line",
            "bigcommerce_variant_link_line",
            "bigcommerce_why_not",
        }
        self.assertFalse([row for row in self.env.cr.fetchall() if row[0] not in small])
