"""Changes that staff makes on BigCommerce to fields that Odoo writes.

Products are read once a day, and those that a webhook named in the next run. What
differs is listed for a person to decide; nothing is sent from here.
"""

import logging
from decimal import Decimal
from functools import cached_property
from textwrap import shorten

from odoo import fields
from odoo.fields import Domain

from ...api.paging import PAGE
from ...mappers.accepted import (
    INHERITED,
    known_fields,
    known_variant_fields,
    with_own_values,
)
from ...mappers.amounts import amount
from ...mappers.drift import (
    Difference,
    drift,
    image_drift,
    image_order_drift,
    is_same,
    other_main_image,
    text_of,
    variant_drift,
    without_idle_sale,
)
from ...mappers.owned_fields import owned_fields
from ...mappers.product import full_payload, full_variant_payload
from .comparison import has_structure
from .only_there import ask_for_only_there
from .own_weights import OwnWeights
from .step import CatalogStep, in_parts

_logger = logging.getLogger(__name__)

_MAX_SHOWN = 120
_MONEY = ("price", "sale_price", "cost_price")
_OF_VARIANT = "product.product"  # it has one image, which comes and goes with its file


def queue_drift_checks(store):
    """Note which products are to be read: those that webhooks named, once a day all.

    What comes twice is read once; what a webhook says of a push of our own is, too, and
    is found to be equal.

    :param store: a ``bigcommerce.store``, in the course of its catalog flow
    """
    noted = store.env["bigcommerce.change"]._consume("remote", store)
    today, last = fields.Date.today(), store.drift_checked_on
    due = Domain("external_id", "in", [str(number) for number in noted])
    if last != today:
        store.drift_checked_on = today
        # The first time, what is mapped has just been read.
        if last:
            due |= Domain("external_id", "!=", False) & Domain("state", "!=", "skipped")
            if store.product_sync:
                ask_for_only_there(store)
    if store.product_sync:
        mine = Domain("store_id", "=", store.id)
        for part in in_parts(store.env["bigcommerce.product"].search(mine & due)):
            part.is_drift_check_due = True


