"""One file, one idea: what does not fit into 300 lines has two.

Split it by what its parts are about, and name them so; whole functions move.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 300


def test_no_file_of_an_addon_is_longer():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for path in ROOT.glob("bigcommerce_connector*/**/*.py")
        if "tests" not in path.parts
    }
    assert len(lengths) > 300  # it finds them
    assert {file: n for file, n in lengths.items() if n > MAX_LINES} == {}
