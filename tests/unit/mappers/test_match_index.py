"""Who looks for which value, and what has it."""

from odoo.addons.bigcommerce_connector.mappers.match_index import MatchIndex
from odoo.addons.bigcommerce_connector.mappers.product_match import Wanted


def _wanted(sku, name=""):
    values = (("variant.sku", {1: sku}), ("product.name", {1: name}))
    return Wanted(values, (1,), {1: sku}, {})


def _index(*wanted):
    index = MatchIndex()
    for seeker, one in enumerate(wanted, start=1):
        index.seek(seeker, one)
    return index


def _keys(sku, name="other"):
    return {"variant.sku": [sku], "product.name": [name]}


def test_what_nobody_looks_for_is_let_go():
    index = _index(_wanted("mug"))
    assert not index.meet(7, _keys("cup"))
    assert index.meet(8, _keys("mug"))
    assert index.may_be([1]) == [8]


def test_an_empty_value_is_looked_for_by_nobody():
    index = _index(_wanted("", "mug"))
    assert not index.meet(7, {"variant.sku": [""], "product.name": []})


def test_all_rules_count():
    index = _index(_wanted("mug", "big mug"))
    assert index.fields == ["variant.sku", "product.name"]
    index.meet(7, _keys("mug"))
    index.meet(8, _keys("x", "big mug"))
    assert index.may_be([1]) == [7, 8]


def test_those_that_lead_to_the_same_belong_together_however_many_steps_apart():
    index = _index(
        _wanted("a", "one"), _wanted("b", "one"), _wanted("b", "two"), _wanted("d")
    )
    index.meet(7, _keys("x", "one"))  # 1 and 2
    index.meet(8, _keys("b"))  # 2 and 3
    index.meet(9, _keys("d"))
    assert index.together([1]) == [1, 2, 3]
    assert index.together([4]) == [4]
    assert index.together([5]) == [5]


def test_what_is_read_anew_is_met_anew():
    index = _index(_wanted("mug"), _wanted("mug"))
    index.meet(7, _keys("mug"))
    index.forget_met()
    assert index.may_be([1, 2]) == []
    assert index.together([1]) == [1]


def test_keys_of_a_product():
    index = _index(_wanted("mug", "big mug"))
    document = {"id": 7, "name": " Big Mug", "variants": [{"sku": "MUG"}, {"sku": ""}]}
    assert index.keys_of(document) == {
        "variant.sku": ["mug"],
        "product.name": ["big mug"],
    }
