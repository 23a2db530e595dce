from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.dates import format_date, parse_date
from odoo.addons.bigcommerce_connector.mappers.unreadable import UnreadablePayload


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 23 Nov 2026 08:58:30 +0000",
        "Mon, 23 Nov 2026 02:58:30 -0600",
        "2026-11-23T08:58:30Z",
        "2026-11-23T09:58:30+01:00",
        "2026-11-23T08:58:30+00:00",
    ],
)
def test_both_notations_are_read_as_utc(text):
    assert parse_date(text) == datetime(2026, 11, 23, 8, 58, 30)


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        ("2026-11-23T08:58:30.1Z", 100_000),
        ("2026-11-23T08:58:30.123456789Z", 123_456),
        ("2026-11-23T08:58:30+0000", 0),
        ("2026-11-23T02:28:30.25-0630", 250_000),
        ("2026-11-23t08:58:30z", 0),
        ("2026-11-23 08:58:30", 0),
    ],
)
def test_every_python_reads_the_same(text, microsecond):
    assert parse_date(text) == datetime(2026, 11, 23, 8, 58, 30, microsecond)


def test_a_day_begins_at_midnight():
    assert parse_date("2026-11-23") == datetime(2026, 11, 23)


@pytest.mark.parametrize(
    "text", ["20261123T085830", "2026-11-23T08:58", "2026-13-01", "2026-W48-1", 5, [1]]
)
def test_no_date_in_any_python(text):
    with pytest.raises(UnreadablePayload):
        parse_date(text)


def test_no_date():
    assert parse_date("") is None
    assert parse_date(None) is None
    with pytest.raises(UnreadablePayload):
        parse_date("yesterday")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_written_date_is_read_back_to_the_second(moment):
    moment = moment.replace(microsecond=0)
    assert parse_date(format_date(moment)) == moment
    aware = moment.replace(tzinfo=timezone.utc)
    assert parse_date(aware.isoformat()) == moment
