"""Store information, tokens and scopes, wrong addresses."""


def test_store_information_names_the_store(api, simulator):
    document = api.get("/v2/store").json()
    assert document["id"] == simulator.store_hash
    assert document["is_price_entered_with_tax"] is False
    assert document["timezone"]["name"] == "America/Chicago"


def test_time_is_the_clock_of_the_store(api, simulator):
    before = api.get("/v2/time").json()["time"]
    api.post("/simulator/clock", {"advance": 90})
    assert api.get("/v2/time").json()["time"] == before + 90


def test_the_clock_refuses_to_go_back(api):
    before = api.get("/v2/time").json()["time"]
    for odd in (-1, "soon", None, 1e300):
        answer = api.post("/simulator/clock", {"advance": odd})
        assert (answer.status_code, bool(answer.json()["error"])) == (400, True), odd
    assert api.get("/v2/time").json()["time"] - before < 60


def test_unknown_token_is_401_in_the_shape_of_the_version(api):
    api.token = "wrong"
    v2 = api.get("/v2/store")
    assert (v2.status_code, v2.json()[0]["status"]) == (401, 401)
    v3 = api.get("/v3/catalog/products")
    assert (v3.status_code, v3.json()["status"]) == (401, 401)


def test_unknown_store_hash(api, simulator):
    simulator.store.switches.unknown_store_status = 403
    url = f"{simulator.url}/stores/other/v2/time"
    answer = api.session.get(url, headers={"X-Auth-Token": api.token}, timeout=120)
    assert answer.status_code == 403


def test_read_only_token_reads_but_does_not_write(api, simulator):
    api.token = simulator.add_token(scopes=["store_v2_products_read_only"])
    assert api.get("/v3/catalog/products").status_code == 200
    answer = api.post("/v3/catalog/products", {"name": "Hat"})
    assert answer.status_code == 403
    assert "scope" in answer.json()["title"]
    assert api.get("/v2/store").status_code == 403


def test_modify_scope_implies_reading(api, simulator):
    api.token = simulator.add_token(scopes=["store_v2_products"])
    assert api.get("/v3/catalog/products").status_code == 200


def test_wrong_address_and_method(api):
    assert api.get("/v3/nothing").json()["status"] == 404
    assert api.delete("/v2/store").json()[0]["status"] == 405


def test_body_that_is_no_json(api):
    wrong = api.session.post(
        f"{api.simulator.url}/stores/{api.simulator.store_hash}/v3/catalog/products",
        data="{",
        headers={"X-Auth-Token": api.token, "Content-Type": "application/json"},
        timeout=120,
    )
    assert wrong.status_code == 400
    form = api.call(
        "POST", "/v3/catalog/products", {"a": 1}, {"Content-Type": "text/plain"}
    )
    assert form.status_code == 415


def test_unknown_parameter_is_noted(api):
    api.get("/v3/catalog/variants", sku__in="A,B")
    assert "sku:in" in api.get("/simulator/violations").json()[0]["text"]


def test_same_seed_same_answers():
    from bigcommerce_simulator import ManualClock, Simulator

    from .conftest import SHIRT, Api

    seen = []
    for _run in range(2):
        with Simulator(seed=3, clock=ManualClock(), access_token="t") as running:
            api = Api(running)
            api.post("/v3/catalog/products", SHIRT)
            products = api.get("/v3/catalog/products", include="variants").text
            seen.append((api.get("/v2/store").text, products))
            api.session.close()
    assert seen[0] == seen[1]


def test_merchant_changes_details(api):
    changed = {"is_price_entered_with_tax": True, "currency": "EUR"}
    assert api.patch("/simulator/information", changed).status_code == 200
    document = api.get("/v2/store").json()
    assert (document["is_price_entered_with_tax"], document["currency"]) == (
        True,
        "EUR",
    )
    assert api.patch("/simulator/information", {"nothing": 1}).status_code == 400


def test_token_by_request(api):
    scopes = {"scopes": ["store_v2_information_read_only"]}
    api.token = api.post("/simulator/tokens", scopes).json()["access_token"]
    assert api.get("/v2/store").status_code == 200
    assert api.get("/v3/catalog/products").status_code == 403
