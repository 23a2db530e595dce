"""Who does not know the secret cannot tell an identity."""

import uuid

import pytest

from odoo.addons.bigcommerce_connector.mappers.identity import secret_uuid


def test_the_same_thing_has_the_same_identity():
    assert secret_uuid("s", "1042", "1") == secret_uuid("s", "1042", "1")


@pytest.mark.parametrize(
    "other",
    [
        ("t", "1042", "1"),
        ("s", "1043", "1"),
        ("s", "1042", "2"),
        ("s", "1042", "1", "line", "1"),
    ],
)
def test_another_thing_or_another_secret_has_another(other):
    assert secret_uuid(*other) != secret_uuid("s", "1042", "1")


def test_an_identity_looks_like_any_random_one():
    identity = uuid.UUID(secret_uuid("s", "1042", "1"))
    assert (identity.version, identity.variant) == (4, uuid.RFC_4122)


def test_known_value():
    """HMAC-SHA256 of "1042/1" under "s", as ``openssl dgst -hmac`` has it."""
    assert secret_uuid("s", "1042", "1") == "15582a46-3c2c-414d-b809-d6b986f4f566"


@pytest.mark.parametrize("secret", ["", None, False])
def test_without_a_secret_there_is_none(secret):
    with pytest.raises(ValueError, match="secret"):
        secret_uuid(secret, "1042", "1")
