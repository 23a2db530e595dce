"""Lines of one item with several prices that get new ids in an edit."""

from test_settled_edits import MUG, SHIRT, Life, line, one, order


def test_the_mug_taken_off_is_not_settled_by_the_paid_shirt_returned():
    """1 x 100 and 1 x 0 and a mug; the paid shirt is returned, then the mug cut."""
    life = Life(120)
    life.sync(order(line(1, 1, 1, 100), line(2, 1, 1, 0), line(3, 2, 1, 20)))
    back = one(total=100)
    shirts = line(1, 1, 1, 100, refunded=1), line(2, 1, 1, 0)
    life.sync(order(*shirts, line(3, 2, 1, 20)), back)
    assert (life.units(), life.units(MUG), life.net()) == (1, 1, 20)
    life.sync(order(line(4, 1, 1, 100, refunded=1), line(5, 1, 1, 0)), back)
    assert (life.units(), life.net()) == (1, 0)
    assert life.target.items[SHIRT].inc_tax == 0
    assert life.reasons.refunds[0].settled == 0


def test_each_refund_is_of_the_line_whose_price_it_gave_back():
    life = Life(170)
    lines = line(1, 1, 1, 100), line(2, 1, 1, 50), line(3, 2, 1, 20)
    life.sync(order(*lines))
    dear, cheap = one(1, 1, 100), one(2, 2, 50)
    renewed = line(4, 1, 1, 100, refunded=1), line(5, 1, 1, 50, refunded=1)
    life.sync(order(*renewed, line(6, 2, 1, 20)), dear, cheap)
    assert (life.units(), life.net()) == (0, 20)
    life.sync(order(*renewed), dear, cheap)
    assert (life.units(), life.net()) == (0, 0)
    assert [row.settled for row in life.reasons.refunds] == [0, 0]
