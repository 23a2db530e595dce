"""Reads the examples and checks that each adds up in itself, before any code is run.

Money and quantities become ``Decimal`` straight from the text of the file.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

try:
    import yaml
except ImportError:  # no requirement of Odoo: the examples are skipped then
    yaml = None

FOLDER = Path(__file__).parent
KINDS = ("sale", "refund", "money")
STEPS = frozenset(
    """checkout edit_by_api edit_in_control_panel status refund decline_refund ship
    payment pay later switches sync check_again register_refund close_session
    new_product start_date deliver deliver_no_more expect""".split()
)
EXPECTED = frozenset(
    """order posted state message is_reconciled net net_tax stock to_refund to_collect
    only_at_registers items activity waiting waiting_by_address""".split()
)
THE_ORDER = "the order"


class Defect(Exception):
    """The example itself is wrong."""


@dataclass
class Example:
    """One worked example; ``life`` is a list of ``(step, argument)``."""

    theme: str
    title: str
    why: str
    products: dict
    life: list
    store: dict = field(default_factory=dict)
    simulator: dict = field(default_factory=dict)
    pending: str = ""

    @property
    def name(self) -> str:
        """The title as part of a method's name."""
        words = re.sub(r"[^a-z0-9]+", "_", self.title.lower())
        return f"{self.theme}__{words.strip('_')}"

    @property
    def expectations(self) -> list:
        return [argument for step, argument in self.life if step == "expect"]


def read_examples() -> list:
    """All examples of the folder, by file, in the order of each file."""
    examples = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document = _load(path)
        for number, entry in enumerate(document, start=1):
            try:
                examples.append(_example(path.stem, entry))
            except (Defect, TypeError, KeyError) as error:
                raise Defect(f"{path.name}, example {number}: {error}") from error
    return examples


def _example(theme, entry):
    life = [_step(row) for row in entry.pop("life")]
    example = Example(theme=theme, life=life, **entry)
    _check(example)
    return example


def _step(row):
    """``- sync`` or ``- edit_by_api: {…}``."""
    name, argument = (row, None) if isinstance(row, str) else next(iter(row.items()))
    if name not in STEPS or (isinstance(row, dict) and len(row) > 1):
        raise Defect(f"There is no step {row!r}.")
    return name, argument


def _check(example):
    """What was posted of every order adds up to the net that is expected of it."""
    posted = {}
    if not example.expectations:
        raise Defect(f"“{example.title}” expects nothing.")
    for expected in example.expectations:
        unknown = set(expected) - EXPECTED
        if unknown:
            raise Defect(f"Nothing is called {sorted(unknown)} in an expectation.")
        rows = posted.setdefault(expected.get("order", THE_ORDER), [])
        expected["posted"] = [_transaction(row) for row in expected.get("posted", ())]
        rows += expected["posted"]
        # A register refund that the web has caught up with stands for one of ours.
        if "only_at_registers" in expected:
            continue
        for name, part in (("net", "total"), ("net_tax", "tax")):
            total = sum(row[part] for row in rows)
            if name in expected and expected[name] != total:
                raise Defect(f"{example.title}: {name} {expected[name]} ≠ {total}")


def _transaction(row):
    """``{kind: lines}`` with its sums; a tax that is not mentioned is 0."""
    row = dict(row)
    [kind] = [name for name in KINDS if name in row]
    lines = [{"tax": Decimal(0), **line} for line in row.pop(kind)]
    given = {"total": row.pop("total", None), "tax": row.pop("tax", None)}
    values = {"kind": kind, "lines": lines}
    for name, value in given.items():
        values[name] = sum(line[name] for line in lines)
        if value is not None and value != values[name]:
            raise Defect(f"The lines of {lines} have {name} {values[name]}.")
    if "paid_by" in row:
        values["paid_by"] = row.pop("paid_by")
        if sum(values["paid_by"].values()) != values["total"]:
            raise Defect(f"The payments of {lines} do not pay it.")
    if row:
        raise Defect(f"A transaction has no {sorted(row)}.")
    return values


def _load(path):
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=_loader())  # a SafeLoader


def _loader():
    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # in C where it is
        """Numbers with a point are Decimals: 0.10 is ten cents, to the cent."""

    def decimal(loader, node):
        return Decimal(loader.construct_scalar(node))

    Loader.add_constructor("tag:yaml.org,2002:float", decimal)
    return Loader
