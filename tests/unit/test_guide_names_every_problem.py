"""The guide to troubleshooting has every cause, in the words of the program."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "bigcommerce_connector"
GUIDE = (ROOT / "docs" / "guide" / "troubleshooting.md").read_text()
# Whose every message is in the guide, besides those of an OrderProblem.
COMPLETE = (
    "sync/catalog/hide_brake.py",
    "sync/catalog/price_brake.py",
    "sync/catalog/problem_sentences.py",
    "sync/inventory/brake.py",
)
COMPLETE_METHODS = ("_unreadable_sentences", "_tracking_text")
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")


@cache
def _trees():
    return [
        (str(path.relative_to(ADDON)), ast.parse(path.read_text()))
        for path in sorted(ADDON.rglob("*.py"))
        if "tests" not in path.parts
    ]


def _messages(tree):
    """What people are told, with … for what is filled in."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        text = node.args[0]
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called == "_" and isinstance(text, ast.Constant):
            yield _PLACE.sub("…", text.value)


def _labels(name, module):
    tree = ast.parse((ADDON / "models" / module).read_text())
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == name:
            for pair in node.value.elts:
                if isinstance(pair, ast.Tuple):
                    yield ast.literal_eval(pair)[1]


def _quoted():
    """The messages in the guide's tables."""
    rows = re.findall(r"^\| (.+?) \| .+ \|$", GUIDE, flags=re.M)
    return [row for row in rows if row != "message"]


def _begins(quoted, message):
    """Whether the quotation is the beginning of the message; … is anything."""
    pattern = ".*?".join(re.escape(part) for part in quoted.split("…"))
    return re.match(pattern, message, flags=re.S)


def test_every_cause_has_a_heading():
    causes = [
        *_labels("ORDER_PROBLEMS", "order_problem.py"),
        *_labels("CAUSES", "todo_causes.py"),
    ]
    headings = re.findall(r"^### (.+)$", GUIDE, flags=re.M)
    assert len(causes) > 30
    assert headings == causes


def test_every_message_of_a_cause_is_there():
    required = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            is_raised = (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "OrderProblem"
            )
            is_complete = (
                isinstance(node, ast.FunctionDef) and node.name in COMPLETE_METHODS
            )
            if is_raised or is_complete:
                required += _messages(node)
        if path in COMPLETE:
            required += _messages(tree)
    required = [message for message in required if "." in message]  # whole sentences
    assert len(required) > 50
    quoted = _quoted()
    missing = [
        message
        for message in required
        if not any(_begins(one, message) for one in quoted)
    ]
    assert missing == []


def test_the_guide_quotes_what_is_said():
    said = [message for _path, tree in _trees() for message in _messages(tree)]
    unknown = [one for one in _quoted() if not any(_begins(one, text) for text in said)]
    assert unknown == []
