"""Modifiers of products on BigCommerce: attributes of Odoo that create no variants.

Only modifiers that were sent from here are changed or taken away. One of staff with the
same choices does as well; one with others stays, and a person is told.
"""

import logging

from odoo import models
from odoo.fields import Domain

from ...api import errors
from ...mappers.product_modifiers import modifiers_print, modifiers_to_send
from .failing import FailingProducts
from .modifier_set import ProductModifierSet
from .step import CatalogStep

_BATCH = 50

_logger = logging.getLogger(__name__)


class ProductModifiers(CatalogStep):
    """Bring the modifiers of products whose attributes changed."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self._failing = FailingProducts(self, "modifier_message")

    def run(self):
        """One query where nothing changed.

        :return: whether there is time left
        :rtype: bool
        """
        due = self.mine() & Domain("is_modifier_check_due", "=", True)
        due &= Domain("external_id", "!=", False) & Domain("state", "!=", "skipped")
        due &= self.tried_now()
        for mappings in self.batches(due, _BATCH):
            mappings, values = self.readable(mappings)
            for mapping in mappings:
                wanted = modifiers_to_send(values[mapping.id], self.rules)
                guard = self._failing.guard(mapping)
                with guard, mapping._attention_if_unexpected(commits=True):
                    self._bring(mapping, wanted)
                if not self.commit(1):
                    return False
        return True

    def _bring(self, mapping, wanted):
        """What BigCommerce refuses of one product stops no other."""
        brought = ProductModifierSet(self, mapping, wanted)
        try:
            brought.bring()
        except errors.NotFound:  # as its next update will see
            _logger.info("store %s: a product with modifiers is gone", self.store.id)
        except errors.DataError as error:
            told = self.env._(
                "BigCommerce refused to change its modifiers: %s", error.reason
            )
            brought.problems.append(told)
        mapping.write(
            {
                "is_modifier_check_due": False,
                "modifiers_hash": modifiers_print(wanted),
                "modifier_message": "\n".join(brought.problems) or False,
            }
        )


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _queue_modifiers(self, values, rules):
        """Have its modifiers compared, if they are not what was sent last.

        :param ProductValues values: as it is in Odoo
        :param FieldRules rules: of the store
        """
        self.ensure_one()
        if "modifiers" in rules.kept:
            return
        wanted = modifiers_print(modifiers_to_send(values, rules))
        if wanted != (self.modifiers_hash or ""):
            self.is_modifier_check_due = True
