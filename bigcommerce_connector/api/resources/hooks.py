"""Webhooks v3: only those of the client's own token are visible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..paging import object_of
from ..parameters import path_id
from .resource import Resource, Row, merged

_HOOKS = "/v3/hooks"


class Hooks(Resource):
    def list(
        self, params: Mapping[str, Any] | None = None, /, **more: Any
    ) -> Iterator[Row]:
        """The webhooks of the API account, of all destinations."""
        return self._v3_pages(_HOOKS, merged(params, more))

    def create(self, payload: Mapping[str, Any]) -> Row:
        """``{scope, destination, is_active, headers}``; HTTPS on port 443 only."""
        return self._object("POST", _HOOKS, payload=payload)

    def update(self, hook_id: int | str, payload: Mapping[str, Any]) -> Row:
        """Fields that are not sent stay as they are; ``is_active`` revives a webhook.

        :raise errors.NotFound: there is no such webhook
        """
        return self._object("PUT", f"{_HOOKS}/{path_id(hook_id)}", payload=payload)

    def delete(self, hook_id: int | str) -> None:
        """:raise errors.NotFound: there is no such webhook"""
        self._send("DELETE", f"{_HOOKS}/{path_id(hook_id)}")

    def admin(self) -> Row:
        """What BigCommerce tells of the API account's webhooks beside their list.

        ``blocked_domains``: those that get none just now because they failed too often,
        each with ``destination``, ``time_left`` in seconds and ``reasons``.
        Source: webhooks.v3.yml, ``getHooksAdmin``.
        """
        return object_of(self._data("GET", f"{_HOOKS}/admin"), f"{_HOOKS}/admin")
