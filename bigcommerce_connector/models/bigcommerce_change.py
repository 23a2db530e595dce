from odoo import api, fields, models
from odoo.tools import SQL

from .connector_context import connector_context

# Seconds between two runs of the stock flow that saves ask for: each reads the web
# orders first, and busy registers must not use up the store's quota with that.
STOCK_PAUSE = 2
# A note of stock that is of no product: everything is to be compared.
EVERYTHING = 0
# Who knows of a change already: every store.
_ALL = 0


class BigcommerceChange(models.Model):
    """Append-only notes *this record changed*, consumed by the crons.

    A save adds one INSERT a transaction, whatever it touched, and takes no lock that
    anybody waits for: the user never waits for a running sync, and no change is lost
    whichever of the two commits first.

    A note without a store is for all of them: the first store that takes it leaves one
    for each other store, so that no store ever writes another one's mappings.
    """

    _name = "bigcommerce.change"
    _description = "BigCommerce Change"
    _log_access = False

    kind = fields.Selection(
        [
            ("catalog", "Product"),
            ("stock", "Stock"),
            ("order", "Web Order"),
            ("prepared", "Web Order Prepared in Part"),
            ("remote", "Product on BigCommerce"),
            ("hide", "Product to Hide"),
            ("hidden", "Hidden Product"),
            ("hide_variant", "Variant to Take off Sale"),
            ("hidden_variant", "Variant Taken off Sale"),
            ("empty", "Product without Stock"),
            ("empty_variant", "Variant without Stock"),
        ],
        required=True,
        index=True,
    )
    res_id = fields.Integer(required=True)
    store_id = fields.Many2one("bigcommerce.store", ondelete="cascade", index=True)
    remote_product_id = fields.Integer(
        help="Of what was deleted in Odoo: BigCommerce's product that it is part of."
    )

    @api.model
    def _note(self, kind, ids):
        """Remember, at commit, that these records changed.

        :param str kind: ``catalog`` (ids of product.template), ``stock`` (ids of
            product.product) or ``order`` (ids of bigcommerce.order); ``remote`` (ids of
            BigCommerce's products) is noted by its webhooks, and what is to become of
            products that were deleted in Odoo by ``bigcommerce.product``
        :param ids: iterable of database ids
        """
        if not self.env["bigcommerce.store"]._is_any_connected():
            return
        inserted, _asked = self._inserted()
        notes = {(kind, record_id) for record_id in ids} - inserted
        if not notes:
            return
        precommit = self.env.cr.precommit
        if self._name not in precommit.data:
            precommit.add(self._insert_notes)
            precommit.data[self._name] = set(), set()
        pending, informed = precommit.data[self._name]
        pending.update(notes)
        if kind == "stock":
            informed.add(_informed(self.env))

    @api.model
    def _note_all_stock(self):
        """Have every store compare all its stock at its next run, as :meth:`_note`.

        For what changes the stock of products that cannot be told one by one.
        """
        self._note("stock", [EVERYTHING])

    @api.model
    def _note_remote(self, notes):
        """What is to become of something on BigCommerce whose record is being deleted.

        :param notes: of the store, the kind, BigCommerce's id, and that of its product
        """
        self.create(
            [
                {
                    "store_id": store.id,
                    "kind": kind,
                    "res_id": int(external_id),
                    "remote_product_id": int(product_id),
                }
                for store, kind, external_id, product_id in notes
            ]
        )

    @api.model
    def _note_prepared(self, order):
        """Something of an order has left, or is ready, and something is to be picked.

        :param order: ``bigcommerce.order``
        """
        store = order.store_id
        if store.status_sync or store.note_sync or store.pickup_sync:
            note = {"store_id": store.id, "kind": "prepared", "res_id": order.id}
            self.create(note)
            store._trigger_flow("fulfillment")

    def _inserted(self):
        """What this transaction has inserted already, and which stores it has asked.

        Odoo runs the hooks of a commit at every savepoint as well, so a register sale
        comes here twice. When a savepoint is rolled back, with it perhaps what was
        inserted, Odoo forgets what the cursor keeps here (``BaseCursor.clear``): too
        much is forgotten at worst, and then noted again.

        :return: the notes; the stores beside which all were asked, None: all were
        :rtype: tuple[set[tuple[str, int]], set[int | None]]
        """
        return self.env.cr.cache.setdefault(self._name, (set(), set()))

    @api.model
    def _insert_notes(self):
        notes, informed = self.env.cr.precommit.data.pop(self._name, (set(), set()))
        if not notes:
            return
        inserted, asked = self._inserted()
        inserted |= notes
        statement = self._insert_statement(notes)
        informed = set() if None in asked else informed - {_ALL} - asked
        if not informed:
            self.env.cr.execute(statement)
            return
        asked |= informed
        # Each of two stores has to be told what is of the other.
        beside = informed.pop() if len(informed) == 1 else None
        self.env.cr.execute(self._with_stock_triggers(statement, beside))
        if self.env.cr.rowcount:
            # Scheduled actions are woken as Odoo does it (ir.cron, _trigger_list).
            self.env.cr.postcommit.add(self.env["ir.cron"]._notifydb)

    def _insert_statement(self, notes):
        kinds, ids = zip(*sorted(notes), strict=True)
        return SQL(
            "INSERT INTO bigcommerce_change (kind, res_id)"
            " SELECT * FROM unnest(%s::varchar[], %s::int4[])",
            list(kinds),
            list(ids),
        )

    def _with_stock_triggers(self, statement, informed_id):
        """The statement, and in it a run of the stock flow of each store is asked for,
        but of one whose BigCommerce knows already.

        At once, or at the end of the pause where one has just begun (it has Odoo's
        scheduler woken then). Not where the last one failed: the flow's own interval
        does there. ``ir.cron``'s ``_trigger`` would be a SELECT and an INSERT more for
        every store. Nobody waits: a scheduled action that is being deleted at this
        moment is skipped, and reading keys excludes no other register.
        """
        return SQL(
            "WITH notes AS (%s)"
            " INSERT INTO ir_cron_trigger (cron_id, call_at)"
            " SELECT cron.id, date_trunc('second', greatest("
            "   now() AT TIME ZONE 'UTC',"
            "   flow.last_run + make_interval(secs => %s)))"
            " FROM ir_cron cron"
            " JOIN bigcommerce_flow flow ON flow.cron_id = cron.id"
            " JOIN bigcommerce_store store ON store.id = flow.store_id"
            " WHERE flow.kind = 'stock' AND cron.active"
            "  AND store.state = 'live' AND store.inventory_sync"
            "  AND flow.message IS NULL AND store.id IS DISTINCT FROM %s"
            " FOR KEY SHARE OF cron SKIP LOCKED",
            statement,
            STOCK_PAUSE,
            informed_id,
        )

    @api.model
    def _consume(self, kind, store):
        """Take the notes of a kind for a store, but those that are being taken.

        What the transaction reads from now on is at least as new as its notes.

        :rtype: set[int]
        :raises psycopg2.errors.SerializationFailure: one was cleaned up since the
            transaction began (:meth:`_gc_repeated`); the flow begins anew in a moment
        """
        self.env.cr.cache.pop(self._name, None)  # its own are taken as well
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_change WHERE id IN ("
                " SELECT id FROM bigcommerce_change"
                " WHERE kind = %s AND (store_id IS NULL OR store_id = %s)"
                " FOR UPDATE SKIP LOCKED) RETURNING res_id, store_id",
                kind,
                store.id,
            ),
            log_exceptions=False,
        )
        notes = self.env.cr.fetchall()
        self._pass_on(
            kind, {res_id for res_id, taken_by in notes if not taken_by}, store
        )
        return {res_id for res_id, _taken_by in notes}

    @api.model
    def _is_noted(self, kind, store):
        """Whether there are notes of a kind for a store to take.

        :rtype: bool
        """
        notes = [("kind", "=", kind), ("store_id", "in", (False, store.id))]
        return bool(self.search_count(notes, limit=1))

    @api.model
    def _pass_on(self, kind, ids, store):
        """Note it for the other stores, too.

        A store that works may be taking the note that it has: that was of a change
        before. One that does not gets no more than one.
        """
        others = [other for other in store._connected_ids() if other != store.id]
        if ids and others:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bigcommerce_change (kind, res_id, store_id)"
                    " SELECT %s, res_id, store_id"
                    " FROM unnest(%s::int4[]) res_id, unnest(%s::int4[]) store_id"
                    " EXCEPT SELECT note.kind, note.res_id, note.store_id"
                    " FROM bigcommerce_change note"
                    " JOIN bigcommerce_store store ON store.id = note.store_id"
                    " WHERE store.state != 'live'",
                    kind,
                    list(ids),
                    others,
                )
            )

    @api.autovacuum
    def _gc_repeated(self):
        """A paused store takes no notes: one a product is enough meanwhile.

        Those that are being taken go anyway: nobody waits for them.
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_change WHERE id IN ("
                " SELECT older.id FROM bigcommerce_change older"
                " WHERE EXISTS (SELECT FROM bigcommerce_change newer"
                "  WHERE older.id < newer.id AND older.kind = newer.kind"
                "  AND older.res_id = newer.res_id"
                "  AND older.store_id IS NOT DISTINCT FROM newer.store_id)"
                " FOR UPDATE SKIP LOCKED)"
            )
        )


def _informed(env):
    """Who knows of a change of stock already.

    :return: a store's id; None: no store; ``_ALL``: nobody has to be told
    """
    flow = connector_context(env)
    if flow is None:
        return None
    return flow.store_id or _ALL
