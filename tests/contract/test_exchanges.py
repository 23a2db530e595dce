"""What client and simulator say to each other is what BigCommerce documents."""

import os
from pathlib import Path

import pytest

from odoo.addons.bigcommerce_connector.api import Client

from . import checks, drive
from .exchange import read_records

#: What the client does not ask for, judged as if it did.
BEYOND = ("customers", "images", "categories", "locations", "parts", "metafields")
_RECORD = "BIGCOMMERCE_SIMULATOR_RECORD"


def _first_of_each_shape(exchanges):
    found = {}
    for exchange in exchanges:
        place = checks.find(exchange.method, exchange.path_in_store)
        found.setdefault((place, exchange.shape()), exchange)
    return found.values()


def test_every_method_of_the_client_is_driven():
    client = Client("abc123", "token")
    assert sorted(drive.DRIVES) == sorted(drive.methods_of(client))


@pytest.mark.parametrize("method", [*drive.DRIVES, *BEYOND, "others"])
def test_what_is_said_is_documented(driven, method):
    assert driven[method], "nothing was said"
    problems = [one for exchange in driven[method] for one in checks.problems(exchange)]
    assert problems == []


@pytest.mark.parametrize("method", [*drive.DRIVES, *BEYOND])
def test_requests_of_the_client_are_known_as_such_and_taken(driven, method):
    """Else they would not have been judged."""
    judged = [one for one in driven[method] if one.of_client and one.status < 300]
    assert judged


def test_what_the_other_tests_said_is_documented():
    folder = os.environ.get(_RECORD)
    if not folder:
        pytest.skip(f"{_RECORD} names no folder with the exchanges of other tests")
    exchanges = list(read_records(Path(folder)))
    # Without any of the client's, its requests would have gone unjudged.
    assert any(one.of_client for one in exchanges), f"nothing recorded in {folder}"
    problems = {}
    for exchange in _first_of_each_shape(exchanges):
        for problem in checks.problems(exchange):
            problems.setdefault(problem, exchange)
    assert sorted(problems) == [], "\n".join(problems)
