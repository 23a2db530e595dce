from odoo import api, fields, models
from odoo.tools import SQL


class BigcommerceChange(models.Model):
    """Append-only notes *this record changed*, consumed by the crons.

    A save adds one INSERT at commit, whatever it touched, and takes no lock: the user
    never waits for a running sync, and no change is lost whichever of the two commits
    first.

    A note without a store is for all of them: the first store that takes it leaves one
    for each other store, so that no store ever writes another one's mappings.
    """

    _name = "bigcommerce.change"
    _description = "BigCommerce Change Note"
    _log_access = False

    kind = fields.Selection(
        [("catalog", "Product"), ("stock", "Stock"), ("order", "Web Order")],
        required=True,
        index=True,
    )
    res_id = fields.Integer(required=True)
    store_id = fields.Many2one("bigcommerce.store", ondelete="cascade", index=True)

    @api.model
    def _note(self, kind, ids):
        """Remember, at commit, that these records changed.

        :param str kind: ``catalog`` (ids of product.template), ``stock`` (ids of
            product.product) or ``order`` (ids of bigcommerce.order)
        :param ids: iterable of database ids
        """
        if not self.env["bigcommerce.store"]._is_any_connected():
            return
        precommit = self.env.cr.precommit
        notes = precommit.data.setdefault(self._name, set())
        if not notes:
            precommit.add(self._insert_notes)
        notes.update((kind, record_id) for record_id in ids)

    @api.model
    def _insert_notes(self):
        notes = sorted(self.env.cr.precommit.data.pop(self._name, ()))
        if notes:
            kinds, ids = zip(*notes, strict=True)
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bigcommerce_change (kind, res_id)"
                    " SELECT * FROM unnest(%s::varchar[], %s::int4[])",
                    list(kinds),
                    list(ids),
                )
            )

    @api.model
    def _consume(self, kind, store):
        """Take the notes of a kind for a store, but those that are being taken.

        What the transaction reads from now on is at least as new as its notes.

        :rtype: set[int]
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_change WHERE id IN ("
                " SELECT id FROM bigcommerce_change"
                " WHERE kind = %s AND (store_id IS NULL OR store_id = %s)"
                " FOR UPDATE SKIP LOCKED) RETURNING res_id, store_id",
                kind,
                store.id,
            )
        )
        notes = self.env.cr.fetchall()
        self._pass_on(
            kind, {res_id for res_id, taken_by in notes if not taken_by}, store
        )
        return {res_id for res_id, _taken_by in notes}

    @api.model
    def _pass_on(self, kind, ids, store):
        others = [other for other in store._connected_ids() if other != store.id]
        if ids and others:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO bigcommerce_change (kind, res_id, store_id)"
                    " SELECT %s, res_id, store_id"
                    " FROM unnest(%s::int4[]) res_id, unnest(%s::int4[]) store_id"
                    " EXCEPT SELECT kind, res_id, store_id FROM bigcommerce_change",
                    kind,
                    list(ids),
                    others,
                )
            )

    @api.autovacuum
    def _gc_repeated(self):
        """A paused store takes no notes: one a product is enough meanwhile."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_change older USING bigcommerce_change newer"
                " WHERE older.id < newer.id AND older.kind = newer.kind"
                " AND older.res_id = newer.res_id"
                " AND older.store_id IS NOT DISTINCT FROM newer.store_id"
            )
        )
