"""Forms with anything in them: never 500, and a refusal changes nothing."""

import random

import pytest

from bigcommerce_simulator.routing import url_map

from .fuzzing import BAD, Fuzzed

BODIES = 30
FORM = "multipart/form-data"
NAMES = ("is_thumbnail", "sort_order", "image_file", "image_url")


def endpoints():
    """``(method, rule)`` of all that take a form."""
    for rule in url_map().iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            if FORM in rule.endpoint.media:
                yield method, rule.rule


def form(name, value, more=""):
    disposition = f'Content-Disposition: form-data; name="{name}"{more}'
    return f"--B\r\n{disposition}\r\n\r\n{value}\r\n--B--\r\n"


@pytest.mark.parametrize(("method", "rule"), sorted(endpoints()))
def test_forms(method, rule):
    fuzzed = Fuzzed()
    path = fuzzed.address_of(rule)
    bodies = [form(name, bad) for name in NAMES for bad in BAD]
    bodies += [form("image_file", bad, '; filename="a.png"') for bad in BAD]
    bodies += [body[:-9] for body in bodies]
    # Others for each endpoint, and the same in every run.
    bodies = random.Random(rule).sample(bodies, BODIES)
    bodies += ["--B", "x", "--B--", "--B\r\n\r\n"]
    before = fuzzed.snapshot()
    for body in bodies:
        answer = fuzzed.send_form(method, path, body.encode(errors="replace"))
        assert answer.status_code != 500, body
        if answer.status_code < 300:  # a place or a thumbnail, without a file
            assert method == "PUT", body
            fuzzed = Fuzzed()
        assert fuzzed.snapshot() == before, body


@pytest.mark.parametrize(("method", "rule"), sorted(endpoints()))
def test_a_field_that_is_too_large(method, rule):
    fuzzed = Fuzzed()
    body = form("description", "x" * 600_000).encode()
    answer = fuzzed.send_form(method, fuzzed.address_of(rule), body)
    assert answer.status_code == 413
