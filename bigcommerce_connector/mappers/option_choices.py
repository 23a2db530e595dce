"""Which values of its options a variant is, by BigCommerce's ids."""

from collections.abc import Iterable, Mapping

from .option_alignment import Mapped, Row, fold_label
from .product import VariantValues
from .product_options import OptionPlan
from .product_problem import Problem


def choices(
    variant: VariantValues, plan: OptionPlan, options: Mapping[int, Row]
) -> list[dict[str, int]] | Problem:
    """``option_values`` by ids, as a new variant of an existing product needs them.

    :param OptionPlan plan: whose requests were sent
    :param dict options: option id → the option as BigCommerce answered it
    :rtype: list[dict] | Problem
    """
    by_name = {fold_label(o["display_name"]): o for o in options.values()}
    by_name |= {fold_label(name): options[key] for key, name in plan.names.items()}
    chosen = [
        {"option_id": key, "id": value_id} for key, value_id in plan.constant.items()
    ]
    for name, label in variant.options:
        option = by_name.get(fold_label(name))
        if option is None:
            there = ", ".join(o["display_name"] for o in options.values())
            return Problem("other_label", (name, there))
        value = _value(option, label)
        if value is None:
            there = ", ".join(v["label"] for v in option["option_values"])
            return Problem("other_label", (label, there))
        chosen.append({"option_id": option["id"], "id": value["id"]})
    return chosen


def combination(chosen: Iterable[Row]) -> frozenset[tuple[int, int]]:
    """What two variants of a product cannot share.

    :param chosen: as :func:`choices` gives it
    """
    return frozenset((row["option_id"], row["id"]) for row in chosen)


def unmapped_variants(
    document: Row, mapped: Mapped
) -> dict[frozenset[tuple[int, int]], Row]:
    """Variants that are nobody's in Odoo, by their combination.

    :param dict mapped: product.product id → variant of the document
    """
    taken = {row["id"] for row in mapped.values()}
    return {
        combination(row["option_values"]): row
        for row in document.get("variants") or ()
        if row.get("option_values") and row["id"] not in taken
    }


def _value(option: Row, label: str) -> Row | None:
    exact = [v for v in option["option_values"] if v["label"] == label]
    folded = fold_label(label)
    similar = [v for v in option["option_values"] if fold_label(v["label"]) == folded]
    return next(iter(exact or similar), None)
