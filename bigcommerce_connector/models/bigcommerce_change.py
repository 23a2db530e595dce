from odoo import api, fields, models
from odoo.tools import SQL


class BigcommerceChange(models.Model):
    """Append-only notes *this record changed*, consumed by the crons.

    A save adds one INSERT at commit, whatever it touched, and takes no lock: the user
    never waits for a running sync, and no change is lost whichever of the two commits
    first (design §4.2).
    """

    _name = "bigcommerce.change"
    _description = "BigCommerce Change Note"
    _log_access = False

    kind = fields.Selection(
        [("catalog", "Product"), ("stock", "Stock")], required=True, index=True
    )
    res_id = fields.Integer(required=True)

    @api.model
    def _note(self, kind, ids):
        """Remember, at commit, that these products changed.

        :param str kind: ``catalog`` (ids of product.template) or ``stock`` (ids of
            product.product)
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
    def _consume(self, kind):
        """Take the notes of a kind that nobody else is taking.

        :rtype: set[int]
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM bigcommerce_change WHERE id IN ("
                " SELECT id FROM bigcommerce_change WHERE kind = %s"
                " FOR UPDATE SKIP LOCKED) RETURNING res_id",
                kind,
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}