class DriftCheck(CatalogStep):
    """Read products, and list what BigCommerce has otherwise than Odoo wrote it."""

    def __init__(self, store, client):
        super().__init__(store, client)
        self.drifts = self.env["bigcommerce.drift"]
        self.own_weights = OwnWeights(store)

    def run(self):
        """250 products a call.

        :return: whether there is time left
        :rtype: bool
        """
        due = self.mine() & Domain("is_drift_check_due", "=", True)
        due &= Domain("external_id", "!=", False)
        while True:
            mappings = self.mappings.search(due, limit=PAGE, order="id")
            if not mappings:
                return True
            if not self._check(mappings):
                return False

    def _check(self, mappings):
        """:return: whether there is time left"""
        ids = mappings.mapped("external_id")
        self.commit()
        rows = self.remote.with_all(ids, "images" not in self.rules.kept)
        documents = {str(row["id"]): row for row in rows}
        mappings = mappings.exists()
        mappings.is_drift_check_due = False
        # Not what a person has unlinked, or linked to another, meanwhile.
        gone = set(ids) - documents.keys()
        for mapping in mappings.filtered(lambda m: m.external_id in gone):
            self._set_gone(mapping)
        there = mappings.filtered(
            lambda m: m.external_id in documents and m.state != "skipped"
        )
        self._write_down(there, self._differences(there, documents))
        there._queue_lost_variants(documents)
        return self.commit(len(mappings))

    def _set_gone(self, mapping):
        is_skipped = mapping.state == "skipped"
        mapping._forget_deleted()
        if is_skipped:
            mapping._skip()

    # === COMPARE === #

    def _differences(self, mappings, documents):
        """:return: :class:`Difference` by key, see ``bigcommerce.drift._key``
        :rtype: dict[tuple, Difference]
        """
        found = {}
        mappings, values = self.readable(mappings)
        for mapping in mappings:
            document = documents[mapping.external_id]
            try:
                found.update(self._of_product(mapping, values[mapping.id], document))
            except (ArithmeticError, LookupError, TypeError, ValueError):
                _logger.exception("product %s cannot be compared", mapping.id)
        return found

    def _of_product(self, mapping, values, document):
        """:rtype: Iterable[tuple[tuple, Difference]]"""
        if not values.variants or not has_structure(mapping, values):
            return []  # it is to be sent, or waits for a person
        payload = full_payload(values)
        there = known_fields(document, is_base=not values.has_options)
        shown = without_idle_sale(there, there["price"])
        ours = self._owned(mapping, payload, values, values.weight)
        if values.categories:
            ours["categories"] = values.categories
            shown["categories"] = document.get("categories")
        found = drift(ours, shown, mapping.accepted_values)
        variants = []
        if values.has_options:
            sides = payload, there
            variants = list(self._of_variants(mapping, values, document, sides))
            # Shoppers buy variants: where those are right, the product is as well.
            differing = set(self._bought_otherwise(mapping, values, document, sides))
            found = [
                row
                for row in found
                if row.field not in INHERITED or row.field in differing
            ]
        rows = [((mapping.id, False, row.field), row) for row in found]
        rows = [*rows, *self._of_images(mapping, document), *variants]
        return self.own_weights.without_rounded(rows)

    def _of_images(self, mapping, document):
        """Images that were sent, and that staff deleted, sorted or described anew."""
        if "images" in self.rules.kept or mapping.is_image_check_due:
            return []
        sent = mapping.image_ids.filtered(
            lambda row: row.external_id and row.res_model != _OF_VARIANT
        ).sorted("sequence")
        found = list(self._image_texts(sent, document.get("images") or ()))
        if not found:
            return []
        ours, theirs = (", ".join(texts) for texts in zip(*found, strict=True))
        difference = Difference("images", ours, theirs)
        return [((mapping.id, False, "images"), difference)]

    def _image_texts(self, sent, images):
        """:return: of each difference, what people read of either side
        :rtype: Iterable[tuple[str, str]]
        """
        known = [(row.external_id, row.description or "") for row in sent]
        for ours, theirs in image_drift(known, images):
            yield ours, self.env._("(deleted)") if theirs is None else theirs
        if order := image_order_drift(known, images):
            yield tuple(" – ".join(texts) for texts in order)
        main = sent.filtered(lambda row: row.res_model == "product.template")
        theirs = other_main_image(main.external_id, images)
        if theirs is not None:
            texts = main.description or "", theirs
            yield tuple(self.env._("Main image: %s", text) for text in texts)

    def _of_variants(self, mapping, values, document, product):
        known = {row.product_id.id: row for row in mapping.variant_ids}
        there = {str(row["id"]): row for row in document.get("variants") or ()}
        for variant in values.variants:
            row = known[variant.id]
            if row.external_id not in there:
                continue
            payload = full_variant_payload(values, variant)
            payload = with_own_values(payload, product[0], row.accepted_values)
            ours = self._owned(mapping, payload, values, variant.weight)
            theirs = _shown_variant(there[row.external_id], product[1])
            for one in variant_drift(ours, theirs, row.accepted_values, product):
                yield (mapping.id, row.id, one.field), one

    def _bought_otherwise(self, mapping, values, document, product):
        """:return: in which fields of the product a variant is not as in Odoo
        :rtype: Iterable[str]
        """
        known = {row.product_id.id: row.external_id for row in mapping.variant_ids}
        there = {str(row["id"]): row for row in document.get("variants") or ()}
        for variant in values.variants:
            row = there.get(known[variant.id])
            if not row:
                continue
            sides = (
                full_variant_payload(values, variant),
                _shown_variant(row, product[1]),
            )
            for name in INHERITED:
                one, other = (
                    of_product.get(name) if own[name] is None else own[name]
                    for own, of_product in zip(sides, product, strict=True)
                )
                if not is_same(name, one, other):
                    yield name

    def _owned(self, mapping, payload, values, weight):
        return owned_fields(payload, values, weight, self.rules, mapping.keeps_price)

    # === WRITE DOWN === #

    def _write_down(self, mappings, found):
        known = {
            row._key(): row
            for row in self.drifts.search([("mapping_id", "in", mappings.ids)])
        }
        self.drifts.union(*(known[key] for key in known.keys() - found)).unlink()
        new = []
        for key, difference in found.items():
            vals = self._vals(difference)
            if key in known:
                known[key].write(vals)
            else:
                mapping_id, variant_id, name = key
                of = {"mapping_id": mapping_id, "variant_id": variant_id, "field": name}
                new.append({"store_id": self.store.id, **of, **vals})
        self.drifts.create(new)

    def _vals(self, difference):
        theirs = difference.theirs
        is_plain = isinstance(theirs, bool | str | list | None)
        return {
            "our_value": self._shown(difference.field, difference.ours),
            "their_value": self._shown(difference.field, theirs),
            "value": theirs if is_plain else str(theirs),
            "last_seen_on": fields.Datetime.now(),
        }

    @cached_property
    def _category_names(self):
        """Of those that Odoo has, by BigCommerce's ids."""
        rows = self.env["bigcommerce.category"].search_fetch(
            [("store_id", "=", self.store.id), ("external_id", "!=", False)],
            ["external_id", "name"],
        )
        return {int(row.external_id): row.name for row in rows}

    def _shown(self, name, value):
        """As people read it in a list."""
        if name == "categories":
            known = self._category_names
            value = ", ".join(known[id_] for id_ in value or () if id_ in known)
        if name == "is_visible":
            return self.env._("Visible") if value else self.env._("Hidden")
        if value in (None, ""):
            return False
        if name in _MONEY:
            return self._shown_money(Decimal(str(value)))
        if isinstance(value, int | float | Decimal):
            return format(Decimal(str(value)).normalize(), "f")
        text = text_of(value) if name == "description" else str(value)
        return shorten(text, _MAX_SHOWN, placeholder="…")

    def _shown_money(self, price):
        """As money of the store; with all its decimals where it has more."""
        currency = self.store.currency_id or self.store.company_id.currency_id
        if price == amount(price, currency.decimal_places):
            return currency.format(float(price))
        return f"{price.normalize():f} {currency.name}"


def _shown_variant(document, product):
    """:param dict product: what BigCommerce has of the product"""
    values = known_variant_fields(document)
    price = product["price"] if values["price"] is None else values["price"]
    if values["sale_price"] is None and product["sale_price"]:
        idle = without_idle_sale({"sale_price": product["sale_price"]}, price)
        return values if idle["sale_price"] else {**values, **idle}
    return without_idle_sale(values, price)
