"""The options of a product that exists: what to rename, what to add.

BigCommerce cannot add an option to variants that are there, nor take one away, so both
sides have to have the same options; their names and values may differ and grow. An
attribute with a single value says nothing that tells variants apart: where
BigCommerce has no option for it, it is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .option_alignment import (
    Labels,
    Mapped,
    Row,
    align_labels,
    align_names,
    fold_label,
    only_values,
)
from .option_fingerprints import wanted_options
from .option_looks import look_of, shown_type, with_color
from .product import OptionLook, ProductValues
from .product_problem import Problem


@dataclass
class OptionPlan:
    """What to send, in this order: ``creations`` are bodies of POST, ``updates`` are
    pairs of option id and body of PUT (values without id are added).

    ``names`` is option id → its name in Odoo, ``left_out`` are the names of options in
    Odoo that BigCommerce lacks and does not need, ``constant`` is option id → the only
    value of an option that Odoo does not have any more.
    """

    creations: list[Row] = field(default_factory=list)
    updates: list[tuple[int, Row]] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict, compare=False)
    left_out: tuple[str, ...] = ()
    constant: dict[int, int] = field(default_factory=dict)


def plan_options(
    product: ProductValues, document: Row, mapped: Mapped, is_matched: bool = False
) -> OptionPlan | Problem:
    """What makes BigCommerce's options those of Odoo.

    :param ProductValues product: with options
    :param dict document: the product as listed with variants and options
    :param dict mapped: product.product id → variant of the document
    :param bool is_matched: whether it was on BigCommerce before
    :rtype: OptionPlan | Problem
    """
    wanted = wanted_options(product)
    options = document.get("options") or []
    if not options:
        return OptionPlan(creations=new_options(product, wanted))
    names = align_names(product, options, mapped)
    left_out = tuple(name for name in wanted if name not in names.values())
    constant = only_values(options, names, document.get("variants") or ())
    if any(len(wanted[name]) > 1 for name in left_out) or constant is None:
        return _mixed(product, options, mapped) or _other(wanted, options)
    labels = align_labels(product, mapped, names)
    if isinstance(labels, Problem):
        return labels
    plan = OptionPlan(names=names, left_out=left_out, constant=constant)
    plan_updates(plan, product, options, labels, is_matched)
    return plan


def plan_updates(
    plan: OptionPlan,
    product: ProductValues,
    options: list[Row],
    labels: Labels,
    is_matched: bool,
) -> None:
    """Add what renames, extends, sorts and colors the options of ``plan.names``."""
    wanted, names = wanted_options(product), plan.names
    places = _places(options, names, wanted)
    for option in options:
        if option["id"] not in names:
            continue
        name = names[option["id"]]
        look = look_of(product, name)
        present = _in_order(option["option_values"])
        kept = _kept(option, present, wanted[name], labels)
        every = [*wanted[name], *_uncolored(present, kept)]
        shown = shown_type(look, every, option, is_matched)
        place = places.get(option["id"])
        option = {**option, "place": place, "shown": shown, "kept": kept}
        _plan_update(plan, option, wanted[name], look)
    plan.updates[:0] = _names_out_of_the_way(options, names)


def _mixed(
    product: ProductValues, options: list[Row], mapped: Mapped
) -> Problem | None:
    """The problem, if an option of the same name has values that cannot be aligned."""
    wanted = {fold_label(name): name for name in wanted_options(product)}
    for option in options:
        name = wanted.get(fold_label(option["display_name"]))
        if name:
            labels = align_labels(product, mapped, {option["id"]: name})
            if isinstance(labels, Problem):
                return labels
    return None


def _other(wanted: Iterable[str], options: Iterable[Row]) -> Problem:
    shown = ", ".join(option["display_name"] for option in options)
    return Problem("other_options", (shown, ", ".join(wanted)))


def new_options(
    product: ProductValues, wanted: Mapping[str, list[str]], place: int = 0
) -> list[Row]:
    """Bodies of options to create, after so many others.

    :param dict wanted: option name → labels
    """
    creations = []
    for position, (name, labels) in enumerate(wanted.items(), start=place):
        look = look_of(product, name)
        shown = shown_type(look, labels, None, False)
        values = [
            with_color({"label": label, "sort_order": order}, shown, look)
            for order, label in enumerate(labels)
        ]
        creations.append(
            {
                "display_name": name,
                "type": shown,
                "sort_order": position,
                "option_values": values,
            }
        )
    return creations


# === UPDATES === #


def _names_out_of_the_way(
    options: Iterable[Row], names: Mapping[int, str]
) -> Iterator[tuple[int, Row]]:
    """Requests that give options a name for the moment: theirs becomes another's."""
    present = {fold_label(option["display_name"]): option for option in options}
    for key, name in names.items():
        holder = present.get(fold_label(name))
        if holder and holder["id"] != key and holder["id"] in names:
            temporary = _temporary(holder["display_name"], holder["id"])
            yield holder["id"], _body(holder, temporary, holder["option_values"])


