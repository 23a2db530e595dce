"""The sentence, with a remedy, of each problem that keeps a product off BigCommerce."""

_MAX_NAMES = 5


def problem_message(env, problem):
    """The sentence for a :class:`Problem` of the mappers.

    :rtype: str
    """
    return _Sentences(env).of_codes()[problem.code] % {
        "names": ", ".join(problem.names[:_MAX_NAMES]),
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
                "BigCommerce does not support combo products. Sell its components "
                "instead."
            ),
            "no_variant": self.env._(
                "It has no variant to sell: all are archived or excluded from "
                "BigCommerce. Include one, or switch off Sell on BigCommerce."
            ),
            "no_name": self.env._("The product has no name. Enter one."),
            "long_name": self.env._(
                "The name has %(first)s characters, but BigCommerce accepts only "
                "250. Shorten it."
            ),
            "no_sku": self.env._(
                "No internal reference (SKU): %(names)s. Enter one for every "
                "variant, or exclude the variant from BigCommerce."
            ),
            "long_sku": self.env._(
                "The internal reference %(first)s is longer than the 255 characters "
                "that BigCommerce accepts. Shorten it."
            ),
            "duplicate_sku": self.env._(
                "Several variants have the internal reference %(first)s "
                "(BigCommerce ignores case). Give each its own."
            ),
            "duplicate_sku_elsewhere": self.env._(
                "“%(last)s” also has the internal reference %(first)s. Give each "
                "product its own, or exclude one from BigCommerce."
            ),
            "no_price": self.env._(
                "It has no price: %(names)s. It would be free of charge on "
                "BigCommerce. Set the price, or switch on Send Empty Values on the "
                "store's page."
            ),
            "tiny_price": self.env._(
                "BigCommerce accepts prices with up to four decimals: %(names)s "
                "would be free of charge there. Correct the price, or sell it in a "
                "larger unit."
            ),
            "not_made_yet": self.env._(
                "Its variants are created when they are first sold, and none exists "
                "yet (%(names)s). Choose its values in a quotation once, or use an "
                "attribute that creates its variants instantly."
            ),
            "negative": self.env._(
                "The price or weight is negative: %(names)s. Correct it on the product."
            ),
        }

    def _option_sentences(self):
        return {
            "no_options": self.env._(
                "It has several variants, but no attribute distinguishes them. "
                "Archive the superfluous ones."
            ),
            "many_variants": self.env._(
                "It has %(first)s variants, but BigCommerce accepts only 600. "
                "Exclude some, or split it into several products."
            ),
            "many_values": self.env._(
                "The attribute %(first)s has %(last)s values in use, but "
                "BigCommerce accepts only 250. Split the product into several."
            ),
            "long_label": self.env._(
                "“%(first)s” is longer than the 255 characters that BigCommerce "
                "accepts for an option or its value. Shorten it."
            ),
            "same_options": self.env._(
                "Two variants have the same attribute values. Archive one of them."
            ),
            "other_options": self.env._(
                "Its options on BigCommerce (%(first)s) differ from those in Odoo "
                "(%(last)s), and BigCommerce cannot change the options of existing "
                "variants. Make them the same again, or delete the product on "
                "BigCommerce and requeue it: it is created anew."
            ),
            "lost_options": self.env._(
                "This product has options on BigCommerce, but in Odoo no attribute "
                "distinguishes its variants any longer. Add the attribute again, or "
                "delete the product on BigCommerce and requeue it: it is created "
                "anew."
            ),
            "mixed_values": self.env._(
                "The option value %(first)s on BigCommerce stands for several "
                "values in Odoo (%(last)s). If SKUs of its variants are exchanged, "
                "correct them on one side and choose Match Again. Otherwise delete the "
                "product on BigCommerce and requeue it: it is created anew."
            ),
        }

    def _match_sentences(self):
        return {
            "several_products": self.env._(
                "It matches several products on BigCommerce: %(names)s. Choose one on "
                "the page of its mapping, under Candidates, or correct the values by "
                "which they are matched (see Matching Rules on the store's page)."
            ),
            "part_of_product": self.env._(
                "On BigCommerce this is one variant of “%(first)s”. Make it a variant "
                "in Odoo as well, or change the SKU (or what else it is matched by) on "
                "one side."
            ),
            "other_variants": self.env._(
                "The BigCommerce product “%(first)s” matches, but its variants are not "
                "those in Odoo, so nothing was linked. Give the variants the same SKUs "
                "or the same options and values on both sides, then requeue it."
            ),
            "rivals": self.env._(
                "“%(last)s” matches the BigCommerce product “%(first)s” too. Change, "
                "on one of them, the value by which it is matched (see Matching Rules "
                "on the store's page)."
            ),
            "chosen_gone": self.env._(
                "The product that was chosen is no longer on BigCommerce. Requeue it "
                "to match it again."
            ),
            "taken": self.env._(
                "The BigCommerce product “%(first)s” matches and is already mapped to "
                "“%(last)s”. Change the SKU (or what else it is matched by) on one "
                "side."
            ),
            "variant_gone": self.env._(
                "Variants of this product were deleted on BigCommerce. Requeue the "
                "product to create them there again, or exclude them from "
                "BigCommerce."
            ),
            "gone": self.env._(
                "This product was deleted on BigCommerce. Requeue it to create it "
                "there again, or switch off Sell on BigCommerce."
            ),
        }

    def _refusal_sentences(self):
        return {
            "name_taken": self.env._(
                "Another product on BigCommerce has the name “%(first)s”. Rename "
                "the product on one side."
            ),
            "sku_taken": self.env._(
                "BigCommerce refused the internal reference: %(last)s Another "
                "product there has it. Change the SKU on one side."
            ),
            "sku_elsewhere": self.env._(
                "Another product on BigCommerce, “%(last)s”, has the internal "
                "reference %(first)s, so nothing was changed there. Change the SKU "
                "on one side."
            ),
            "option_taken": self.env._(
                "BigCommerce refused an option or value that already exists: "
                "%(last)s Rename the attribute or its value on one side."
            ),
            "url_taken": self.env._(
                "Another page on BigCommerce has this product's address: %(last)s "
                "Change the address of that page, or the name of the product."
            ),
            "brand_gone": self.env._(
                "This product's brand no longer exists on BigCommerce: %(last)s "
                "Choose another one on BigCommerce."
            ),
            "category_gone": self.env._(
                "A category of this product no longer exists on BigCommerce: "
                "%(last)s Choose another one on BigCommerce."
            ),
            "conflict": self.env._(
                "This product conflicts with data on BigCommerce: %(last)s Correct "
                "it on either side, then requeue it."
            ),
            "invalid_sku": self.env._(
                "BigCommerce refused the internal reference %(names)s. Use only "
                "letters, digits, spaces, hyphens and underscores."
            ),
            "answered_otherwise": self.env._(
                "BigCommerce stored something else than Odoo sent: %(names)s. Enter "
                "in Odoo what BigCommerce can store, or correct it there."
            ),
            "partly_saved": self.env._(
                "BigCommerce saved this product, but not all of it: %(first)s Correct "
                "it on either side, then requeue it."
            ),
            "too_large": self.env._(
                "This product is too large for BigCommerce: %(last)s Shorten its "
                "description."
            ),
            "failing": self.env._(
                "BigCommerce has an error of its own when it is sent this product. "
                "Other products are not affected, and Odoo tries again within an hour. "
                "If it stays so, simplify its description, or contact BigCommerce's "
                "support."
            ),
            "refused": self.env._(
                "BigCommerce refused this product: %(last)s Correct it, then "
                "requeue it."
            ),
            "other_label": self.env._(
                "BigCommerce does not accept “%(first)s” as written in Odoo; it "
                "shows %(last)s. Give the attribute or its value the same name on "
                "both sides."
            ),
            "unexpected": self.env._(
                "An unexpected error occurred with this product: %(last)s. The "
                "others are not affected. Requeue it; if the error returns, see the "
                "server's log."
            ),
        }
