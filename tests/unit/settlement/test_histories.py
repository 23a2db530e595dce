"""Random lives of web orders on the mappers alone, against the independent oracle.

``PROOF_SEED`` and ``PROOF_FIRST`` choose the lives, ``PROOF_PAPER_HISTORIES`` is how
many: the same three bring the same lives back. ``PROOF_REACHED`` names a file where
the slices of a run add up what they reached.
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
from odoo.addons.bigcommerce_connector.tests.proof.reached_sum import ReachedSum
from odoo.addons.bigcommerce_connector.tests.proof.steps import ON_PAPER

SEED = os.environ.get("PROOF_SEED", "web orders")
FIRST = int(os.environ.get("PROOF_FIRST", "0"))
HISTORIES = int(os.environ.get("PROOF_PAPER_HISTORIES", "300"))
FOLDER = Path(next(iter(proof.__path__)))
FOUND = sorted((FOLDER / "found").glob("*.json"))
# How many of the rare things so many lives may do without.
MISSING = {500: 8, 1500: 2, 6000: 0}
KINDS = {kind.name for kind in ON_PAPER}


def test_every_life_ends_where_the_oracle_says():
    lives = Lives(ON_PAPER, lambda settings: nullcontext(PaperLife(settings)))
    lives.run(HISTORIES, f"{SEED}/{FIRST}")
    reached = os.environ.get("PROOF_REACHED")
    total = ReachedSum(reached and f"{reached}_on_paper")
    total.add(lives.count, lives.reached)
    missing = set(EVERYTHING) - set(+total.reached)
    # What is rare needs more lives than an ordinary test has.
    allowed = [most for count, most in MISSING.items() if total.count >= count]
    assert not allowed or len(missing) <= min(allowed), missing


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_lives_found_before_end_where_the_oracle_says(path):
    """As far as paper can tell: without webhooks, faults and what people decide."""
    history = read(path.read_text())
    if not {name for name, _step in history.steps} <= KINDS:
        pytest.skip("Only in Odoo.")
    life = PaperLife(history.settings)
    for name, step in history.steps:
        life.take(name, step)
    life.come_to_rest()
