"""Products at which BigCommerce fails though it takes others: they stop no neighbour.

A server error says nothing about its cause. When others go through, it is the product;
when one after the other fails, it is BigCommerce, and the flow waits.
"""

import logging
from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, models

from ...api import errors
from ...mappers.product_problem import Problem
from ..flow.failure import may_be_of_one
from .problem_sentences import problem_message

_logger = logging.getLogger(__name__)

# So many in a row, and none taken: it is not about a product.
_MOST_IN_A_ROW = 3
# A single error is everyday life. Where none goes through, people are told later.
_TOLD_AFTER = 2
_TOLD_UNPROVEN_AFTER = 5
_MAX_DELAY_MINUTES = 60


class FailingProducts:
    """What failed in a step of a run.

    :param step: a :class:`CatalogStep`
    :param field: where people are told; None: as the product's problem
    """

    def __init__(self, step, field=None):
        self._step, self._field = step, field
        self._unproven = []

    @contextmanager
    def guard(self, mapping):
        """Whatever BigCommerce fails at in this block is of this product.

        :param mapping: ``bigcommerce.product``
        :raise errors.TemporaryError: it cannot be, or too many failed
        """
        try:
            yield
        except errors.TemporaryError as error:
            if self._step.previewed is not None or not may_be_of_one(error):
                raise
            self._step.env.cr.rollback()
            self.add(mapping, error)
        else:
            self._end(mapping)
            self.go_on()

    def add(self, mapping, error):
        """Try this product again later.

        :param mapping: ``bigcommerce.product``
        :raise errors.TemporaryError: too many failed, so it is BigCommerce
        """
        if mapping.exists():
            mapping._put_off(error)
            if mapping.tries >= _TOLD_UNPROVEN_AFTER:
                mapping._tell_failing(self._field)
            self._unproven.append(mapping)
        self._step.commit()
        if len(self._unproven) >= _MOST_IN_A_ROW:
            raise error

    def add_together(self, mappings, error):
        """One of these: each is tried alone a moment later.

        :raise errors.TemporaryError: see :meth:`add`
        """
        if len(mappings) == 1:
            self.add(mappings, error)
        for mapping in mappings.exists() if len(mappings) > 1 else ():
            mapping._put_off(error)
        self._step.commit()

    def go_on(self):
        """BigCommerce has taken another product."""
        for mapping in self._unproven:
            if mapping.exists() and mapping.tries >= _TOLD_AFTER:
                mapping._tell_failing(self._field)
        self._unproven = []

    def _end(self, mapping):
        """Of a part of a product that is in order: it was taken, too."""
        if self._field and mapping.exists() and mapping.state == "synced":
            mapping.filtered("tries").write({"tries": 0, "retry_at": False})


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _put_off(self, error):
        """BigCommerce failed at this product: it waits, longer each time."""
        _logger.warning("product %s waits: %s", self.product_tmpl_id.id, error)
        delay = min(2**self.tries, _MAX_DELAY_MINUTES)
        self.write(
            {
                "tries": self.tries + 1,
                "retry_at": fields.Datetime.now() + timedelta(minutes=delay),
            }
        )

    def _tell_failing(self, field):
        """:param field: of a part of the product; None: it is about all of it"""
        problem = Problem("failing")
        if field:
            self[field] = problem_message(self.env, problem)
        else:
            self._set_attention_for(problem)
