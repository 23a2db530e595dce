"""Registers, a running stock flow and a Disconnect at once: no sale waits or fails."""

from odoo.tests import tagged

from ..transactions_case import TransactionsCase


@tagged("post_install", "-at_install", "bigcommerce")
class TestStockTriggerConcurrency(TransactionsCase):
    """Commits for real, and cleans up after itself."""

    product_id = 1  # its note is all that matters

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            store = env["bigcommerce.store"].create({"store_hash": "triggers"})
            store.flow_ids._create_crons()
            store.state = "live"
            self.store_id = store.id
            self.cron_id = store._flow("stock").cron_id.id
        self.addCleanup(self.remove)

    def remove(self):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            store = env["bigcommerce.store"].browse(self.store_id)
            env["bigcommerce.change"]._consume("stock", store)
            store.state = "draft"
            store.unlink()

    def sell(self, cr):
        """What a sale adds to a register's transaction, up to its commit."""
        env = self.environment(cr)
        env["bigcommerce.change"]._note("stock", [self.product_id])
        cr.flush()

    def count(self, table):
        column = {"ir_cron_trigger": "cron_id", "bigcommerce_change": "res_id"}[table]
        value = self.cron_id if table == "ir_cron_trigger" else self.product_id
        with self.registry.cursor() as cr:
            cr.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = %s",  # noqa: S608
                [value],
            )
            return cr.fetchone()[0]

    def test_registers_do_not_wait_for_one_another(self):
        with self.registry.cursor() as one, self.registry.cursor() as two:
            self.sell(one)
            self.sell(two)
            two.commit()
            one.commit()
        self.assertEqual(self.count("ir_cron_trigger"), 2)
        self.assertEqual(self.count("bigcommerce_change"), 2)

    def test_a_register_does_not_wait_for_a_running_flow(self):
        with self.registry.cursor() as cron, self.registry.cursor() as register:
            register.execute("SELECT 1")  # its snapshot is older than the run
            job = self.registry["ir.cron"]._acquire_one_job(
                cron, self.cron_id, include_not_ready=True
            )
            self.assertTrue(job)
            self.sell(register)
            cron.execute(
                "UPDATE ir_cron SET lastcall = now() WHERE id = %s", [self.cron_id]
            )
            cron.commit()
            register.commit()
        self.assertEqual(self.count("ir_cron_trigger"), 1)

    def test_a_register_sells_though_the_flow_has_just_run(self):
        with self.registry.cursor() as cron, self.registry.cursor() as register:
            register.execute("SELECT 1")
            cron.execute(
                "UPDATE ir_cron SET lastcall = now() WHERE id = %s", [self.cron_id]
            )
            cron.commit()
            self.sell(register)
            register.commit()
        self.assertEqual(self.count("ir_cron_trigger"), 1)

    def test_a_register_sells_while_the_store_is_disconnected(self):
        with self.registry.cursor() as office, self.registry.cursor() as register:
            self.environment(office)["ir.cron"].browse(self.cron_id).lock_for_update()
            self.sell(register)
            register.commit()
        self.assertFalse(self.count("ir_cron_trigger"))
        self.assertEqual(self.count("bigcommerce_change"), 1)
