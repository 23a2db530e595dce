"""A client that reads and never writes: writes are recorded, and answered as if.

The steps of a run work with it as they do with the real one. Whatever is not named here
does not exist, so nothing can slip through.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from ....api import errors
from ....mappers.product import fold


@dataclass(frozen=True)
class Write:
    """A request that was not sent.

    ``kind``: product, variant, variant_end (it would be deleted), option, category (a
    product put into it; with an empty body, taken out of it); ``external_id`` 0: it
    would be created;
    ``product_id``: BigCommerce's, of the product that it belongs to.
    """

    kind: str
    body: dict
    external_id: int = 0
    product_id: int = 0


@dataclass
class RemoteNames:
    """Names and SKUs of BigCommerce's products, to see what it would refuse.

    Collected while the catalog is read: by folded text, the product that has it.
    """

    names: dict = field(default_factory=dict)
    skus: dict = field(default_factory=dict)

    def note(self, external_id, name, skus):
        self.names[fold(name)] = external_id
        self.skus.update((fold(sku), external_id) for sku in skus)


class RecordingClient:
    """Reads pass; writes are recorded in :attr:`writes`.

    :param client: the real one
    :param RemoteNames there: what BigCommerce has
    """

    def __init__(self, client, there):
        self.writes = []
        #: Writes that free SKUs and names for others before all else, see release.py.
        self.moves = []
        self.there = there
        self.documents = {}  # by id, products as BigCommerce has them
        self.category_names = {}
        self.last_id = 0
        self.products = _Products(client.products, self)
        self.variants = _Variants(client.variants, self)
        self.options = _Options(client.options, self)
        self.brands = _Brands(client.brands)
        self.categories = _Categories(client.categories, self)
        self.inventory = _Inventory(client.inventory)

    def next_id(self):
        """For what would be created: no id of BigCommerce is negative."""
        self.last_id -= 1
        return self.last_id

    def record_moves(self):
        """Those of the products that were read are among what would be sent."""
        self.writes += [
            move for move in self.moves if move.product_id in self.documents
        ]

    def after_moves(self, document):
        """A product as it is once others were given way to.

        :rtype: dict
        """
        bodies = {
            (move.kind, move.external_id): move.body
            for move in self.moves
            if move.product_id == document["id"]
        }
        if not bodies:
            return document
        own = bodies.get(("product", document["id"]), {})
        base = {"sku": own["sku"]} if "sku" in own else {}
        variants = [
            {**row, **base, **bodies.get(("variant", row["id"]), {})}
            for row in document.get("variants") or ()
        ]
        return {**document, **own, "variants": variants}

    def after_ends(self, document):
        """A product without the variants that end; after the last, its base variant.

        :rtype: dict
        """
        ended = {w.external_id for w in self.writes if w.kind == "variant_end"}
        rows = document.get("variants") or ()
        if not ended.intersection(row["id"] for row in rows):
            return document
        base = {"id": self.next_id(), "sku": document.get("sku"), "option_values": []}
        left = [row for row in rows if row["id"] not in ended]
        return {**document, "variants": left or [base]}

    def taken(self):
        """What was recorded so far; from now on anew."""
        writes, self.writes = self.writes, []
        return writes


class _Resource:
    def __init__(self, real, recorder):
        self._real = real
        self._recorder = recorder

    def _record(self, kind, body, external_id=0, product_id=0):
        self._recorder.writes.append(Write(kind, body, int(external_id), product_id))


class _Products(_Resource):
    def list_after(self, product_id, params=None, /):
        """Of the whole catalog; whoever reads it has what is read as it is there."""
        return self._real.list_after(product_id, params)

    def list(self, params=None, /, **more):
        for document in self._real.list(params, **more):
            self._keep(document)
            yield self._recorder.after_moves(document)

    def get(self, product_id, params=None, /, **more):
        document = self._real.get(product_id, params, **more)
        self._keep(document)
        return self._recorder.after_ends(self._recorder.after_moves(document))

    def _keep(self, document):
        """As BigCommerce has it, whatever the steps do with what they were given."""
        known = self._recorder.documents.get(document["id"], {})
        self._recorder.documents[document["id"]] = {**known, **deepcopy(document)}

    def create(self, payload):
        """:raise errors.Conflict: name or SKU are another product's there"""
        rows = payload.get("variants") or [{"sku": payload.get("sku")}]
        self._check_free("sku", self._recorder.there.skus, rows)
        self._check_free("name", self._recorder.there.names, [payload])
        number = self._recorder.next_id()
        self._record("product", payload, 0, number)
        variants = [
            {"id": self._recorder.next_id(), "option_values": [], **row} for row in rows
        ]
        for row in variants:
            row["product_id"] = number
        return {**payload, "id": number, "variants": variants}

    def _check_free(self, name, taken, rows):
        for row in rows:
            value = fold(row.get(name))
            if value in taken:
                raise errors.Conflict(
                    f"The {name} {row[name]} is taken.",
                    status=409,
                    field_errors={name: "taken"},
                )
            if value:
                taken[value] = 0  # by what was created in this dry run

    def update(self, product_id, payload):
        if int(product_id) not in self._recorder.documents:
            raise errors.NotFound("There is no such product.", status=404)
        self._record("product", payload, product_id, int(product_id))
        return {**payload, "id": int(product_id)}

    def update_many(self, payloads):
        return [self.update(body["id"], body) for body in payloads]


