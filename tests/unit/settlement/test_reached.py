"""What lives in Odoo have to reach, added up over the slices of a run."""

import pytest

from odoo.addons.bigcommerce_connector.tests.proof.reached_sum import (
    IN_ODOO,
    ReachedSum,
)

OFTEN, RARE = (set(IN_ODOO[count]) for count in (200, 1000))


def reached(names):
    return dict.fromkeys(names, 1)


def test_few_lives_need_not_reach_anything():
    total = ReachedSum()
    total.add(199, {})
    assert not total.missing


def test_rare_kind_is_missed_later():
    total = ReachedSum()
    total.add(200, {})
    assert total.missing == OFTEN
    total.add(800, reached(OFTEN))
    assert total.missing == RARE


@pytest.mark.parametrize("name", sorted(OFTEN | RARE))
def test_each_may_be_reached_in_any_slice(tmp_path, name):
    path = tmp_path / "reached"
    ReachedSum(path).add(600, reached([name]))
    total = ReachedSum(path)
    total.add(400, {})
    assert total.missing == ReachedSum(path).missing == (OFTEN | RARE) - {name}
