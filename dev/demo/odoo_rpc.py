"""Odoo from outside: the JSON-RPC that its own web client speaks, after a login."""

import requests

TIMEOUT = 120


class OdooError(Exception):
    """What Odoo answered instead of a result."""


class Odoo:
    """Calls as one user. ``call("res.partner", "read", [1], ["name"])``."""

    def __init__(self, url: str, database: str, login: str, password: str):
        self._url = url
        self._session = requests.Session()
        self._post(
            "/web/session/authenticate", db=database, login=login, password=password
        )

    def call(self, model: str, method: str, *arguments, **options):
        """The result of a public method; OdooError with Odoo's message."""
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=arguments,
            kwargs=options,
        )

    def find(self, model: str, domain: list, fields: list, **options) -> list[dict]:
        """``search_read``."""
        return self.call(model, "search_read", domain, fields, **options)

    def _post(self, path, **parameters):
        body = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        response = self._session.post(f"{self._url}{path}", json=body, timeout=TIMEOUT)
        response.raise_for_status()
        answer = response.json()
        if "error" in answer:
            error = answer["error"]
            raise OdooError(error.get("data", {}).get("message") or error["message"])
        return answer.get("result")
