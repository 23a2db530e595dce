"""Webhook signatures, with PyPI's ``standardwebhooks`` as the oracle."""

import base64
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from odoo.addons.bigcommerce_connector.api import signature

SECRET = "cs_example_0123456789abcdef"
BODY = (
    b'{"scope":"store/order/updated","store_id":"1","data":{"type":"order","id":250},'
    b'"hash":"x","created_at":1700000000,"producer":"stores/abc123"}'
)
SENT = 1700000000
HEADERS = {
    "webhook-id": "msg_1",
    "webhook-timestamp": str(SENT),
    "webhook-signature": "v1,VlPAIwoCJQnk27CCqGjwwqrjJXDtnn+qT4ilNb4wH80=",
}


def _oracle(secret: str) -> Webhook:
    return Webhook(base64.b64encode(secret.encode()).decode())


def _signed(body: str, secret: str, message_id: str, moment: int) -> dict:
    when = datetime.fromtimestamp(moment, tz=timezone.utc)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": _oracle(secret).sign(message_id, when, body),
    }


def _fails(match, body=BODY, headers=HEADERS, secret=SECRET, now=SENT, **options):
    with pytest.raises(signature.SignatureError, match=match):
        signature.verify(body, headers, secret, now, **options)


def test_the_published_example_is_genuine():
    signature.verify(BODY, HEADERS, SECRET, SENT)


def test_the_case_of_header_names_does_not_matter():
    headers = {name.title(): value for name, value in HEADERS.items()}
    signature.verify(BODY, headers, SECRET, SENT)


@pytest.mark.parametrize("difference", [-300, -1, 0, 1, 300])
def test_clocks_may_differ_by_the_tolerance_either_way(difference):
    signature.verify(BODY, HEADERS, SECRET, SENT + difference)


@pytest.mark.parametrize("difference", [-100000, -300.5, 300.5, 100000])
def test_an_old_or_future_webhook_is_refused(difference):
    _fails("too old", now=SENT + difference)
    _fails("too old", now=SENT + 11, tolerance=10)


@pytest.mark.parametrize("name", list(HEADERS))
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_header_is_named(name, value):
    headers = {**HEADERS, name: value}
    if value is None:
        del headers[name]
    _fails(f"{name} is missing", headers=headers)


@pytest.mark.parametrize("value", ["soon", "-5", "1.5", "²", " 1", "9" * 5000])
def test_a_timestamp_that_is_none_is_refused(value):
    _fails("is no time", headers={**HEADERS, "webhook-timestamp": value})


@pytest.mark.parametrize("secret", ["", None])
def test_without_a_secret_nothing_is_genuine(secret):
    _fails("no client secret", secret=secret)


def test_one_good_signature_of_several_suffices():
    good = HEADERS["webhook-signature"]
    for several in (f"v1,AAAA {good}", f"{good} v1,AAAA v1a,xyz", f"  {good}"):
        signature.verify(BODY, {**HEADERS, "webhook-signature": several}, SECRET, SENT)


@pytest.mark.parametrize(
    "given_signature",
    [
        "v1,AAAA",
        "v2,VlPAIwoCJQnk27CCqGjwwqrjJXDtnn+qT4ilNb4wH80=",
        "VlPAIwoCJQnk27CCqGjwwqrjJXDtnn+qT4ilNb4wH80=",
        "v1,",
        " ",
        "v1,ümlaut\udce4",
    ],
)
def test_any_other_signature_is_refused(given_signature):
    _fails("does not match", headers={**HEADERS, "webhook-signature": given_signature})


def test_nothing_signed_can_be_altered():
    _fails("does not match", body=BODY + b" ")
    _fails("does not match", headers={**HEADERS, "webhook-id": "msg_2"})
    moved = {**HEADERS, "webhook-timestamp": str(SENT + 1)}
    _fails("does not match", headers=moved)
    _fails("does not match", secret=SECRET + "x")


_TEXT = st.text(st.characters(codec="utf-8"), max_size=50)
_ID = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
_MOMENT = st.integers(min_value=0, max_value=4_000_000_000)


@given(_TEXT, _TEXT.filter(bool), _ID, _MOMENT)
def test_signature_of_the_oracle_is_genuine(body, secret, message_id, moment):
    headers = _signed(body, secret, message_id, moment)
    signature.verify(body.encode(), headers, secret, moment)


@given(_TEXT, st.none() | _TEXT, st.integers(min_value=-2, max_value=2))
def test_both_agree_on_what_was_tampered_with(body, other, shift):
    other = body if other is None else other
    now = int(datetime.now(tz=timezone.utc).timestamp())  # the oracle's own clock
    headers = _signed(body, SECRET, "msg_1", now)
    headers["webhook-timestamp"] = str(now + shift)
    try:
        _oracle(SECRET).verify(other, headers, json_parse=False)
        genuine = True
    except WebhookVerificationError:
        genuine = False
    assert genuine == (body == other and shift == 0)
    if genuine:
        signature.verify(other.encode(), headers, SECRET, now)
    else:
        _fails("does not match", other.encode(), headers, now=now)
