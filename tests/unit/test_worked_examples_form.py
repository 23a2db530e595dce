"""The worked examples are well formed: a slip in one of them needs no Odoo to show."""

from pathlib import Path

import pytest

from odoo.addons.bigcommerce_connector.tests.worked_examples import reading
from odoo.addons.bigcommerce_connector.tests.worked_examples.reading import (
    Defect,
    _example,
    read_examples,
)

EXAMPLES = read_examples()
# What is sold without being a product of the example.
BOUGHT = {"gift certificate", "custom item"}
CAUSES = {
    *("shipping", "handling", "wrapping", "price", "goodwill", "tax"),
    *("kept", "repriced"),
}
DETAILS = {
    "checkout": """lines shipping discount coupons fees tender payment_method
        payment_status status created name currency tax_rate tax_exempt""",
    "edit_by_api": "quantity price rename wrapping add shipping discount fees status",
    "edit_in_control_panel": """quantity price discount_on add remove shipping discount
        fees""",
    "refund": """products wrapping shipping handling fee goodwill tax_adjustment kept
        offline""",
}
LINE = {"sku", "cause", "quantity", "total", "tax"}
SKUS_OF = ("quantity", "price", "rename", "wrapping", "discount_on", "products", "kept")


def test_every_file_has_examples():
    files = {path.stem for path in reading.FOLDER.glob("*.yaml")}
    assert files
    assert {example.theme for example in EXAMPLES} == files


def test_no_two_are_called_alike():
    names = [example.name for example in EXAMPLES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_names_what_there_is(example):
    known = set(example.products) | BOUGHT
    for step, argument in example.life:
        given = argument if isinstance(argument, dict) else {}
        if step in DETAILS:
            unknown = set(given) - set(DETAILS[step].split()) - {"order"}
            assert not unknown, f"{step} has no {unknown}"
            named = {sku for name in SKUS_OF for sku in given.get(name, ())}
            named |= set(given.get("remove", ()))
            _check_skus(example, {sku.partition("#")[0] for sku in named})
        if step in ("register_refund", "ship"):
            _check_skus(example, {sku.partition("#")[0] for sku in given})
        if step == "expect":
            _check_skus(example, {*given.get("stock", ()), *given.get("items", ())})
            for line in (line for row in given["posted"] for line in row["lines"]):
                _check_line(line, known)


def _check_skus(example, named):
    sold = {
        row["sku"]
        for step, argument in example.life
        if step == "checkout" and isinstance(argument["lines"], list)
        for row in argument["lines"]
        if "sku" in row
    }
    typed_in = {
        row["name"]
        for step, argument in example.life
        if step == "checkout" and isinstance(argument["lines"], list)
        for row in argument["lines"]
        if "name" in row
    }
    unknown = named - set(example.products) - sold - typed_in
    assert not unknown, f"The example has no product {sorted(unknown)}."


def _check_line(line, known):
    assert line.keys() <= LINE, f"A line has no {sorted(line.keys() - LINE)}."
    if "cause" in line:
        cause = line["cause"]
        assert cause in CAUSES or cause.startswith("fee:"), f"No cause {cause}."
    else:
        assert line["sku"] in known, f"No product {line['sku']}."
        assert "quantity" in line


def test_a_slip_is_refused():
    entry = {
        "title": "One",
        "why": "",
        "products": {"SHIRT": 10},
        "life": ["sync", {"expect": {"posted": [], "sttate": "synced"}}],
    }
    with pytest.raises(Defect, match="sttate"):
        _example("theme", entry)
    entry["life"] = ["lok"]
    with pytest.raises(Defect, match="lok"):
        _example("theme", entry)


def test_the_readme_names_every_step():
    text = (Path(reading.FOLDER) / "README.md").read_text()
    missing = [step for step in reading.STEPS if f"`{step}`" not in text]
    assert not missing
