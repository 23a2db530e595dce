"""Products at which BigCommerce fails though it takes others: they stop no neighbour.

A server error says nothing about its cause. When others go through, it is the product;
when one after the other fails, it is BigCommerce, and the flow waits.
"""

import logging
from datetime import timedelta

from odoo import fields, models

from ...api import errors
from ...mappers.product_problem import Problem

_logger = logging.getLogger(__name__)

# So many in a row, and none taken: it is not about a product.
_MOST_IN_A_ROW = 3
# A single error is everyday life. Where none goes through, people are told later.
_TOLD_AFTER = 2
_TOLD_UNPROVEN_AFTER = 5
_MAX_DELAY_MINUTES = 60
_UNAVAILABLE = 503  # of the whole store: BigCommerce, status codes


def may_be_of_one(error):
    """Whether this failure may be of what was sent, and not of BigCommerce as a whole.

    :param errors.TemporaryError error: from the SDK
    :rtype: bool
    """
    if isinstance(error, errors.ServerError):
        return error.status != _UNAVAILABLE
    return isinstance(error, errors.TimedOut)


class FailingProducts:
    """What failed in a step of a run.

    :param commit: of the step
    """

    def __init__(self, commit):
        self._save = commit
        self._unproven = []

    def add(self, mapping, error):
        """Try this product again later.

        :param mapping: ``bigcommerce.product``
        :raise errors.TemporaryError: too many failed, so it is BigCommerce
        """
        if mapping.exists():
            mapping._put_off(error)
            self._unproven.append(mapping)
        self._save()
        if len(self._unproven) >= _MOST_IN_A_ROW:
            raise error

    def go_on(self):
        """BigCommerce has taken another product."""
        for mapping in self._unproven:
            if mapping.exists() and mapping.tries >= _TOLD_AFTER:
                mapping._tell_failing()
        self._unproven = []


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _put_off(self, error):
        """BigCommerce failed at this product: it waits, longer each time."""
        _logger.warning(
            "product %s waits: %s", self.product_tmpl_id.id, error, exc_info=False
        )
        delay = min(2**self.tries, _MAX_DELAY_MINUTES)
        self.write(
            {
                "tries": self.tries + 1,
                "retry_at": fields.Datetime.now() + timedelta(minutes=delay),
            }
        )
        if self.tries >= _TOLD_UNPROVEN_AFTER:
            self._tell_failing()

    def _tell_failing(self):
        self._set_attention_for(Problem("failing"))
