from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .chosen_methods import add_chosen_methods
from .connector_context import as_connector, connector_context
from .kept_fields import check_new, kept
from .order_problem import OrderProblem


class BooksLocked(UserError):
    """No session can be opened today; what waits for one is posted later."""


class PosConfig(models.Model):
    """A register that belongs to a BigCommerce store holds its web orders only."""

    _inherit = "pos.config"

    bigcommerce_store_id = fields.Many2one(
        "bigcommerce.store",
        "BigCommerce Store",
        copy=False,
        readonly=True,
        check_company=True,
        index="btree_not_null",
        help="The register of this store's web orders. Cashiers cannot sell in it.",
    )
    bigcommerce_closing_problem = fields.Text(
        "Reason Not Closed", compute="_compute_bigcommerce_closing_problem"
    )
    bigcommerce_attention_count = fields.Integer(
        "Web Orders to Fix", compute="_compute_bigcommerce_attention_count"
    )
    bigcommerce_has_web_orders = fields.Boolean(
        "Shows Web Orders",
        compute="_compute_bigcommerce_has_web_orders",
        help="This register can show web orders of the same company and currency.",
    )
    bigcommerce_prepares = fields.Boolean(
        "Prepares Web Orders", compute="_compute_bigcommerce_has_web_orders"
    )

    # === COMPUTE METHODS === #

    def _compute_bigcommerce_closing_problem(self):
        sessions = self.env["pos.session"].search(
            [
                ("config_id", "in", self.filtered("bigcommerce_store_id").ids),
                ("state", "!=", "closed"),
                ("bigcommerce_closing_problem", "!=", False),
            ]
        )
        for config in self:
            mine = sessions.filtered(
                lambda session, own=config: session.config_id == own
            )
            config.bigcommerce_closing_problem = (
                "\n".join(mine.mapped("bigcommerce_closing_problem")) or False
            )

    def _compute_bigcommerce_attention_count(self):
        for config in self:
            store_sudo = config.sudo().bigcommerce_store_id  # registers load all fields
            config.bigcommerce_attention_count = store_sudo.order_attention_count

    def _compute_bigcommerce_has_web_orders(self):
        for config in self:
            web_sudo = config._bigcommerce_web_registers().sudo().bigcommerce_store_id
            config.bigcommerce_has_web_orders = bool(web_sudo)
            config.bigcommerce_prepares = "shipped" in web_sudo.mapped("goods_leave")

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        configs = super().create(vals_list)
        check_new(self, configs)
        return configs

    def write(self, vals):
        with kept(self, vals):
            return super().write(vals)

    # === CONSTRAINTS === #

    @api.constrains("bigcommerce_store_id", "payment_method_ids")
    def _check_no_cash(self):
        """Odoo counts a drawer at closing: nobody counts one for the web orders.

        :raise ValidationError: what was sold would be booked as lost
        """
        for config_sudo in self.sudo().filtered("bigcommerce_store_id"):
            cash_sudo = config_sudo.payment_method_ids.filtered("is_cash_count")
            if cash_sudo:
                raise ValidationError(
                    self.env._(
                        "%(register)s holds the web orders of BigCommerce and has "
                        "no cash drawer: %(methods)s cannot be used there. For Cash "
                        "on Delivery, create a payment method with a journal of "
                        "type Bank.",
                        register=config_sudo.name,
                        methods=", ".join(cash_sudo.mapped("name")),
                    )
                )

    # === NOBODY SELLS IN A WEB REGISTER BY HAND === #

    def open_ui(self):
        self._check_not_web_register()
        return super().open_ui()

    def _action_to_open_ui(self):
        self._check_not_web_register()
        return super()._action_to_open_ui()

    def _check_not_web_register(self):
        web = self.filtered("bigcommerce_store_id")
        if web:
            raise UserError(
                self.env._(
                    "%s holds the web orders of BigCommerce and cannot be opened "
                    "for selling. Its session is opened and closed automatically.",
                    web[0].name,
                )
            )

    def _bigcommerce_check_connector(self):
        """:raise UserError: not the connector is writing to a web register"""
        web_sudo = self.sudo().filtered("bigcommerce_store_id")
        if web_sudo and not connector_context(self.env):
            raise UserError(
                self.env._(
                    "%s holds the web orders of BigCommerce: only the connector "
                    "posts sales and refunds in it. Sell and take back goods at a "
                    "register of the shop, or refund the order on BigCommerce.",
                    web_sudo[0].name,
                )
            )

    @api.model
    def get_pos_kanban_view_state(self):
        """Without a register of the shop Odoo offers to make one, as before Connect."""
        state = super().get_pos_kanban_view_state()
        own = Domain(self._check_company_domain(self.env.company))
        own &= Domain("bigcommerce_store_id", "=", False)
        return {**state, "has_pos_config": bool(self.search_count(own, limit=1))}

    # === AT THE REGISTERS OF THE SHOP === #

    def _bigcommerce_web_registers(self):
        """The web registers whose orders this register may show and refund.

        :return: pos.config
        """
        self.ensure_one()
        registers = self.search(
            [
                ("bigcommerce_store_id", "!=", False),
                ("company_id", "=", self.company_id.id),
            ]
        )
        return registers.filtered(
            lambda register: register.currency_id == self.currency_id
        )

    def action_view_web_orders(self):
        self.ensure_one()
        return self.bigcommerce_store_id.action_view_orders()

    def action_view_web_orders_attention(self):
        """Those that need a person; with what settles them for whoever sees that."""
        self.ensure_one()
        store, rows = self.bigcommerce_store_id, self.env["bigcommerce.todo"]
        if not rows.has_access("read"):
            return store.action_view_orders_attention()
        return rows._action_of(store, search_default_orders=1)

    # === SESSIONS === #

    def _bigcommerce_open_session(self):
        """The register's session of this day, locked against closing until the commit.

        :return: pos.session
        :raise LockError: a close is running; try again later
        :raise BooksLocked: the accountant has locked this day
        :raise UserError: no exchange rate is known
        """
        self.ensure_one()
        self._bigcommerce_check_rate()
        session = self._bigcommerce_find_session()
        if not session:
            return self._bigcommerce_create_session()
        # A close that runs beside us must fail and be retried, or our order would be
        # paid in a closed session and never be posted: the lock holds it off until we
        # commit, the write makes it notice.
        session.lock_for_update(allow_referencing=True)
        if session.state == "closing_control":
            # Nobody is closing it, else it were locked: that was broken off.
            session.write({"state": "opened", "stop_at": False})
        session.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE pos_session SET write_date = now() AT TIME ZONE 'UTC'"
                " WHERE id = %s",
                session.id,
            )
        )
        return session

    def _bigcommerce_find_session(self):
        """The open session of this day: not all orders of a run are of one day."""
        session = self._bigcommerce_ordinary_session()
        if session and session._bigcommerce_is_past_business_day():
            return session.browse()
        return session

    def _bigcommerce_ordinary_session(self):
        domain = [("config_id", "=", self.id), ("state", "!=", "closed")]
        domain += [("rescue", "=", False)]
        return self.env["pos.session"].search(domain, limit=1)

    def _bigcommerce_make_rescue(self, session):
        """Leave a session that takes no further orders to be closed on its own.

        :raise LockError: it is being closed just now; try again later
        """
        session.lock_for_update(allow_referencing=True)
        session.rescue = True
        if not session.bigcommerce_closing_problem:
            self.bigcommerce_store_id._trigger_flow("sessions")

    def _bigcommerce_create_session(self):
        problem = self._bigcommerce_books_problem()
        if problem:
            raise BooksLocked(problem)
        earlier = self._bigcommerce_ordinary_session()
        if earlier:
            self._bigcommerce_make_rescue(earlier)
        add_chosen_methods(self)
        vals = {"config_id": self.id, "user_id": self.env.ref("base.user_root").id}
        session = as_connector(self.env["pos.session"]).create(vals)
        session = session.with_env(self.env)
        session.set_opening_control(0, None)
        # Goods leave when the order is posted, not at closing: a quantity that is
        # sold already must not be published.
        session.update_stock_at_closing = False
        return session

    def _bigcommerce_books_problem(self):
        """Why no order can be posted in this register today.

        Odoo opens no session on a locked day, which it takes in UTC.

        :return: cause and remedy, in sentences; None: nothing is in the way
        """
        locks = self.company_id._get_violated_lock_dates(
            fields.Date.today(), True, self.journal_id
        )
        if not locks or self._bigcommerce_find_session():
            return None
        return self.env._(
            "The books of %(company)s are locked until %(date)s: %(locks)s. The "
            "order is posted automatically on the first day that is not locked, or "
            "as soon as an accountant sets an earlier date.",
            company=self.company_id.name,
            date=format_date(self.env, max(date for date, _field in locks)),
            locks=self.company_id._format_lock_dates(locks),
        )

    def _bigcommerce_check_rate(self):
        """Without any rate Odoo would take one for one.

        An older rate than the day's will do, as Odoo itself sees it.

        :raise UserError: with what to do
        """
        company = self.company_id
        if self.currency_id == company.currency_id:
            return
        domain = [
            ("currency_id", "=", self.currency_id.id),
            ("company_id", "in", [False, company.root_id.id]),
        ]
        if not self.env["res.currency.rate"].search_count(domain, limit=1):
            raise OrderProblem(
                self.env._(
                    "There is no exchange rate between %(web)s and %(own)s. Enter "
                    "one under Invoicing → Configuration → Currencies, then check "
                    "again.",
                    web=self.currency_id.name,
                    own=company.currency_id.name,
                ),
                "accounting",
            )
