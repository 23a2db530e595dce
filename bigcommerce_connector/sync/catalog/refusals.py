"""What BigCommerce refuses of a product: what it means, and who is in the way."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ...api import errors
from ...mappers.conflict import conflict_kind, has_conflict
from ...mappers.product_problem import Problem, odd_skus
from .problem_sentences import problem_message


def refusal(error, values):
    """What BigCommerce's refusal of a product means for a person.

    :param errors.DataError error: from the SDK
    :param ProductValues values: what was sent
    :rtype: Problem
    """
    told = error.reason
    if isinstance(error, errors.Conflict) or has_conflict(error.batch_errors):
        kind = conflict_kind(error.field_errors, error.body, error.batch_errors)
        return Problem(kind, (values.name, told))
    odd = odd_skus(variant.sku for variant in values.variants)
    if odd and "sku" in str(error).lower():
        return Problem("invalid_sku", tuple(odd))
    return Problem("too_large" if error.status == 413 else "refused", (told,))


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _refused(self, error, is_variant):
        """BigCommerce refuses an update of this product: it needs attention."""
        self.ensure_one()
        is_gone = isinstance(error, errors.NotFound) or any(
            part.get("status") == 404 for part in error.batch_errors
        )
        if is_gone and is_variant and self.problem_code != "variant_gone":
            # Which ones is seen when the product is read, at once; the others go on.
            self.write({"options_hash": False, "problem_code": "variant_gone"})
        elif is_gone and is_variant:
            self._set_attention_for(Problem("variant_gone"))
        elif is_gone:
            self._forget_deleted()
        else:
            values = self._catalog_values()[self.id]
            self._set_attention_refused(refusal(error, values), values)

    def _forget_deleted(self):
        """The product was deleted on BigCommerce, as was just seen."""
        self._unlink_remote(problem_message(self.env, Problem("gone")))

    def _set_attention_refused(self, problem, values):
        """Set it to Needs Attention, and say which other product has what it wants.

        :param Problem problem: as :func:`refusal` gives it
        :param ProductValues values: what was sent
        """
        self._set_attention_for(problem, self._find_blocking(problem, values))

    def _find_blocking(self, problem, values):
        """The product of Odoo whose name or SKU on BigCommerce is in the way."""
        mine = Domain("store_id", "=", self.store_id.id) & Domain("id", "!=", self.id)
        if problem.code == "name_taken":
            mine &= Domain("name", "=ilike", escape_psql(values.name))
        elif problem.code in ("sku_taken", "sku_elsewhere"):
            skus = [variant.sku for variant in values.variants]
            mine &= Domain("variant_ids.sku", "in", skus)
        else:
            return None
        return self.search(mine, limit=1).product_tmpl_id
