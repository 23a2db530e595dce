"""A benchmark fails when a figure misses what was promised, and says which."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def bench(monkeypatch):
    """The modules ``limits`` and ``figures`` of the benchmarks."""
    monkeypatch.syspath_prepend(str(FOLDER))
    import figures
    import limits

    yield limits, figures.Figures()
    for name in ("limits", "figures"):
        del sys.modules[name]


@pytest.mark.parametrize(
    ("name", "value", "reference", "is_missed"),
    [
        ("orders.read.calls", 7, 7, False),
        ("orders.read.calls", 8, 7, True),
        ("catalog.create.calls", 501, 502, False),
        ("catalog.create.calls", 20_003, 20_002, True),  # the same ratio, rounded
        ("inventory.noop.calls", 0, 0, False),
        ("inventory.noop.calls", 1, 0, True),
        ("orders.post.ms", 50.0, 50.0, False),
        ("orders.post.ms", 50.1, 50.0, True),
        ("catalog.build.products_per_s", 100, 100, False),
        ("catalog.build.products_per_s", 99.9, 100, True),
        ("orders.latency_s", 300, 120, False),  # nothing was promised of it
    ],
)
def test_a_figure_is_compared_with_its_limit(bench, name, value, reference, is_missed):
    limits, figures = bench
    figures.add("orders.idle.calls", 2, "calls", 2)
    figures.add(name, value, "calls", reference)
    sentences = limits.missed(figures.rows)
    assert len(sentences) == is_missed
    assert all(name in sentence for sentence in sentences)


def test_every_limit_is_of_a_figure_that_is_measured(bench):
    limits, _figures = bench
    modules = "".join(path.read_text() for path in FOLDER.glob("*.py"))
    for name in {**limits.MAX_FIGURES, **limits.MIN_FIGURES}:
        assert modules.count(f'"{name}"') > 1, name
