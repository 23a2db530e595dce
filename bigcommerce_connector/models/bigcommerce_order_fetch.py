"""The list of web orders that are to be read by their numbers, and until when."""

from dataclasses import dataclass
from datetime import datetime

from odoo import api, fields, models
from odoo.tools import SQL

# Seconds until an order is asked for again: twice as long after every failure.
INITIAL_WAIT_SECONDS = 60
MAX_WAIT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class DueOrder:
    """A row as it was when a run began to read its order.

    ``generation``: the row is done with only while nobody asked again since.
    """

    id: int
    number: str
    generation: int
    is_alone: bool
    backfill_id: int | None
    payment_on: datetime | None


class BigcommerceOrderFetch(models.Model):
    """A web order that is to be read, whoever asks for it: one row per order.

    A webhook, somebody who has it checked again, a setting that takes it up, a number
    that no list shows, an answer that could not be read: each adds the order to this
    list, and one that is there already only learns that it was asked for again. The
    orders flow reads what is due (``sync/orders/read/due.py``), drops it when it was
    read, and puts it off when BigCommerce fails to answer.

    Rows are added and dropped in single statements; nobody waits for a row while
    BigCommerce is asked.
    """

    _name = "bigcommerce.order.fetch"
    _description = "BigCommerce Order to Read"
    _inherit = ["bigcommerce.store.child"]
    _order = "next_try, id"
    _rec_name = "external_id"
    _log_access = False

    external_id = fields.Char("Web Order", required=True, readonly=True)
    reason = fields.Selection(
        [
            ("webhook", "A webhook named it"),
            ("asked", "To be checked again"),
            ("refund", "It has a new refund"),
            ("unlisted", "BigCommerce does not list it"),
            ("unreadable", "It could not be read"),
        ],
        required=True,
        readonly=True,
        help="Why it was last put on the list.",
    )
    since = fields.Datetime(
        required=True, readonly=True, help="When it was put on the list."
    )
    next_try = fields.Datetime(
        required=True, readonly=True, help="It is not read before this time."
    )
    tries = fields.Integer(
        "Failed Attempts",
        readonly=True,
        help="How often in a row BigCommerce failed to answer for this order.",
    )
    last_error = fields.Text(readonly=True)
    is_alone = fields.Boolean(
        "Read Alone",
        readonly=True,
        help="It is read on its own with all its refunds, not in a batch: a batch "
        "with it failed, or its refunds were listed as new before.",
    )
    backfill_id = fields.Many2one(
        "bigcommerce.backfill",
        "Older Orders",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="The import of older orders that includes this order.",
    )
    payment_on = fields.Datetime(
        "Payment Webhook On",
        readonly=True,
        help="When a webhook last reported a payment of this order.",
    )
    generation = fields.Integer(
        readonly=True,
        help="How often it was put on the list, including while it is being read.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "This web order is already on the list."
    )
    _next_try_idx = models.Index("(store_id, next_try)")

    # === ADD === #

    @api.model
    def _add(self, store, numbers, reason, later=None, **details):
        """Have orders read.

        :param store: their ``bigcommerce.store``
        :param numbers: of orders, as text; what no order can have is left out
        :param str reason: see the field
        :param dict later: seconds to wait, of numbers that are not due at once
        :param details: see :meth:`_add_statement`
        """
        numbers = sorted({n for n in numbers if is_order_number(n)}, key=int)
        if not numbers:
            return
        waits = [(later or {}).get(number, 0) for number in numbers]
        self.flush_model()
        self.env.cr.execute(
            self._add_statement(
                store,
                SQL("unnest(%s::varchar[], %s::int4[])", numbers, waits),
                reason,
                **details,
            )
        )
        self.invalidate_model()

    @api.model
    def _add_statement(
        self, store, source, reason, is_urgent=True, is_alone=False, payment_on=None
    ):
        """The statement that adds orders, or has those that are there asked for again.

        :param SQL source: rows of a number and of seconds to wait
        :param bool is_urgent: read at once what BigCommerce failed to answer for, too
        :param bool is_alone: see the field
        :param datetime payment_on: see the field
        :rtype: SQL
        """
        now = fields.Datetime.now()
        return SQL(
            "INSERT INTO bigcommerce_order_fetch AS known (store_id, company_id,"
            "  external_id, reason, since, next_try, tries, generation, is_alone,"
            "  payment_on)"
            " SELECT %(store)s, %(company)s, number, %(reason)s, %(now)s,"
            "  %(now)s::timestamp + make_interval(secs => wait), 0, 1, %(is_alone)s,"
            "  %(payment_on)s::timestamp"
            " FROM %(source)s AS asked (number, wait)"
            " ON CONFLICT (store_id, external_id) DO UPDATE SET"
            "  reason = EXCLUDED.reason,"
            "  generation = known.generation + 1,"
            "  is_alone = known.is_alone OR EXCLUDED.is_alone,"
            "  payment_on = COALESCE(EXCLUDED.payment_on, known.payment_on),"
            "  next_try = CASE WHEN known.tries > 0 AND NOT %(is_urgent)s"
            "   THEN known.next_try ELSE LEAST(known.next_try, EXCLUDED.next_try) END",
            store=store.id,
            company=store.company_id.id,
            reason=reason,
            now=now,
            is_alone=is_alone,
            payment_on=payment_on,
            source=source,
            is_urgent=is_urgent,
        )

    # === READ === #

    @api.model
    def _due(self, store, numbers=None):
        """What is to be read now, oldest first.

        :param set numbers: only these orders; None: all
        :rtype: list[DueOrder]
        """
        domain = [("store_id", "=", store.id), ("next_try", "<=", self._now())]
        if numbers is not None:
            domain.append(("external_id", "in", list(numbers)))
        return [
            DueOrder(
                row.id,
                row.external_id,
                row.generation,
                row.is_alone,
                row.backfill_id.id or None,
                row.payment_on or None,
            )
            for row in self.search(domain)
        ]

    @api.model
    def _is_any_due(self, store):
        domain = [("store_id", "=", store.id), ("next_try", "<=", self._now())]
        return bool(self.search_count(domain, limit=1))

    @api.model
    def _now(self):
        return fields.Datetime.now()

    # === END === #

    @api.model
    def _drop(self, rows):
        """These were read; one that was asked for again meanwhile stays.

        :param rows: of :class:`DueOrder`
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_order_fetch known"
                " USING unnest(%s::int4[], %s::int4[]) AS done (id, generation)"
                " WHERE known.id = done.id AND known.generation = done.generation",
                [row.id for row in rows],
                [row.generation for row in rows],
            )
        )
        self.invalidate_model()

    @api.model
    def _put_off(self, store, failures, generations):
        """BigCommerce failed to answer for these: ask again later and later.

        One that was asked for meanwhile stays due.

        :param dict failures: why, in words, by order number
        :param dict generations: by order number, of rows that were being read
        :return: how often in a row, by order number
        :rtype: dict[str, int]
        """
        numbers = sorted(failures, key=int)
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_order_fetch AS known (store_id, company_id,"
                "  external_id, reason, since, next_try, tries, generation, is_alone,"
                "  last_error)"
                " SELECT %(store)s, %(company)s, number, 'unreadable', %(now)s,"
                "  %(now)s::timestamp + make_interval(secs => %(first)s), 1,"
                "  generation, TRUE, error"
                " FROM unnest(%(numbers)s::varchar[], %(errors)s::text[],"
                "  %(generations)s::int4[]) AS failed (number, error, generation)"
                " ON CONFLICT (store_id, external_id) DO UPDATE SET"
                "  tries = known.tries + 1,"
                "  is_alone = TRUE,"
                "  last_error = EXCLUDED.last_error,"
                "  next_try = CASE WHEN known.next_try <= %(now)s"
                "    AND known.generation > EXCLUDED.generation"
                "   THEN known.next_try"
                "   ELSE %(now)s::timestamp + make_interval(secs =>"
                "    LEAST(%(first)s * 2 ^ LEAST(known.tries, 30), %(longest)s)) END"
                " RETURNING external_id, tries",
                store=store.id,
                company=store.company_id.id,
                now=fields.Datetime.now(),
                first=INITIAL_WAIT_SECONDS,
                longest=MAX_WAIT_SECONDS,
                numbers=numbers,
                errors=[failures[number] for number in numbers],
                generations=[generations.get(number, 0) for number in numbers],
            )
        )
        tries = dict(self.env.cr.fetchall())
        self.invalidate_model()
        return tries


def is_order_number(text):
    """Whether an order can have this number: an event may name anything.

    :rtype: bool
    """
    return text.isascii() and text.isdigit() and len(text) <= 10
