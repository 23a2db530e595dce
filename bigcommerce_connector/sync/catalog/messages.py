"""Why a product is not on BigCommerce as it is in Odoo, in sentences with a remedy."""

import logging
from contextlib import contextmanager

from odoo import models

from ...mappers.product_problem import Problem

_logger = logging.getLogger(__name__)

_NAMES_TOLD = 5


def problem_message(env, problem):
    """The sentence for a :class:`Problem` of the mappers.

    :rtype: str
    """
    return _Sentences(env).of_codes()[problem.code] % {
        "names": ", ".join(problem.names[:_NAMES_TOLD]),
        "first": problem.names[0] if problem.names else "",
        "last": problem.names[-1] if problem.names else "",
    }


class _Sentences:
    """The sentence of each code, with places for names."""

    def __init__(self, env):
        self.env = env

    def of_codes(self):
        """:rtype: dict[str, str]"""
        return {
            **self._product_sentences(),
            **self._option_sentences(),
            **self._match_sentences(),
            **self._refusal_sentences(),
        }

    def _product_sentences(self):
        return {
            "combo": self.env._(
                "BigCommerce has no combo products. Sell its components instead."
            ),
            "no_variant": self.env._(
                "None of its variants is to be sold: all are archived, or excluded "
                "from BigCommerce. Include one, or switch Sell on BigCommerce off."
            ),
            "no_name": self.env._("The product has no name. Give it one."),
            "long_name": self.env._(
                "The name has %(first)s characters, BigCommerce takes 250. Shorten it."
            ),
            "no_sku": self.env._(
                "No internal reference (SKU): %(names)s. Give every variant one, or "
                "exclude the variant from BigCommerce."
            ),
            "long_sku": self.env._(
                "The internal reference %(first)s is longer than the 255 characters "
                "that BigCommerce takes. Shorten it."
            ),
            "duplicate_sku": self.env._(
                "Several variants have the internal reference %(first)s (BigCommerce "
                "does not tell capitals apart). Give each its own."
            ),
            "duplicate_sku_elsewhere": self.env._(
                "The internal reference %(first)s is also that of “%(last)s”. Give "
                "each product its own, or exclude one from BigCommerce."
            ),
            "tiny_price": self.env._(
                "BigCommerce takes four decimals of a price: %(names)s would be sold "
                "for nothing there. Correct the price, or sell it in a larger unit."
            ),
            "not_made_yet": self.env._(
                "Its variants are made when they are sold first, and none is there "
                "yet (%(names)s). Choose its values in a quotation once, or use an "
                "attribute that creates its variants instantly."
            ),
            "negative": self.env._(
                "Price or weight below zero: %(names)s. Correct it on the product."
            ),
        }

    def _option_sentences(self):
        return {
            "no_options": self.env._(
                "It has several variants, but no attribute tells them apart. Archive "
                "the superfluous ones."
            ),
            "many_variants": self.env._(
                "It has %(first)s variants, BigCommerce takes 600. Exclude some, or "
                "make several products of it."
            ),
            "many_values": self.env._(
                "The attribute %(first)s has %(last)s values in use, BigCommerce "
                "takes 250. Make several products of it."
            ),
            "long_label": self.env._(
                "“%(first)s” is longer than the 255 characters that BigCommerce takes "
                "for an option or its value. Shorten it."
            ),
            "same_options": self.env._(
                "Two variants have the same attribute values. Archive one of them."
            ),
            "other_options": self.env._(
                "Its options on BigCommerce (%(first)s) are not those in Odoo "
                "(%(last)s), and BigCommerce cannot change the options of variants "
                "that exist. Make them the same again, or delete the product on "
                "BigCommerce and requeue: it is created anew."
            ),
            "lost_options": self.env._(
                "On BigCommerce this product has options, in Odoo no attribute tells "
                "its variants apart any more. Add the attribute again, or delete the "
                "product on BigCommerce and requeue: it is created anew."
            ),
            "mixed_values": self.env._(
                "The option value %(first)s on BigCommerce stands for several values "
                "in Odoo (%(last)s). Delete the product on BigCommerce and requeue: "
                "it is created anew."
            ),
        }

    def _match_sentences(self):
        return {
            "several_products": self.env._(
                "Its SKUs belong to several products on BigCommerce: %(names)s. Make "
                "them one product there, or several in Odoo."
            ),
            "part_of_product": self.env._(
                "On BigCommerce this SKU is one of the variants of “%(first)s”. Make "
                "it a variant in Odoo as well, or change the SKU on one side."
            ),
            "taken": self.env._(
                "The product “%(first)s” of BigCommerce, which has this SKU, is mapped "
                "to “%(last)s” already. Change the SKU on one side."
            ),
            "variant_gone": self.env._(
                "Variants of this product were deleted on BigCommerce. Requeue to "
                "create them there again, or exclude them from BigCommerce."
            ),
            "gone": self.env._(
                "This product was deleted on BigCommerce. Requeue to create it there "
                "again, or switch Sell on BigCommerce off."
            ),
        }

    def _refusal_sentences(self):
        return {
            "name_taken": self.env._(
                "BigCommerce has another product with the name “%(first)s”. Rename "
                "the product on one side."
            ),
            "sku_taken": self.env._(
                "BigCommerce refuses the internal reference: %(last)s Another product "
                "there has it. Change the SKU on one side."
            ),
            "sku_elsewhere": self.env._(
                "The internal reference %(first)s is that of another product on "
                "BigCommerce, “%(last)s”, so nothing was changed there. Change the SKU "
                "on one side."
            ),
            "option_taken": self.env._(
                "BigCommerce refuses an option or value that is there already: "
                "%(last)s Rename the attribute or its value on one side."
            ),
            "url_taken": self.env._(
                "Another page on BigCommerce has the address of this product: %(last)s "
                "Change the address of that page, or the name of the product."
            ),
            "brand_gone": self.env._(
                "BigCommerce does not know the brand of this product any more: "
                "%(last)s Choose another one on BigCommerce."
            ),
            "category_gone": self.env._(
                "BigCommerce does not know a category of this product any more: "
                "%(last)s Choose another one on BigCommerce."
            ),
            "conflict": self.env._(
                "This product is in conflict with what BigCommerce has: %(last)s "
                "Correct it on either side and requeue."
            ),
            "odd_sku": self.env._(
                "BigCommerce refuses the internal reference %(names)s. It takes "
                "letters, digits, spaces, hyphens and underscores only."
            ),
            "too_large": self.env._(
                "BigCommerce finds this product too large: %(last)s Shorten its "
                "description."
            ),
            "refused": self.env._(
                "BigCommerce refuses this product: %(last)s Correct it and requeue."
            ),
            "other_label": self.env._(
                "BigCommerce does not take “%(first)s” as it is written in Odoo; it "
                "shows %(last)s. Name the attribute or its value on both sides the "
                "same."
            ),
            "unexpected": self.env._(
                "Something unexpected happened with this product: %(last)s. The "
                "others go on. Requeue it; if it comes again, the log of Odoo says "
                "more."
            ),
        }


