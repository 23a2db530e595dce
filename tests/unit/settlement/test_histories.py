"""Random lives of web orders on the mappers alone, against the independent oracle.

``PROOF_SEED`` and ``PROOF_FIRST`` choose the lives, ``PROOF_PAPER_HISTORIES`` is how
many: the same three bring the same lives back.
"""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from odoo.addons.bigcommerce_connector.tests import proof
from odoo.addons.bigcommerce_connector.tests.proof.history import read
from odoo.addons.bigcommerce_connector.tests.proof.machine import Lives
from odoo.addons.bigcommerce_connector.tests.proof.paper_life import PaperLife
from odoo.addons.bigcommerce_connector.tests.proof.reached import EVERYTHING
from odoo.addons.bigcommerce_connector.tests.proof.steps import ON_PAPER

SEED = os.environ.get("PROOF_SEED", "web orders")
FIRST = int(os.environ.get("PROOF_FIRST", "0"))
HISTORIES = int(os.environ.get("PROOF_PAPER_HISTORIES", "500"))
FOLDER = Path(next(iter(proof.__path__)))
FOUND = sorted((FOLDER / "found").glob("*.json"))
KINDS = {kind.name for kind in ON_PAPER}


def test_every_life_ends_where_the_oracle_says():
    lives = Lives(ON_PAPER, lambda settings: nullcontext(PaperLife(settings)))
    lives.run(HISTORIES, f"{SEED}/{FIRST}")
    missing = set(EVERYTHING) - lives.reached.keys()
    if lives.count >= 500:
        # What is rare needs more lives than an ordinary test has.
        assert len(missing) <= (0 if lives.count >= 1500 else 3), missing


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_before(path):
    """As far as paper can tell: without webhooks, faults and what people decide."""
    history = read(path.read_text())
    if not {name for name, _step in history.steps} <= KINDS:
        pytest.skip("Only in Odoo.")
    life = PaperLife(history.settings)
    for name, step in history.steps:
        life.take(name, step)
    life.come_to_rest()
