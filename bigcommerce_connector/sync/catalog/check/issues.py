"""The problems that a pre-flight finds, each with a sentence that says what to do."""

from ..problem_sentences import problem_message

_CAUSES = {
    "no_sku": "no_sku",
    "duplicate_sku": "duplicate_sku",
    "many_variants": "too_many",
    "many_values": "too_many",
}
_NAMES_TOLD = 5


class Issues:
    """Collects the issues of a check until they are saved.

    :param check: the ``bigcommerce.check``
    """

    def __init__(self, check):
        self.env = check.env
        self.check = check
        self.values = []

    def save(self):
        self.env["bigcommerce.preflight.issue"].create(self.values)
        self.values = []

    def _add(self, cause, message, template=None, document=None):
        is_ours = template is not None
        self.values.append(
            {
                "check_id": self.check.id,
                "store_id": self.check.store_id.id,
                "cause": cause,
                "side": "odoo" if is_ours else "bigcommerce",
                "name": template.name if is_ours else str(document.get("name")),
                "product_tmpl_id": template.id if is_ours else False,
                "external_id": False if is_ours else str(document["id"]),
                "message": message,
            }
        )

    # === ODOO === #

    def of_product(self, template, problem):
        """:param Problem problem: that keeps the product from being sent"""
        message = problem_message(self.env, problem)
        self._add(_CAUSES.get(problem.code, "other"), message, template)

    def of_match(self, template, problem):
        """:param Problem problem: that keeps it from being linked"""
        self._add("match", problem_message(self.env, problem), template)

    def odd_sku(self, template, skus):
        message = self.env._(
            "BigCommerce names only letters, digits, spaces, hyphens and underscores "
            "as characters of a SKU, and may refuse %s. Change the internal reference.",
            _listed(skus),
        )
        self._add("odd_sku", message, template)

    def no_price(self, template, names):
        message = self.env._(
            "No price, or the 1.00 of a new product: %s. A price that BigCommerce has "
            "is kept; a new product would be sold for 1.00, and is not created without "
            "a price. Set it.",
            _listed(names),
        )
        self._add("no_price", message, template)

    def no_weight(self, template, names):
        message = self.env._(
            "No weight: %s. A weight that BigCommerce has is kept; without one, "
            "shipping by weight costs nothing there. Set the weight.",
            _listed(names),
        )
        self._add("no_weight", message, template)

    def same_sku(self, template_ids, texts):
        templates = self.env["product.template"].browse(template_ids)
        cause = "sku_case" if len(texts) > 1 else "duplicate_sku"
        message = self.env._(
            "Internal reference %(skus)s of %(names)s: BigCommerce ignores upper and "
            "lower case and takes each SKU once. Give each its own.",
            skus=_listed(texts),
            names=_listed(templates.mapped("name")),
        )
        for template in templates:
            self._add(cause, message, template)

    def sku_case(self, template, ours, theirs):
        message = self.env._(
            "BigCommerce writes the SKU %(theirs)s, Odoo %(ours)s. They are linked, "
            "and Odoo's is sent. Write it the same on both sides if that matters.",
            theirs=theirs,
            ours=ours,
        )
        self._add("sku_case", message, template)

    def same_name(self, templates):
        message = self.env._(
            "%s products have this name, but BigCommerce takes each name once. "
            "Rename all but one.",
            len(templates),
        )
        for template in templates:
            self._add("same_name", message, template)

    def name_taken(self, template, external_id, name):
        message = self.env._(
            "Another product on BigCommerce (ID %(id)s) is called “%(name)s”. Rename "
            "one of them, or make them match (see Matching Rules on the store's page).",
            id=external_id,
            name=name,
        )
        self._add("name_taken", message, template)

    # === BIGCOMMERCE === #

    def remote_no_sku(self, document, count):
        message = self.env._(
            "%s of its variants have no SKU on BigCommerce, so they cannot be matched "
            "by SKU. Enter them there.",
            count,
        )
        self._add("no_sku", message, document=document)

    def remote_same_sku(self, rows):
        texts = list(dict.fromkeys(sku for _id, sku, _name in rows))
        cause = "duplicate_sku" if len(texts) == 1 else "sku_case"
        message = self.env._(
            "Several variants on BigCommerce have the SKU %(skus)s: of %(names)s. "
            "Change it on all but one.",
            skus=_listed(texts),
            names=_listed(dict.fromkeys(name for _id, _sku, name in rows)),
        )
        for external_id, name in dict.fromkeys((row[0], row[2]) for row in rows):
            self._add(cause, message, document={"id": external_id, "name": name})

    def remote_no_price(self, document):
        message = self.env._(
            "It is free of charge on BigCommerce. Set its price on the side that "
            "writes it."
        )
        self._add("no_price", message, document=document)

    def remote_no_weight(self, document):
        message = self.env._(
            "It has no weight on BigCommerce. Set it on the side that writes it."
        )
        self._add("no_weight", message, document=document)

    def untracked(self, document, tracking):
        message = self.env._(
            "BigCommerce does not track its stock, so it sells without limit. With "
            "Product Sync, Odoo switches it on for the products that it sells; "
            "otherwise switch on Track Inventory there."
        )
        if tracking == "product":
            message = self.env._(
                "BigCommerce tracks the stock of this product as a whole, though it "
                "has options. With Product Sync, Odoo changes it to tracking by "
                "variant; otherwise change it there."
            )
        self._add("untracked", message, document=document)


def _listed(texts):
    texts = list(texts)
    more = "" if len(texts) <= _NAMES_TOLD else " …"
    return ", ".join(texts[:_NAMES_TOLD]) + more
