from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bigcommerce_connector.mappers.dates import format_date, parse_date


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


def test_no_date():
    assert parse_date("") is None
    assert parse_date(None) is None
    with pytest.raises(ValueError):
        parse_date("yesterday")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_what_is_written_is_read_back_to_the_second(moment):
    moment = moment.replace(microsecond=0)
    assert parse_date(format_date(moment)) == moment
    aware = moment.replace(tzinfo=timezone.utc)
    assert parse_date(aware.isoformat()) == moment
