"""Metafields: texts that apps keep with products, variants and so on.

Source: BigCommerce, products_catalog.v3.yml (metafield_Full): unique per app, namespace
and key at one resource, at most 250 per app there. What other apps may do with one says
its ``permission_set``.
"""

from dataclasses import dataclass
from datetime import datetime

from ..errors import V3Error
from ..validation import Text, clean

MAXIMUM = 250
PERMISSIONS = ("app_only", "read", "write", "read_and_sf_access", "write_and_sf_access")
RULES = {
    "permission_set": Text(one_of=PERMISSIONS),
    "namespace": Text(1, 64),
    "key": Text(1, 64),
    "value": Text(1, 65_535),
    "description": Text(0, 255),
}
REQUIRED = ("permission_set", "namespace", "key", "value")


@dataclass
class Metafield:
    """``kind`` and ``resource_id`` say where it belongs, ``client_id`` whose it is."""

    id: int
    kind: str
    resource_id: int
    client_id: str
    values: dict
    date_created: datetime
    date_modified: datetime

    def may_be_read(self, client_id: str) -> bool:
        """Whether this app sees it."""
        own = self.client_id == client_id
        return own or self.values["permission_set"] != "app_only"

    def may_be_written(self, client_id: str) -> bool:
        """Whether this app changes it."""
        own = self.client_id == client_id
        return own or self.values["permission_set"].startswith("write")


class Metafields:
    """``rows`` maps id to metafield; what belongs to nothing any more is not shown."""

    def __init__(self, store):
        self._store = store
        self.rows: dict[int, Metafield] = {}

    def add(self, kind, resource_id: int, client_id: str, body: dict) -> Metafield:
        """A new one; 422 or 409 when it is refused."""
        values = self._checked(body)
        missing = [name for name in REQUIRED if name not in values]
        if missing:
            raise _invalid({name: f"{name} is required" for name in missing})
        own = [
            row
            for row in self.rows.values()
            if (row.kind, row.resource_id) == (kind, resource_id)
            and row.client_id == client_id
        ]
        self._check_unique(own, values, None)
        if len(own) >= MAXIMUM:
            raise _invalid({"metafields": f"At most {MAXIMUM} at one {kind}"})
        now, number = self._store.clock.now(), self._store.next_id("metafield")
        values.setdefault("description", "")
        row = Metafield(number, kind, resource_id, client_id, values, now, now)
        self.rows[number] = row
        return row

    def change(self, row: Metafield, client_id: str, body: dict) -> None:
        """Write what ``body`` names; 403 when the app may not."""
        values = self._checked(body)
        if not row.may_be_written(client_id):
            raise V3Error(403, "The metafield may be written by its own app only")
        others = [
            other
            for other in self.rows.values()
            if (other.kind, other.resource_id, other.client_id)
            == (row.kind, row.resource_id, row.client_id)
        ]
        self._check_unique(others, {**row.values, **values}, row)
        row.values.update(values)
        row.date_modified = self._store.clock.now()

    def _checked(self, body):
        values, errors = clean(body, RULES)
        if errors:
            raise _invalid(errors)
        return values

    def _check_unique(self, rows, values, own):
        name = (values["namespace"], values["key"])
        for row in rows:
            if row is not own and name == (row.values["namespace"], row.values["key"]):
                title = "A metafield of this namespace and key exists"
                raise V3Error(409, title, {"key": title})


def _invalid(errors):
    return V3Error(422, "The metafield is not valid", errors)
