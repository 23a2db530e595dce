"""Lines of a dry run: what would be written, beside what BigCommerce has now."""

from dataclasses import replace
from decimal import Decimal

from ....mappers.accepted import accepted_values
from ....mappers.product_modifiers import modifiers_to_send

_MAX_LENGTH = 250
_PRICES = ("price", "sale_price", "cost_price")


class DryRunLines:
    """Makes the lines of some products.

    :param check: the ``bigcommerce.check``
    :param mappings: as the run would leave them
    :param RecordingClient recorder: with the documents that were read
    """

    def __init__(self, check, mappings, recorder):
        self.env = check.env
        self.check = check
        self.mappings = mappings
        self.documents = recorder.documents
        rows = self.env["bigcommerce.category"].search(
            [("store_id", "=", check.store_id.id), ("external_id", "!=", False)]
        )
        self.categories = {int(row.external_id): row.name for row in rows}
        self.categories |= recorder.category_names
        self.by_id = {int(m.external_id): m for m in mappings if m.external_id}
        self.variants = {
            int(row.external_id): row for row in mappings.variant_ids if row.external_id
        }
        self.values = []

    def _add(self, mapping, action, product=None, **values):
        self.values.append(
            {
                "check_id": self.check.id,
                "store_id": self.check.store_id.id,
                "product_tmpl_id": mapping.product_tmpl_id.id,
                "product_id": product.id if product else False,
                "action": action,
                **values,
            }
        )

    # === WHAT IS FOUND === #

    def add_links(self, mappings):
        for mapping in mappings:
            document = self.documents.get(int(mapping.external_id), {})
            self._add(
                mapping,
                "link",
                old_value=f"{document.get('name')} ({mapping.external_id})"[
                    :_MAX_LENGTH
                ],
                new_value=mapping.product_tmpl_id.name,
                reason=mapping.matched_by,
            )

    def add_states(self):
        """What needs a person, what is left as it is, and why."""
        actions = {"attention": "attention", "skipped": "skip", "pending": "absent"}
        for mapping in self.mappings:
            if mapping.message:
                action = actions.get(mapping.state, "keep")
                self._add(mapping, action, reason=mapping.message)

    def add_stock(self, rows):
        """:param list rows: as :meth:`_stock_to_send` of the check gives them"""
        mappings = {m.product_tmpl_id.id: m for m in self.mappings}
        for product, location, before, quantity in rows:
            if before != quantity:
                self._add(
                    mappings[product.product_tmpl_id.id],
                    "stock",
                    product,
                    field_name=location,
                    old_value="" if before is None else str(before),
                    new_value=str(quantity),
                )

    def add_modifiers(self, mappings):
        """:param mappings: those whose modifiers would be compared, and sent"""
        rules = self.check.store_id._field_rules()
        values = mappings._catalog_values() if mappings else {}
        for mapping in mappings:
            wanted = modifiers_to_send(values[mapping.id], rules)
            self._add(
                mapping,
                "change",
                field_name=self.env._("Modifiers"),
                new_value=", ".join(modifier.name for modifier in wanted)[:_MAX_LENGTH],
            )

    def add_images(self, mapping, differences):
        """:param differences: as :meth:`.ImageComparison.differences` gives them"""
        is_new = int(mapping.external_id) < 0
        for before, after, why_not in differences:
            action = "skip" if why_not else "create" if is_new else "change"
            self._add(
                mapping,
                action,
                field_name=self.env._("Image"),
                old_value=before[:_MAX_LENGTH],
                new_value=after[:_MAX_LENGTH],
                reason=why_not,
            )

    # === WHAT IS WRITTEN === #

    def add_writes(self, writes):
        for write in _as_they_end(writes):
            if write.kind == "option":
                self._add_option(write)
            elif write.kind == "category":
                self._add_category(write)
            elif write.kind == "variant":
                self._add_variant(write)
            elif write.kind == "variant_end":
                self._add_variant_end(write)
            elif not write.external_id:
                self._add_created(write)
            elif mapping := self.by_id.get(write.external_id):
                document = self.documents[write.external_id]
                self._add_fields(mapping, write.body, document)

    def _add_created(self, write):
        mapping = self.by_id.get(write.product_id)
        if not mapping:
            return
        for name, value in write.body.items():
            is_told = name in self._labels() and name != "type"
            if is_told and value not in ("", None):
                self._add_field(mapping, "create", name, "", self._text(name, value))
        for row in write.body.get("variants") or ():
            self._add(
                mapping,
                "create",
                field_name=self.env._("Variant"),
                new_value=self._variant_text(row),
            )

    def _variant_text(self, row):
        labels = [value["label"] for value in row.get("option_values") or ()]
        price = row.get("price")
        texts = [
            ", ".join(labels),
            row.get("sku"),
            price and self._text("price", price),
        ]
        return " · ".join(filter(None, texts))

    def _add_variant(self, write):
        if not write.external_id:
            mapping = self.by_id.get(write.product_id)
            row = mapping and mapping.variant_ids.filtered(
                lambda row: row.sku == write.body.get("sku")
            )
            product = row and row[:1].product_id
            if mapping:
                text = self._variant_text({**write.body, "option_values": ()})
                label = self.env._("Variant")
                self._add(mapping, "create", product, field_name=label, new_value=text)
            return
        row = self.variants.get(write.external_id)
        if row:
            before = self._variant_there(row.mapping_id.external_id, write.external_id)
            self._add_fields(row.mapping_id, write.body, before, row.product_id)

    def _variant_there(self, product_id, variant_id):
        document = self.documents.get(int(product_id), {})
        variants = document.get("variants") or ()
        return next((v for v in variants if v["id"] == variant_id), {})

    def _add_variant_end(self, write):
        """A variant that others take the place of is deleted."""
        mapping = self.by_id.get(write.product_id)
        if mapping:
            row = self._variant_there(write.product_id, write.external_id)
            label, text = self.env._("Variant"), self._variant_text(row)
            self._add(mapping, "change", field_name=label, old_value=text)

    def _add_option(self, write):
        mapping = self.by_id.get(write.product_id)
        if not mapping:
            return
        options = self.documents.get(write.product_id, {}).get("options") or ()
        before = next((o for o in options if o["id"] == write.external_id), {})
        name = write.body.get("display_name") or before.get("display_name") or ""
        texts = [
            ", ".join(value["label"] for value in option.get("option_values") or ())
            for option in (before, write.body)
        ]
        self._add(
            mapping,
            "change" if before else "create",
            field_name=self.env._("Option %s", name),
            old_value=texts[0][:_MAX_LENGTH],
            new_value=texts[1][:_MAX_LENGTH],
        )

    def _add_category(self, write):
        mapping = self.by_id.get(write.product_id)
        name = self.categories.get(write.external_id) or str(write.external_id)
        if mapping:
            label = self._labels()["categories"]
            texts = ("", name) if write.body else (name, "")
            self._add_field(mapping, "change", label, *texts)

    def _add_fields(self, mapping, body, before, product=None):
        """The fields that are not already as they would be."""
        for name, value in body.items():
            if name == "id":
                continue
            old = before.get(name)
            if name == "brand_id":  # a brand is taken off by its number
                name, old, value = "brand_name", before.get("brand_name"), ""
            if accepted_values({name: old}) == accepted_values({name: value}):
                continue
            texts = (self._text(name, old), self._text(name, value, bool(product)))
            self._add_field(mapping, "change", name, *texts, product=product)

    def _add_field(self, mapping, action, name, old, new, product=None):
        label = self._labels().get(name, name)
        self._add(
            mapping,
            action,
            product,
            field_name=label,
            old_value=old,
            new_value=new,
        )

    def _text(self, name, value, is_of_variant=False):
        """A value as people read it."""
        if value is None and is_of_variant:
            return self.env._("As the product")
        if value is None:
            return ""
        if name == "inventory_tracking":
            kinds = self.env["bigcommerce.product"]._fields[name]
            return dict(kinds._description_selection(self.env)).get(value, str(value))
        if name == "categories":
            names = (self.categories.get(id_) or str(id_) for id_ in value)
            return ", ".join(names)[:_MAX_LENGTH]
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        if isinstance(value, int | float | Decimal):
            return _number(Decimal(str(value)), 2 if name in _PRICES else 0)
        return str(value)[:_MAX_LENGTH]

    def _labels(self):
        return {
            "name": self.env._("Name"),
            "type": self.env._("Type"),
            "description": self.env._("Description"),
            "price": self.env._("Price"),
            "sale_price": self.env._("Sale Price"),
            "cost_price": self.env._("Cost Price"),
            "weight": self.env._("Weight"),
            "inventory_tracking": self.env._("Track Inventory"),
            "upc": self.env._("Barcode"),
            "sku": self.env._("SKU"),
            "is_visible": self.env._("Visible"),
            "purchasing_disabled": self.env._("Not for Sale"),
            "brand_name": self.env._("Brand"),
            "categories": self.env._("Category"),
        }


def _as_they_end(writes):
    """What is sent of one record by several calls, as one: a SKU that makes way for the
    moment is of no interest.

    :rtype: list[Write]
    """
    found = {}
    for place, write in enumerate(writes):
        is_update = write.external_id and write.kind in ("product", "variant")
        key = (write.kind, write.external_id) if is_update else place
        before = found[key].body if key in found else {}
        found[key] = replace(write, body={**before, **write.body})
    return list(found.values())


def _number(value, places):
    """Without needless zeros, but with so many decimals at least."""
    value = value.normalize()
    if -value.as_tuple().exponent < places:
        value = value.quantize(Decimal(1).scaleb(-places))
    return format(value, "f")
