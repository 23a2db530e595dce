"""Random lives of web orders on the mappers alone, against the independent oracle."""

import os

from odoo.addons.bigcommerce_connector.tests.proof.generator import generate
from odoo.addons.bigcommerce_connector.tests.proof.paper_life import live_on_paper
from odoo.addons.bigcommerce_connector.tests.proof.shrinking import (
    described,
    is_alike,
    shrunk,
)

SEED = os.environ.get("PROOF_SEED", "web orders")
HISTORIES = int(os.environ.get("PROOF_PAPER_HISTORIES", "500"))


def failure(history):
    """What goes wrong with a history; nothing when it ends well."""
    try:
        live_on_paper(history)
    except Exception as error:  # noqa: BLE001 - any error is a find
        return error
    return None


def test_every_history_ends_where_the_oracle_says():
    for number in range(HISTORIES):
        history = generate(SEED, number, with_odoo=False)
        error = failure(history)
        if error is not None:
            _explain(history, number, error)


def _explain(history, number, error):
    short = shrunk(history, lambda candidate: is_alike(failure(candidate), error))
    raise AssertionError(
        f"history {number} of seed {SEED!r}: {failure(short)!r}\n{described(short)}"
    )
