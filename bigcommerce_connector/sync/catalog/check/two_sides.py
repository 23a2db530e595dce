"""What is wrong with SKUs, names and items of both sides taken together."""

from collections import defaultdict

from ....mappers.amounts import amount
from ....mappers.product import fold
from ....mappers.product_match import Match, Several, is_base


class TwoSides:
    """The catalog of BigCommerce, noted while it is read, beside Odoo's products.

    :param Issues issues: to add to
    """

    def __init__(self, issues):
        self.issues = issues
        self.names = {}  # folded → (id, name)
        self.skus = defaultdict(list)  # folded → (id, SKU, name of the product)

    # === BIGCOMMERCE === #

    def note(self, external_id, name, skus):
        self.names[fold(name)] = (external_id, name)
        for sku in filter(fold, skus):
            self.skus[fold(sku)].append((external_id, sku, name))

    def check_document(self, document):
        variants = document.get("variants") or ()
        blank = [v for v in variants if not fold(v.get("sku"))]
        if blank:
            self.issues.remote_no_sku(document, len(blank))
        if not amount(document.get("price")) and any(
            not amount(variant.get("price")) for variant in variants
        ):
            self.issues.remote_no_price(document)
        if document.get("type") != "digital" and not amount(document.get("weight")):
            self.issues.remote_no_weight(document)
        if self.issues.check.store_id.inventory_sync:
            self._add_tracking(document, variants)

    def _add_tracking(self, document, variants):
        has_options = not all(is_base(variant) for variant in variants)
        tracking = document.get("inventory_tracking") or "none"
        if tracking == "none" or (has_options and tracking == "product"):
            self.issues.untracked(document, tracking)

    # === BOTH === #

    def compare_skus(self, skus):
        """Within each side; between them case does not count.

        :param dict skus: by template and product.product id, as written in Odoo
        """
        owners = defaultdict(list)
        for template_id, own in skus.items():
            for sku in own.values():
                owners[fold(sku)].append((template_id, sku))
        for rows in owners.values():
            templates = list(dict.fromkeys(template_id for template_id, _sku in rows))
            texts = list(dict.fromkeys(sku for _template_id, sku in rows))
            if len(rows) > 1:
                # One product's own are told with the product itself, unless in case.
                if len(templates) > 1 or len(texts) > 1:
                    self.issues.same_sku(templates, texts)
        for rows in self.skus.values():
            if len(rows) > 1:
                self.issues.remote_same_sku(rows)

    def compare_names(self, templates):
        """Of Odoo's products among themselves."""
        owners = defaultdict(list)
        for template in templates:
            if fold(template.name):
                owners[fold(template.name)].append(template)
        for rows in owners.values():
            if len(rows) > 1:
                self.issues.same_name(rows)

    def compare_match(self, template, found, external_id, skus):
        """Of a product and what it is, or is not, on BigCommerce.

        :param found: as :meth:`RemoteCatalog.find` gives it
        :param str external_id: of the product that it is mapped to, if it is
        :param dict skus: of its variants, as written in Odoo
        """
        document_id, name = self.names.get(fold(template.name), (None, ""))
        own = int(external_id) if external_id else None
        if isinstance(found, Match):
            own = own or found.document["id"]
            self._compare_case(template, found, skus)
        elif found is not None and not external_id:
            problem = found.problem if isinstance(found, Several) else found
            self.issues.of_match(template, problem)
            return
        if document_id and document_id != own:
            self.issues.name_taken(template, document_id, name)

    def _compare_case(self, template, match, skus):
        for product_id, variant in match.variants.items():
            ours, theirs = skus.get(product_id, ""), variant.get("sku") or ""
            if ours and ours != theirs and fold(ours) == fold(theirs):
                self.issues.sku_case(template, ours, theirs)
