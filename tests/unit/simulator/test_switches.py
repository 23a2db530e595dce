"""Every switch is documented with its default, and refuses what it cannot be."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

import bigcommerce_simulator
from bigcommerce_simulator.switches import DECLARED, Switches, declare

README = Path(bigcommerce_simulator.__file__).with_name("README.md")


def test_readme_lists_every_switch_with_its_default():
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", README.read_text(), re.MULTILINE)
    assert dict(rows) == {
        name: json.dumps(switch.default) for name, switch in DECLARED.items()
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("over_limit", "maybe"),
        ("second_location", 1),
        ("latency_seconds", "1"),
        ("latency_seconds", True),
        ("nothing", 1),
    ],
)
def test_wrong_values(name, value):
    with pytest.raises(ValueError, match=name):
        Switches(**{name: value})


def test_all_or_none_is_set():
    switches = Switches()
    with pytest.raises(ValueError, match="over_limit"):
        switches.update({"second_location": True, "over_limit": "maybe"})
    assert switches.second_location is False
    switches.latency_seconds = Decimal("0.5")
    assert switches.latency_seconds == 0.5
    with pytest.raises(AttributeError):
        _value = switches.nothing


def test_a_switch_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare("over_limit", "clamp", "again")