def _places(
    options: Iterable[Row], names: Mapping[int, str], wanted: Iterable[str]
) -> dict[int, int]:
    """Option id → the ``sort_order`` it is to get, if their order is another one."""
    ordered = [option["id"] for option in _in_order(options) if option["id"] in names]
    order = list(wanted)
    right = sorted(ordered, key=lambda key: order.index(names[key]))
    if right == ordered:
        return {}
    return {key: place for place, key in enumerate(right)}


def _plan_update(
    plan: OptionPlan,
    option: Row,
    wanted: list[str],
    look: OptionLook,
) -> None:
    """Add the PUTs that rename, add, order and color; none if all is right."""
    name, present = plan.names[option["id"]], _in_order(option["option_values"])
    kept = option["kept"]
    known = {fold_label(label) for label in kept.values()}
    added = [label for label in wanted if fold_label(label) not in known]
    position = {fold_label(label): number for number, label in enumerate(wanted)}
    used = [v["id"] for v in present if fold_label(kept[v["id"]]) in position]
    ordered = sorted(used, key=lambda key: position[fold_label(kept[key])])
    renamed = [v for v in present if kept[v["id"]] != v["label"]]
    is_renamed = name != option["display_name"]
    is_moved = option["place"] not in (None, option["sort_order"])
    is_shown = option["shown"] == option["type"]
    values = [{**v, "label": kept[v["id"]]} for v in present] + [
        {"label": label} for label in added
    ]
    values = [with_color(value, option["shown"], look) for value in values]
    data = {value["id"]: value.get("value_data") for value in present}
    is_colored = all(v.get("value_data") == data.get(v.get("id")) for v in values)
    is_right = is_shown and is_colored and ordered == used
    if is_right and not (added or renamed or is_renamed or is_moved):
        return
    freed = _labels_out_of_the_way(present, kept, added)
    if freed:
        former = [{**v, "label": freed.get(v["id"], v["label"])} for v in present]
        body = _body(option, option["display_name"], former)
        plan.updates.append((option["id"], body))
    values.sort(key=lambda v: position.get(fold_label(v["label"]), len(position)))
    values = [{**value, "sort_order": order} for order, value in enumerate(values)]
    body = {**_body(option, name, values), "type": option["shown"]}
    plan.updates.append((option["id"], body))


def _kept(
    option: Row, present: list[Row], wanted: list[str], labels: Labels
) -> dict[int, str]:
    """Value id → label it is to have: as mapped, else as it is.

    One that nobody uses, whose label is another's now, makes way.
    """
    own = {fold_label(label): label for label in wanted}
    kept = {
        value["id"]: labels[option["id"], value["id"]]
        for value in present
        if (option["id"], value["id"]) in labels
    }
    taken = {fold_label(label) for label in kept.values()}
    for value in present:
        folded = fold_label(value["label"])
        if value["id"] in kept:
            continue
        if folded in taken:
            kept[value["id"]] = _temporary(value["label"], value["id"])
        else:
            kept[value["id"]] = own[folded] if folded in own else value["label"]
            taken.add(folded)
    return kept


def _uncolored(present: Iterable[Row], kept: Mapping[int, str]) -> list[str]:
    """Labels of values without a color: also those that Odoo sells no more need one."""
    return [kept[value["id"]] for value in present if not value.get("value_data")]


def _labels_out_of_the_way(
    present: list[Row], kept: Mapping[int, str], added: Iterable[str]
) -> dict[int, str]:
    """Value id → label for the moment, of those whose label becomes another's.

    :param added: labels of values that are new
    """
    holders = {fold_label(value["label"]): value for value in present}
    taken = [holders[fold_label(v)] for v in added if fold_label(v) in holders]
    freed = {v["id"]: _temporary(v["label"], v["id"]) for v in taken}
    for key, label in kept.items():
        holder = holders.get(fold_label(label))
        if holder and holder["id"] != key:
            freed[holder["id"]] = _temporary(holder["label"], holder["id"])
    return freed


def _in_order(values: Iterable[Row]) -> list[Row]:
    return sorted(values, key=lambda value: value["sort_order"])


def _body(option: Row, name: str, values: Iterable[Row]) -> Row:
    names = ("id", "label", "sort_order", "value_data")
    place = option.get("place")
    return {
        "display_name": name,
        "type": option["type"],
        **({} if place is None else {"sort_order": place}),
        "option_values": [
            {key: value[key] for key in names if value.get(key) is not None}
            for value in values
        ],
    }


def _temporary(text: str, number: int) -> str:
    return f"{text[:200]} ({number})"
