from datetime import timedelta

from odoo import api, models

_MAX_REMOVED = 10_000


class BigcommercePruned(models.AbstractModel):
    """Rows that tell what happened: after a time nobody asks any more, and they go."""

    _name = "bigcommerce.pruned"
    _description = "BigCommerce Rows Removed by Age"

    _dated_by = "create_date"
    _kept_for = timedelta(days=30)

    @api.autovacuum
    def _gc_old(self):
        """:return: how many were removed, and whether Odoo is to call again"""
        if self._abstract:  # Odoo asks this model, too
            return 0, False
        old = self.search(
            [(self._dated_by, "<", self.env.cr.now() - self._kept_for)],
            order=f"{self._dated_by}, id",
            limit=_MAX_REMOVED,
        )
        count = len(old)
        old.unlink()
        return count, count == _MAX_REMOVED
