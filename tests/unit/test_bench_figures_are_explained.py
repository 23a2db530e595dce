"""Each figure of the benchmarks says in their README what is measured."""

import json
import re
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
FIGURES = json.loads((BENCHMARKS / "results.json").read_text())


def _explained():
    """Names in the first column of the tables; ``.ms`` is of the name before it."""
    names = set()
    for line in (BENCHMARKS / "README.md").read_text().splitlines():
        if not line.startswith("| `"):
            continue
        last = ""
        for name in re.findall(r"`([^`]+)`", line.split("|")[1]):
            if name.startswith("."):
                name = last.rpartition(".")[0] + name
            last = name
            names.add(name)
    return names


EXPLAINED = _explained()


@pytest.mark.parametrize("name", sorted(figure["name"] for figure in FIGURES))
def test_a_figure_has_its_row(name):
    patterns = [re.escape(one).replace("…", r"\w+") for one in EXPLAINED]
    assert any(re.fullmatch(pattern, name) for pattern in patterns), name
