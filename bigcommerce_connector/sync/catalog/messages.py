"""Why a product is not on BigCommerce as it is in Odoo, in sentences with a remedy."""

import logging
from contextlib import contextmanager, nullcontext

from odoo import models

from ...mappers.html_links import private_address
from ...mappers.product_modifiers import modifiers_left_out
from .problem_sentences import problem_message
from .readable import UNFORESEEN, unforeseen_problem

_logger = logging.getLogger(__name__)


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _set_attention_for(self, problem, blocking_template=None):
        """Set it to Needs Attention, with the sentence of a :class:`Problem`."""
        self.ensure_one()
        text = problem_message(self.env, problem)
        self._set_attention(text, problem.code, blocking_template)

    def _add_remarks(self, remarks):
        """Say of a product that is in order what shoppers do not get of it.

        :param list remarks: from :func:`shoppers_lack`
        """
        if remarks:
            self.message = "\n".join(filter(None, [self.message, *remarks]))

    @contextmanager
    def _attention_if_unexpected(self, commits=False):
        """What nobody foresaw about this product does not stop the others.

        :param bool commits: whether the block commits, so that no savepoint can be held
        """
        self.ensure_one()
        try:
            with nullcontext() if commits else self.env.cr.savepoint():
                yield
        except UNFORESEEN as error:
            if commits:
                self.env.cr.rollback()
            if self.exists():
                self._set_attention_for(unforeseen_problem(self, error))
            else:
                _logger.warning("mapping %s was deleted meanwhile: %s", self.id, error)

    def _tracking_text(self, state):
        """Why stock is not published, and what to do.

        :param str state: ``untracked`` or ``tracked_otherwise``
        :rtype: str
        """
        if state == "untracked" and self.store_id.product_sync:
            return self.env._(
                "BigCommerce no longer tracks the stock of this product, so it "
                "sells without limit. Requeue it to track the stock there again, or "
                "switch off Track Inventory in Odoo."
            )
        if state == "untracked":
            return self.env._(
                "BigCommerce does not track the stock of this product, so it sells "
                "without limit, and Product Sync is off. Switch on Track Inventory "
                "on BigCommerce, then requeue it."
            )
        if self.store_id.product_sync:
            return self.env._(
                "The way BigCommerce tracks the stock of this product has changed "
                "(by product or by variant). Requeue it to track the stock as before."
            )
        return self.env._(
            "The way BigCommerce tracks the stock of this product has changed (by "
            "product or by variant). Requeue it to publish the stock that way; a "
            "product with options has to be tracked by variant."
        )


def shoppers_lack(env, values, rules):
    """What shoppers on BigCommerce cannot choose or see of a product.

    :param ProductValues values: as it is in Odoo
    :param FieldRules rules: of the store
    :return: sentences
    :rtype: list[str]
    """
    remarks, names = [], modifiers_left_out(values, rules)
    if names:
        remarks.append(
            env._(
                "Not on BigCommerce, because these attributes create no variants: %s. "
                "Let them create variants, or add them there as modifier options.",
                ", ".join(names),
            )
        )
    if "description" not in rules.kept:
        remarks += _images_lacking(env, values)
    return remarks


def _images_lacking(env, values):
    """:rtype: Iterator[str]"""
    if values.hidden_images:
        yield env._(
            "Shoppers do not see these images of the description, because they are "
            "not public in Odoo: %s. Insert them into the description again.",
            ", ".join(values.hidden_images),
        )
    address = "/web/" in values.description and private_address(values.description)
    if address:
        yield env._(
            "Shoppers do not see the images of the description, because %s is not a "
            "public address. Set the system parameter web.base.url to one.",
            address,
        )


def kept_message(env, names):
    """What BigCommerce keeps of a product that it had before, as Odoo has none.

    :param names: of fields: ``price``, ``weight`` or both
    :rtype: str
    """
    if "weight" not in names:
        return env._(
            "The price on BigCommerce is kept, because Odoo has none, or the 1.00 "
            "of a new product. Set the price in Odoo to send it."
        )
    if "price" not in names:
        return env._(
            "The weight on BigCommerce is kept, because Odoo has none. Set the "
            "weight in Odoo to send it."
        )
    return env._(
        "The price and weight on BigCommerce are kept, because Odoo has none, or "
        "the 1.00 of a new product. Set them in Odoo to send them."
    )
