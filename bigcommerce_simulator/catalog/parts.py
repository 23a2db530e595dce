"""Parts of a product that are lists of small documents: custom fields and rules of
bulk pricing, each by its own endpoints and inside a product's body, where a list
replaces the former one.

Source: BigCommerce, products_catalog.v3.yml. Of custom fields the pairs of name and
value are unique in a product, which has at most 200; quantities of bulk pricing rules
do not overlap (409).
"""

from decimal import Decimal, InvalidOperation

from ..errors import V3Error
from ..validation import Integer, Text, clean, objects

MAXIMUM_CUSTOM_FIELDS = 200
CUSTOM_FIELD = {"name": Text(1, 250), "value": Text(1, 250)}
BULK_RULE = {
    "quantity_min": Integer(),
    "quantity_max": Integer(),
    "type": Text(one_of=("price", "percent", "fixed")),
}
_AMOUNTS = 9_999_999_999


class Part:
    """``attribute`` of the product holds the documents, ``kind`` counts their ids."""

    attribute = ""
    kind = ""

    def cleaned(self, body: dict, known: dict, prefix: str = "") -> tuple[dict, dict]:
        """(the document, without its id; field → message), over what is ``known``."""
        raise NotImplementedError

    def check(self, rows: list[dict]) -> None:
        """422 or 409 for documents that do not go together."""
        raise NotImplementedError

    def errors(self, body: dict) -> dict:
        """What is wrong with the list inside a product's body."""
        errors, rows = {}, []
        for number, given in enumerate(objects(body, self.attribute)):
            row, wrong = self.cleaned(given, {}, f"{self.attribute}.{number}.")
            errors.update(wrong)
            rows.append(row)
        if not errors:
            self.check(rows)
        return errors

    def write(self, store, product, body: dict) -> None:
        """Replace the list by that of a product's body; ids that are sent stay."""
        if self.attribute not in body:
            return
        rows = [
            {
                "id": given.get("id") or store.next_id(self.kind),
                **self.cleaned(given, {})[0],
            }
            for given in objects(body, self.attribute)
        ]
        setattr(product, self.attribute, rows)


class CustomFields(Part):
    """``{id, name, value}``."""

    attribute = "custom_fields"
    kind = "custom_field"

    def cleaned(self, body, known, prefix=""):
        values, errors = clean(body, CUSTOM_FIELD, prefix)
        row = {**known, **values}
        for name in CUSTOM_FIELD:
            if name not in row:
                errors.setdefault(prefix + name, "name and value are required")
        return row, errors

    def check(self, rows):
        if len(rows) > MAXIMUM_CUSTOM_FIELDS:
            title = f"A product has at most {MAXIMUM_CUSTOM_FIELDS} custom fields"
            raise V3Error(422, title, {"custom_fields": title})
        pairs = {(row["name"], row["value"]) for row in rows}
        if len(pairs) != len(rows):
            title = "name and value must be unique together"
            raise V3Error(422, title, {"custom_fields": title})


class BulkPricingRules(Part):
    """``{id, quantity_min, quantity_max, type, amount}``; a maximum of 0 is none."""

    attribute = "bulk_pricing_rules"
    kind = "bulk_pricing_rule"

    def cleaned(self, body, known, prefix=""):
        values, errors = clean(body, BULK_RULE, prefix)
        if "amount" in body:
            values["amount"] = _amount(body["amount"])
            if values["amount"] is None:
                errors[prefix + "amount"] = "amount must be a number of at least 0"
        row = {**known, **values}
        for name in (*BULK_RULE, "amount"):
            if name not in row:
                errors.setdefault(prefix + name, f"{name} is required")
        if not errors and 0 < row["quantity_max"] <= row["quantity_min"]:
            errors[prefix + "quantity_max"] = "must be greater than quantity_min, or 0"
        return row, errors

    def check(self, rows):
        ordered = sorted(rows, key=lambda row: row["quantity_min"])
        for row, following in zip(ordered, ordered[1:], strict=False):
            if (
                not row["quantity_max"]
                or row["quantity_max"] >= (following["quantity_min"])
            ):
                title = "The quantities of two bulk pricing rules overlap"
                raise V3Error(409, title, {"quantity_min": title})


CUSTOM_FIELDS = CustomFields()
BULK_PRICING_RULES = BulkPricingRules()


def _amount(value):
    """A number, also one that comes as text; None when it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= _AMOUNTS:
        return None
    return number.quantize(Decimal("0.0001")).normalize()
