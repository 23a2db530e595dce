"""Who may write what the connector adds to Odoo's own models, past all screens."""

import uuid
from contextlib import suppress

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ...models.connector_context import as_connector
from ...models.kept_fields import ANYBODY, MANAGER, WHO
from ..common import BigcommerceCase

ODOO_RIGHTS = (
    "base.group_user",
    "point_of_sale.group_pos_manager",
    "account.group_account_manager",
    "stock.group_stock_manager",
    "product.group_product_manager",
)


class TestKeptFields(BigcommerceCase):
    def setUp(self):
        super().setUp()
        self.mug = self.sell("MUG", 7.5)
        external_id = self.simulator.store.orders.place(
            lines=[{"sku": "MUG", "quantity": 2}]
        ).id
        self.sync_orders()
        self.order = self.web_order(external_id)
        self.posted = self.order.pos_order_ids
        self.assertTrue(self.posted, self.order.message)
        self.person = self.new_user("bc_person", *ODOO_RIGHTS)
        self.manager = self.new_user("bc_manager", *ODOO_RIGHTS, MANAGER)
        self.register = self.posted.config_id.copy({"name": "Register"})
        session = self.env["pos.session"].create({"config_id": self.register.id})
        money = dict.fromkeys(
            ("amount_tax", "amount_total", "amount_paid", "amount_return"), 0
        )
        self.sale = self.env["pos.order"].create({"session_id": session.id, **money})
        self.samples = {
            "account.tax": self.store._get_tax().copy(),
            "pos.config": self.register,
            "pos.order": self.sale,
            "pos.order.line": self.env["pos.order.line"].create(
                self.line_vals(self.sale)
            ),
            "pos.payment.method": self.posted.payment_ids.payment_method_id.copy(),
            "pos.session": session,
        }

    def new_user(self, login, *groups):
        return new_test_user(self.env, login, ",".join(groups))

    def line_vals(self, order):
        return {
            "order_id": order.id,
            "product_id": self.mug.id,
            "qty": 1,
            "price_unit": 7.5,
            "price_subtotal": 7.5,
            "price_subtotal_incl": 7.5,
        }

    def claim(self, field):
        """A value that says something, as a client sends it."""
        if field.type == "many2one":
            own = {"bigcommerce.store": self.store, "bigcommerce.order": self.order}
            return own[field.comodel_name].id
        if field.type == "selection":
            return field.get_values(self.env)[0]
        return 7 if field.type in ("integer", "float") else "x"

    def kept_fields(self):
        for model, fields in WHO.items():
            for name, who in fields.items():
                if who != ANYBODY:
                    yield self.samples[model], self.env[model]._fields[name], who

    def refused(self):
        """Refused in a savepoint of its own, as a request is rolled back."""
        self.enterContext(mute_logger("odoo.sql_db", "odoo.models"))
        return self.assertRaises(UserError)

    # === THE TABLE === #

    def test_every_field_on_a_model_of_odoo_has_an_entry(self):
        for model in self.env.registry:
            if model.startswith("bigcommerce.") or self.env[model]._abstract:
                continue
            for name, field in self.env[model]._fields.items():
                is_ours = "bigcommerce_connector" in field._modules
                is_written = field.store or field.inverse or field.type == "one2many"
                if is_ours and is_written and not field.inherited:
                    with self.subTest(model=model, field=name):
                        self.assertIn(name, WHO.get(model, {}))

    def test_every_entry_is_a_field(self):
        for model, fields in WHO.items():
            self.assertFalse(fields.keys() - self.env[model]._fields.keys(), model)

    # === WHOEVER HAS ALL RIGHTS OF ODOO === #

    def test_written_by_a_person(self):
        for record, field, _who in self.kept_fields():
            with self.subTest(field=str(field)):
                before = record[field.name]
                mine = record.with_user(self.person)
                mine.write(
                    {field.name: before and field.convert_to_write(before, mine)}
                )
                with self.refused():
                    mine.write({field.name: self.claim(field)})
                    self.env.flush_all()
                self.env.invalidate_all()
                self.assertEqual(record[field.name], before)

    def test_created_by_a_person(self):
        """By value, and by a default that the client's context names."""
        for record, field, _who in self.kept_fields():
            vals = self.vals_like(record)
            claim = self.claim(field)
            model = self.env[record._name].with_user(self.person)
            with self.subTest(field=str(field)):
                self.assertTrue(model.create(vals))
                with self.refused():
                    model.create({**self.vals_like(record), field.name: claim})
                by_default = model.with_context(**{f"default_{field.name}": claim})
                with suppress(UserError), self.env.cr.savepoint():
                    made = by_default.create(self.vals_like(record))
                    self.assertFalse(made[field.name])  # left out by Odoo

    def vals_like(self, record):
        """What a record of that model is made of."""
        if record._name == "pos.session":
            return {"config_id": self.register.copy().id}
        if record._name == "pos.order":
            money = ("amount_tax", "amount_total", "amount_paid", "amount_return")
            session = self.samples["pos.session"]
            return {"session_id": session.id, **dict.fromkeys(money, 0)}
        if record._name == "pos.order.line":
            return self.line_vals(self.sale)
        if record._name == "account.tax":
            return {
                "name": uuid.uuid4().hex,
                "tax_group_id": record.tax_group_id.id,
                "country_id": record.country_id.id,
            }
        return {"name": uuid.uuid4().hex}

    def test_imported_by_a_person(self):
        methods = self.env["pos.payment.method"].with_user(self.person)
        answer = methods.load(["name", "bigcommerce_tender"], [["Import", "online"]])
        self.assertFalse(answer["ids"])
        self.assertIn("managed by the BigCommerce connector", str(answer["messages"]))

    # === WHO MAY === #

    def test_a_manager_of_the_connector(self):
        for record, field, who in self.kept_fields():
            mine = record.with_user(self.manager)
            vals = {field.name: self.claim(field)}
            with self.subTest(field=str(field)):
                if who == MANAGER:
                    mine.write(vals)
                    mine.write({field.name: False})
                else:
                    with self.refused():
                        mine.write(vals)

    def test_no_store_of_another_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = self.env["bigcommerce.store"].create({"company_id": company.id})
        for model in ("account.tax", "pos.config"):
            with self.subTest(model=model), self.refused():
                self.samples[model].bigcommerce_store_id = other
                self.env.flush_all()

    def test_no_location_of_another_company(self):
        """A product may be shared by companies, whom its owner cannot see."""
        company = self.env["res.company"].create({"name": "Other"})
        theirs = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        self.assertTrue(theirs)
        template = self.mug.product_tmpl_id.with_user(self.person)
        link = {"bigcommerce_warehouse_ids": [Command.link(theirs.id)]}
        with self.refused():
            template.write(link)
        with self.refused():
            template.create({"name": "Cup", **link})
        template.bigcommerce_warehouse_ids = self.warehouse
        self.mug.product_tmpl_id.bigcommerce_warehouse_ids += theirs
        self.env.invalidate_all()
        self.mug.with_user(self.person).bigcommerce_warehouse_ids = False

    # === WHAT WAS POSTED FOR A WEB ORDER === #

    def test_a_posted_line(self):
        cashier = self.new_user("bc_cashier", "point_of_sale.group_pos_user")
        line = self.posted.lines.with_user(cashier)
        for vals in (
            {"bigcommerce_key": "x"},
            {"qty": 5},
            {"price_subtotal_incl": 1},
            {"order_id": self.sale.id},
            {"uuid": "x"},
        ):
            with self.subTest(vals=vals):
                with self.refused():
                    line.write(vals)
                with self.refused():
                    self.posted.with_user(cashier).write(
                        {"lines": [Command.update(line.id, vals)]}
                    )
        with self.refused():
            line.create(self.line_vals(self.posted))
        with self.refused():
            line.browse(self.samples["pos.order.line"].id).order_id = self.posted
        line.customer_note = "without sugar"

    def test_a_posted_order_and_its_payment(self):
        cashier = self.new_user("bc_cashier", "point_of_sale.group_pos_user")
        order = self.posted.with_user(cashier)
        for vals in ({"amount_total": 1}, {"amount_tax": 1}, {"uuid": "x"}):
            with self.subTest(vals=vals), self.refused():
                order.write(vals)
        payment = self.posted.payment_ids.with_user(cashier)
        more = {
            "pos_order_id": order.id,
            "amount": 1,
            "payment_method_id": payment.payment_method_id.id,
        }
        with self.refused():
            payment.create(more)
        with self.refused():
            payment.amount = 1
        with self.refused():
            payment.unlink()

    def test_an_accountant_corrects_how_it_was_paid(self):
        other = self.posted.config_id.payment_method_ids - (
            self.posted.payment_ids.payment_method_id
        )
        payment = self.posted.payment_ids
        vals = {"payment_method_id": other[0].id}
        self.posted.with_user(self.person).write(
            {"payment_ids": [Command.update(payment.id, vals)]}
        )
        self.assertEqual(payment.payment_method_id, other[0])

    def test_the_connector_itself(self):
        self.assertTrue(self.posted.lines.bigcommerce_key)
        line = as_connector(self.samples["pos.order.line"].with_user(self.person))
        line.bigcommerce_key = "x"
