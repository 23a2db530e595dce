"""Every answer about orders has every documented field, with the documented type."""

from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")
validation = pytest.importorskip("openapi_schema_validator")

FILES = Path(__file__).resolve().parents[4] / "shared" / "bigcommerce-openapi"
pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason="BigCommerce's OpenAPI files are not beside the clone"
)
# Documented, but not for this answer: not a Catalog V2 store; beta; only for cards or
# for a movement that follows another one; order_Resp types it as an input.
ABSENT = {
    "provider_instrument_token",
    "provider_customer_id",
    "credit_card",
    "reference_transaction_id",
    "requested_amount",
    "quantity",
    "adjustments",
    "order_product_id",
    "line_item_type",
}


class _Loader(yaml.SafeLoader):
    """Dates stay texts."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if "timestamp" not in tag]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def specification():
    loaded = {}
    for name in ("orders.v2.oas2", "orders.v3"):
        text = (FILES / f"{name}.yml").read_text()
        loaded[name] = yaml.load(text, Loader=_Loader)
    return loaded


class Schema:
    """One component of a file, its references resolved."""

    def __init__(self, document, name):
        self.document = document
        self.schema = self._resolved(document["components"]["schemas"][name])

    def _resolved(self, node):
        if isinstance(node, list):
            return [self._resolved(part) for part in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            found = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            return self._resolved(found)
        return {key: self._resolved(value) for key, value in node.items()}

    def properties(self):
        found = {}
        for part in [self.schema, *self.schema.get("allOf", [])]:
            for inner in [part, *part.get("allOf", [])]:
                found.update(inner.get("properties", {}))
        return found

    def check(self, row, without=()):
        """Types of every field, and no documented field is missing."""
        for name, schema in self.properties().items():
            if name in without:
                continue
            if name not in row:
                assert name in ABSENT, f"{name} is missing"
                continue
            problems = list(validation.OAS30Validator(schema).iter_errors(row[name]))
            assert not problems, f"{name}: {problems[0].message}"


@pytest.fixture
def order(simulator, shirt):
    """An order with a bit of everything."""
    store = simulator.store
    store.orders.taxes.set({"0": "8.25"})
    return store.orders.place(
        [
            {"sku": "SHIRT-S-Red", "quantity": 3, "discount": "2.50"},
            {"name": "Engraving", "price": "4", "quantity": 1},
            {"name": "Song", "price": "1", "type": "digital"},
            {"name": "Gift card", "price": "25", "type": "giftcertificate"},
        ],
        shipping={"cost": "5.00", "handling": "1", "method": "Flat Rate"},
        customer={"id": 7, "email": "jane@example.com"},
        coupons=[{"code": "TEN", "type": 1, "amount": 10}],
        fees=[{"display_name_customer": "Box", "cost_ex_tax": 1, "cost_inc_tax": 1.1}],
        store_credit="3",
    )


def test_order_and_its_parts(specification, api, order):
    v2 = specification["orders.v2.oas2"]
    plain = api.get(f"/v2/orders/{order.id}").json()
    # Both alternatives of `consignments` fit anything, which `oneOf` forbids.
    Schema(v2, "order_Resp").check(plain, without=("consignments",))
    Schema(v2, "orderConsignments_Resource").check(plain["consignments"])
    rows = api.get(f"/v2/orders/{order.id}/products").json()
    assert len(rows) == 4
    line_schema = Schema(v2, "orderProducts")
    for row in rows:
        line_schema.check(row)
        assert set(row) <= set(line_schema.properties())
    option_schema = Schema(v2, "orderProductOptions")
    for option in rows[0]["product_options"]:
        option_schema.check(option)
    for path, name in (
        ("shipping_addresses", "orderShippingAddress"),
        ("coupons", "orderCoupons_Base"),
        ("taxes?details=true", "orderTaxes_Base"),
        ("taxes", "orderTaxes_Base"),
    ):
        found = api.get(f"/v2/orders/{order.id}/{path}").json()
        assert found
        for row in found:
            Schema(v2, name).check(row)
    for row in api.get(f"/v2/orders/{order.id}/fees").json()["fees"]:
        Schema(v2, "orderFees_Resp").check(row)


def test_order_with_everything_included(specification, api, order):
    v2 = specification["orders.v2.oas2"]
    query = {"include": "consignments.line_items,fees"}
    query["consignment_structure"] = "object"
    full = api.get("/v2/orders", **query).json()[0]
    Schema(v2, "order_Resp").check(full, without=("consignments",))
    consignments = full["consignments"]
    assert set(consignments) == set(Schema(v2, "orderConsignment_Get").properties())
    [shipping] = consignments["shipping"]
    Schema(v2, "shippingConsignment_Get").check(shipping, without=("line_items",))
    groups = [shipping["line_items"], consignments["downloads"][0]["line_items"]]
    groups.append(consignments["email"]["gift_certificates"][0]["line_items"])
    assert [len(group) for group in groups] == [2, 1, 1]
    for row in (row for group in groups for row in group):
        Schema(v2, "orderProducts").check(row)


def test_shipments_statuses_and_counts(specification, api, order):
    v2 = specification["orders.v2.oas2"]
    body = {"order_address_id": order.addresses[0].id, "tracking_number": "T1"}
    body["items"] = [{"order_product_id": order.lines[0].id, "quantity": 1}]
    created = api.post(f"/v2/orders/{order.id}/shipments", body)
    assert created.status_code == 201
    Schema(v2, "orderShipment").check(created.json())
    for row in api.get("/v2/order_statuses").json():
        Schema(v2, "orderStatus_Base").check(row)
    counts = api.get("/v2/orders/count").json()
    Schema(v2, "ordersCount_Full").check(counts)
    for row in counts["statuses"]:
        Schema(v2, "ordersCountStatus").check(row)


def test_refunds_quotes_and_transactions(specification, api, order):
    v3 = specification["orders.v3"]
    items = [
        {"item_type": "PRODUCT", "item_id": order.lines[0].id, "quantity": 1},
        {"item_type": "SHIPPING", "item_id": order.addresses[0].id, "amount": 2.5},
    ]
    path = f"/v3/orders/{order.id}/payment_actions"
    quote = api.post(f"{path}/refund_quotes", {"items": items}).json()["data"]
    Schema(v3, "RefundQuote_Full").check(quote)
    payment = {"provider_id": "storecredit", "offline": False}
    payment["amount"] = quote["total_refund_amount"]
    made = api.post(f"{path}/refunds", {"items": items, "payments": [payment]})
    assert made.status_code == 201, made.text
    for row in (made.json()["data"], *api.get(f"{path}/refunds").json()["data"]):
        Schema(v3, "Refund").check(row)
        for item in row["items"]:
            Schema(v3, "RefundItem").check(item)
    number = made.json()["data"]["id"]
    single = api.get(f"/v3/orders/payment_actions/refunds/{number}").json()
    Schema(v3, "RefundID_Get").check(single)
    rows = api.get(f"/v3/orders/{order.id}/transactions").json()["data"]
    assert [row["event"] for row in rows] == ["purchase", "purchase", "refund"]
    for row in rows:
        Schema(v3, "Transaction").check(row)
