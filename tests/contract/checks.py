"""What is wrong with an exchange, by BigCommerce's OpenAPI files."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from openapi_schema_validator import OAS30Validator

from .closed_world import unknown_names
from .exchange import Exchange, Request, Response
from .specification import Specification, find, specification

_ORDERS = "orders.v2.oas2.yml"


def problems(
    exchange: Exchange, without: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Sentences, none for a good exchange.

    Requests are judged where the client sent them and the simulator took them: what
    it refuses, tests send on purpose. Answers are judged unless a fault made them.

    :param without: entries of the overlay to do without
    """
    place = f"{exchange.method} {exchange.path_in_store}"
    accepted = exchange.status is not None and exchange.status < 300
    found = find(exchange.method, exchange.path_in_store)
    if found is None:
        if exchange.of_client and accepted:
            yield f"{place}: no such operation is documented"
        return
    spec = specification(found[0], without)
    if exchange.of_client and accepted:
        for error in spec.api.iter_request_errors(Request(exchange)):
            yield f"{place}: request: {_message_of(error)}"
        for name in unknown_names(spec.document, found[1], exchange):
            yield f"{place}: request: {name} is not documented"
    if exchange.status is None or exchange.fault:
        return
    for error in spec.api.iter_response_errors(Request(exchange), Response(exchange)):
        yield f"{place}: answer {exchange.status}: {_message_of(error)}"
    if spec.name == _ORDERS and accepted:
        for problem in _order_problems(spec, found[1], exchange.given):
            yield f"{place}: answer {exchange.status}: {problem}"


def _message_of(error: Exception) -> str:
    """The error with its causes; of a schema, only what does not fit and where."""
    told = str(error) or type(error).__name__
    cause = error
    while cause is not None:
        nested = getattr(cause, "schema_errors", None)
        if nested:
            return "; ".join(line for one in nested for line in _schema_error(one))
        told = f"{told}; {cause}" if str(cause) not in told else told
        cause = cause.__cause__
    return told


def _schema_error(error) -> Iterator[str]:
    """Of alternatives (oneOf) what keeps each from fitting."""
    where = "/".join(str(step) for step in error.absolute_path)
    if not error.context:
        yield f"at {where or 'the root'}: {error.message[:200]}"
    for alternative in error.context:
        yield from _schema_error(alternative)


# === ORDERS, DIRECTLY === #
# The oneOf of "consignments" lets any object pass, so its parts are judged one by one.


def _order_problems(spec: Specification, template: str, body: Any) -> Iterator[str]:
    if template not in ("/orders", "/orders/{order_id}"):
        return
    for order in body if isinstance(body, list) else [body]:
        consignments = (order or {}).get("consignments")
        for schema, consignment in _parts(consignments):
            yield from _consignment_problems(spec, schema, consignment)


def _parts(consignments: Any) -> Iterator[tuple[str, dict]]:
    """Schema and consignment, of both structures that an order can have.

    What is of neither has been found by openapi-core already.
    """
    if isinstance(consignments, list):
        for one in consignments:
            yield from _parts(one)
    if not isinstance(consignments, dict):
        return
    email = consignments.get("email")
    gifts = email.get("gift_certificates") if isinstance(email, dict) else None
    for schema, listed in (
        ("shippingConsignment_Get", consignments.get("shipping")),
        ("pickupConsignment_Get", consignments.get("pickups")),
        ("digitalConsignment_Get", consignments.get("downloads")),
        ("giftCertificateConsignment_Get", gifts),
    ):
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield schema, one


def _consignment_problems(
    spec: Specification, schema: str, consignment: dict
) -> Iterator[str]:
    alone = {k: v for k, v in consignment.items() if k != "line_items"}
    yield from _component_problems(spec, schema, alone)
    lines = consignment.get("line_items")
    for line in lines if isinstance(lines, list) else ():
        link = isinstance(line, dict) and set(line) == {"url", "resource"}
        kind = "products_Resource" if link else "orderProducts"
        yield from _component_problems(spec, kind, line)


def _component_problems(spec: Specification, schema: str, value: Any) -> Iterator[str]:
    for error in _component(spec, schema).iter_errors(value):
        yield f"{schema}: {'; '.join(_schema_error(error))}"


@cache
def _component(spec: Specification, schema: str) -> OAS30Validator:
    return OAS30Validator(
        {
            "$ref": f"#/components/schemas/{schema}",
            "components": spec.document["components"],
        }
    )
