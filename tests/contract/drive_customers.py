"""Customers, which the client does not ask for: the simulator alone is driven."""

from .asking import asker
from .specification import load

_FILE = "customers.v3.yml"
_BYRON = {"first_name": "Ada", "last_name": "Byron"}


def drive_customers(simulator) -> None:
    """Every call that the simulator answers, with the examples of the file itself."""
    ask_all = asker(simulator)

    def ask(method: str, path: str, status: int, body=None, **parameters):
        answer = ask_all(method, path, status, body, **parameters)
        return answer["data"] if status == 200 else None

    (made,) = ask("POST", "/customers", 200, _example("/customers", "post"))
    twin = [{**_BYRON, "email": made["email"]}]
    ask("POST", "/customers", 422, twin)
    ask("POST", "/customers", 422, [{"email": "nobody"}])
    ask("POST", "/customers", 413, twin * 11)
    (ada,) = ask("POST", "/customers", 200, [{**_BYRON, "email": "ada@example.com"}])
    ask("PUT", "/customers", 200, [{"id": ada["id"], "email": "byron@example.com"}])
    ask("PUT", "/customers", 422, [{"id": 10**6}])
    filters = {"id:in": "1,2", "email:in": made["email"], "name:in": "Jane Smith"}
    include = "addresses,storecredit,attributes,formfields"
    assert len(ask("GET", "/customers", 200, include=include, **filters)) == 1
    assert len(ask("GET", "/customers", 200, limit=1, page=2)) == 1
    ask("GET", "/customers", 200, limit=1, after="eyJpZCI6MX0")
    moments = {
        "date_created:min": made["date_created"],
        "date_modified:max": "2100-01-01T00:00:00Z",
    }
    assert ask("GET", "/customers", 200, sort="last_name:asc", **moments)
    ask("GET", "/customers", 422, **{"id:in": "x"})

    book = "/customers/addresses"
    body = [{**row, "customer_id": ada["id"]} for row in _example(book, "post")]
    (home,) = ask("POST", book, 200, body)
    assert ask("POST", book, 200, body) == []
    ask("POST", book, 422, [{**body[0], "customer_id": 10**6}])
    change = {**_example(book, "put")[0], "id": home["id"], "city": "Columbus"}
    assert ask("PUT", book, 200, [change])
    whose = {"customer_id:in": ada["id"], "include": "formfields"}
    assert len(ask("GET", book, 200, **whose)) == 1
    ask("DELETE", book, 204, **{"id:in": home["id"]})
    ask("DELETE", "/customers", 204, **{"id:in": f"{ada['id']},{made['id']}"})


def _example(path: str, method: str) -> list[dict]:
    operation = load(_FILE)["paths"][path][method]
    content = operation["requestBody"]["content"]["application/json"]
    return content["examples"]["example-1"]["value"]
