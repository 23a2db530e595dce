"""Odoo's JSON-RPC: what any program outside Odoo may do, with a login."""

import requests

TIMEOUT = 120


class OdooError(Exception):
    """What Odoo answered instead of a result."""


class Odoo:
    """Calls as one user. ``call("res.partner", "read", [1], ["name"])``."""

    def __init__(self, url: str, database: str, login: str, password: str):
        self._url = f"{url}/jsonrpc"
        self._session = requests.Session()
        self._database, self._password = database, password
        self._uid = self._rpc("common", "login", database, login, password)
        if not self._uid:
            raise OdooError(f"Odoo does not know the login {login}.")

    def call(self, model: str, method: str, *arguments, **options):
        """The result of a public method; OdooError with Odoo's message."""
        return self._rpc(
            "object",
            "execute_kw",
            self._database,
            self._uid,
            self._password,
            model,
            method,
            arguments,
            options,
        )

    def find(self, model: str, domain: list, fields: list, **options) -> list[dict]:
        """``search_read``."""
        return self.call(model, "search_read", domain, fields, **options)

    def _rpc(self, service, method, *arguments):
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {"service": service, "method": method, "args": arguments},
        }
        response = self._session.post(self._url, json=body, timeout=TIMEOUT)
        response.raise_for_status()
        answer = response.json()
        if "error" in answer:
            error = answer["error"]
            raise OdooError(error.get("data", {}).get("message") or error["message"])
        return answer.get("result")
