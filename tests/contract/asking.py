"""Calls that the client does not have yet: judged like its own, so they say who they
are as it does."""

from collections.abc import Callable
from typing import Any

import requests

AGENT = "bigcommerce_connector (its tests)"


def asker(simulator) -> Callable[..., Any]:
    """``ask(method, path, status, body, files=, form=, **parameters)``: the JSON of the
    answer, None when it has none; the path is below ``/v3``."""
    session = requests.Session()
    session.headers.update(
        {
            "Accept": "application/json",
            "User-Agent": AGENT,
            "X-Auth-Token": simulator.access_token,
        }
    )
    address = f"{simulator.url}/stores/{simulator.store_hash}/v3"

    def ask(method, path, status, body=None, files=None, form=None, **parameters):
        answer = session.request(
            method,
            address + path,
            json=body,
            files=files,
            data=form,
            params=parameters,
            timeout=60,
        )
        assert answer.status_code == status, f"{answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    return ask
