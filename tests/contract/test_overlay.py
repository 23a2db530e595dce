"""The overlay mends what is broken, and nothing else."""

from copy import deepcopy

import pytest

from . import checks
from .overlay import StaleEntry, apply
from .specification import FILES, FOLDER, load, overlay, specification

_ENTRIES = overlay().entries
_PAIRS = [(name, file) for name, entry in _ENTRIES.items() for file in entry["files"]]


@pytest.mark.parametrize("name", _ENTRIES)
def test_an_entry_gives_its_reason(name):
    entry = _ENTRIES[name]
    assert set(entry) <= {"name", "reason", "files", "at", "where", "change"}
    assert len(entry["reason"]) > 20
    assert set(entry["files"]) <= set(FILES)


@pytest.mark.parametrize(("name", "file"), _PAIRS)
def test_without_an_entry_a_good_exchange_is_refused(driven, name, file):
    """Each entry is needed, in each of its files."""
    concerned = [
        exchange
        for exchanges in driven.values()
        for exchange in exchanges
        if (checks.find(exchange.method, exchange.path_in_store) or [""])[0] == file
    ]
    without = frozenset([name])
    assert any(any(checks.problems(exchange, without)) for exchange in concerned)


@pytest.mark.parametrize("name", _ENTRIES)
def test_an_entry_that_matches_nothing_is_noticed(name):
    entry = _ENTRIES[name]
    document = load(entry["files"][0])
    apply(entry, document)
    with pytest.raises(StaleEntry, match=name):  # mended already
        apply(entry, document)
    for at in entry["at"]:
        gone = {**entry, "at": [[*at[:-1], "no such key"]]}
        with pytest.raises(StaleEntry, match=name):
            apply(gone, load(entry["files"][0]))


@pytest.mark.parametrize("file", FILES)
def test_a_mended_file_is_sound(file):
    specification(file).check()


def test_the_files_themselves_stay_as_they_are():
    before = {path: path.read_bytes() for path in FOLDER.rglob("*.yml")}
    for file in FILES:
        document = load(file)
        published = deepcopy(document)
        overlay().mend(file, document)
        assert document != published or not any(file in one for one in _PAIRS)
    assert before == {path: path.read_bytes() for path in FOLDER.rglob("*.yml")}


def test_timestamps_stay_strings():
    text = str(load("orders.v3.yml"))
    assert "datetime." not in text
