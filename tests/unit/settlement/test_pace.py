"""So many orders are posted at once as fit into the time that others may wait."""

from odoo.addons.bigcommerce_connector.settlement.pace import LONGEST, OVERHEAD, Pace


def seconds(count, each):
    """What a transaction takes."""
    return (count + OVERHEAD) * each


def test_few_orders_are_tried_first():
    assert 1 < Pace().fitting(50) <= 10
    assert Pace().fitting(3) == 3


def test_a_batch_takes_no_longer_than_others_may_wait():
    pace = Pace()
    for before in 1, 10, 50:
        for each in 0.02, 0.06, 0.1:
            pace.measure(before, seconds(before, each))
            count = pace.fitting(1000)
            assert seconds(count - 1, each) < LONGEST < seconds(count + 2, each)


def test_one_at_least_is_posted_however_slow_it_is():
    pace = Pace()
    pace.measure(1, 10 * LONGEST)
    assert pace.fitting(50) == 1


def test_a_clock_that_stood_still_does_no_harm():
    pace = Pace()
    pace.measure(50, 0.0)
    assert pace.fitting(50) == 50
