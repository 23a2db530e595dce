"""What was measured: kept, printed as a table, written as JSON."""

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Figure:
    """One figure; the fields are those of ``results.json``.

    :param reference: the floor, or what is compared with, measured in the same run;
        None where there is nothing to compare with
    :param parameters: how much work it was, and what helps to judge the value
    """

    name: str
    value: float
    unit: str
    reference: float | None
    ratio: float | None
    parameters: dict = field(default_factory=dict)


class Figures:
    """The figures of one run, in the order that they came."""

    def __init__(self):
        self.rows: list[Figure] = []

    def add(self, name, value, unit, reference=None, **parameters) -> None:
        """Keep a figure; its ratio is ``value / reference``, and 1 for 0 of 0."""
        ratio = None
        if reference:
            ratio = round(value / reference, 3)
        elif reference == 0 and value == 0:
            ratio = 1.0
        row = Figure(
            name,
            _rounded(value),
            unit,
            _rounded(reference),
            ratio,
            _flat(parameters),
        )
        self.rows.append(row)
        # A complete run takes half an hour: each figure is seen as it comes.
        print("    " + "  ".join(_cells(row)), file=sys.stderr)

    def write(self, path: Path) -> None:
        """A JSON list, one object a figure."""
        rows = [asdict(row) for row in self.rows]
        path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")

    def __str__(self) -> str:
        head = ("figure", "value", "unit", "reference", "ratio", "with")
        rows = [head, *(_cells(row) for row in self.rows)]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        return "\n".join(
            f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  "
            f"{row[3]:>{widths[3]}}  {row[4]:>{widths[4]}}  {row[5]}"
            for row in rows
        )


def _cells(row):
    details = ", ".join(f"{name} {value}" for name, value in row.parameters.items())
    return (
        row.name,
        f"{row.value:,}",
        row.unit,
        "" if row.reference is None else f"{row.reference:,}",
        "" if row.ratio is None else f"{row.ratio:.2f}",
        details,
    )


def _rounded(value):
    return round(value, 3) if isinstance(value, float) else value


def _flat(parameters):
    return {name: _rounded(value) for name, value in parameters.items()}