class _Variants(_Resource):
    def list(self, params=None, /, **more):
        rows = self._real.list(params, **more)
        if "sku" not in more:
            return rows
        moved = {
            (m.kind, m.external_id) for m in self._recorder.moves if "sku" in m.body
        }
        return (
            row
            for row in rows
            if not moved & {("variant", row.get("id")), ("product", row["product_id"])}
        )

    def delete(self, product_id, variant_id):
        self._record("variant_end", {}, variant_id, int(product_id))

    def update_many(self, payloads):
        made = []
        for body in payloads:
            number = body.get("id", 0)
            self._record("variant", body, number, body.get("product_id", 0))
            made.append({**body, "id": number or self._recorder.next_id()})
        return made


class _Options(_Resource):
    def create(self, product_id, payload):
        return self._answer(product_id, 0, payload)

    def update(self, product_id, option_id, payload):
        return self._answer(product_id, option_id, payload)

    def delete(self, product_id, option_id):
        self._record("option", {}, option_id, int(product_id))

    def _answer(self, product_id, option_id, payload):
        self._record("option", payload, option_id, int(product_id))
        values = [
            {"id": self._recorder.next_id(), **value}
            for value in payload.get("option_values") or ()
        ]
        number = option_id or self._recorder.next_id()
        return {**payload, "id": number, "option_values": values}


class _Brands:
    def __init__(self, real):
        self._real = real

    def list(self, params=None, /, **more):
        return self._real.list(params, **more)


class _Categories(_Resource):
    def trees(self):
        return self._real.trees()

    def list(self, params=None, /, **more):
        for row in self._real.list(params, **more):
            self._recorder.category_names[row["category_id"]] = row.get("name")
            yield row

    def create_many(self, payloads):
        made = [{"category_id": self._recorder.next_id(), **row} for row in payloads]
        names = {row["category_id"]: row["name"] for row in made}
        self._recorder.category_names.update(names)
        return made

    def update_many(self, payloads):
        """Renamed or moved: the products stay where they are."""

    def assign(self, pairs):
        for pair in pairs:
            self._record("category", pair, pair["category_id"], pair["product_id"])

    def unassign(self, product_ids, category_ids):
        for product_id in product_ids:
            for category_id in category_ids:
                self._record("category", {}, category_id, int(product_id))


class _Inventory:
    def __init__(self, real):
        self._real = real

    def items(self, params=None, /, **more):
        return self._real.items(params, **more)
