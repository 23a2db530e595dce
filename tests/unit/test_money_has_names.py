"""Money without goods is named where it is posted, by its key.

The money rules know no language: ``_money_name`` of ``sync/orders/messages.py`` has a
term for every key of theirs. Goods and fees have the names that the shop gave them.
"""

import ast
from pathlib import Path

from odoo.addons.bigcommerce_connector.mappers import keys

MESSAGES = (
    Path(__file__).resolve().parents[2]
    / "bigcommerce_connector/sync/orders/messages.py"
)


def _named_keys():
    """The keys of the table in ``_money_name``."""
    [function] = [
        node
        for node in ast.walk(ast.parse(MESSAGES.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name == "_money_name"
    ]
    [table] = [node for node in ast.walk(function) if isinstance(node, ast.Dict)]
    return {getattr(keys, key.attr) for key in table.keys}


def test_every_key_of_money_without_goods_has_a_name():
    money = {
        key
        for name, key in vars(keys).items()
        if name.isupper() and not keys.is_item_key(key)
    }
    assert {"shipping", "kept", "tax", "fee:"} <= money  # it finds them
    assert money == _named_keys()


def test_a_fee_is_called_what_the_shop_calls_it():
    assert keys.fee_name("fee:rush Hour") == "rush Hour"
    assert keys.fee_name("shipping") == ""