class BigcommerceProduct(models.Model):
    _inherit = "bigcommerce.product"

    def _park_for(self, problem, blocking_template=None):
        """Park the product with the sentence of a :class:`Problem`."""
        self.ensure_one()
        text = problem_message(self.env, problem)
        self._park(text, problem.code, blocking_template)

    @contextmanager
    def _parked_if_unexpected(self):
        """What nobody foresaw about this product does not stop the others."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                yield
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            _logger.exception("product %s", self.id)
            told = f"{type(error).__name__}: {error}"
            self._park_for(Problem("unexpected", (told,)))

    def _tracking_text(self, state):
        """Why stock is not published, and what to do.

        :param str state: ``untracked`` or ``tracked_otherwise``
        :rtype: str
        """
        if state == "untracked" and self.store_id.product_sync:
            return self.env._(
                "BigCommerce no longer tracks the stock of this product, so it sells "
                "without a limit. Requeue to have it tracked there again, or switch "
                "Track Inventory off in Odoo."
            )
        if state == "untracked":
            return self.env._(
                "BigCommerce does not track the stock of this product, so it sells "
                "without a limit, and Product Sync is off. Switch on Track Inventory "
                "on BigCommerce, then requeue."
            )
        if self.store_id.product_sync:
            return self.env._(
                "On BigCommerce the stock of this product is tracked in another way "
                "(by product or by variant). Requeue to have it tracked there as "
                "before."
            )
        return self.env._(
            "On BigCommerce the stock of this product is tracked in another way (by "
            "product or by variant) now. Requeue to publish it so; a product with "
            "options has to be tracked by variant."
        )


def kept_message(env, names):
    """What BigCommerce keeps of a product that it had before, as Odoo has none.

    :param names: of fields: ``price``, ``weight`` or both
    :rtype: str
    """
    if "weight" not in names:
        return env._(
            "BigCommerce keeps its price: Odoo has none, or the 1.00 of a new "
            "product. Set the price in Odoo to send it."
        )
    if "price" not in names:
        return env._(
            "BigCommerce keeps its weight: Odoo has none. Set the weight in Odoo "
            "to send it."
        )
    return env._(
        "BigCommerce keeps its price and weight: Odoo has none, or the 1.00 of a "
        "new product. Set them in Odoo to send them."
    )
