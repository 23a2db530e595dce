"""``…/metafields`` of one resource, and of all of a kind.

Source: BigCommerce, products_catalog.v3.yml, product-variants, brands, categories and
locations. A batch of which a part is refused is answered with 422 although the rest was
saved, as documented.
"""

from ..errors import V3Error
from ..hooks.state import client_id_of
from ..routing import Reply, route
from ..shapes import whole
from .resources import RESOURCES, Resource
from .state import Metafield


def metafield_document(row: Metafield) -> dict:
    """The metafield as v3 shows it."""
    return {
        "id": row.id,
        **row.values,
        "resource_type": row.kind,
        "resource_id": row.resource_id,
        "date_created": row.date_created.isoformat(timespec="seconds"),
        "date_modified": row.date_modified.isoformat(timespec="seconds"),
        "owner_client_id": row.client_id,
    }


def register(resource: Resource) -> None:
    """The endpoints of one kind of resource."""
    _register_one(resource)
    _register_many(resource)


def _register_one(resource):
    read, modify = resource.scopes
    every = f"{resource.one}/metafields"
    one = f"{every}/<int:metafield_id>"

    @route("GET", every, scope=read)
    def list_of_one(store, request, **ids):
        resource.find(store, **ids)
        number = _last(ids)
        rows = [r for r in _seen(store, request, resource) if r.resource_id == number]
        return _page(request, _filtered(request, rows))

    @route("POST", every, scope=modify)
    def create_one(store, request, **ids):
        resource.find(store, **ids)
        client_id, body = _client(request), request.payload()
        row = store.metafields.add(resource.kind, _last(ids), client_id, body)
        _notify(store, resource, "created", row)
        return Reply({"data": metafield_document(row), "meta": {}})

    @route("GET", one, scope=read)
    def get_one(store, request, metafield_id, **ids):
        row = _find(store, request, resource, metafield_id, ids)
        return Reply({"data": metafield_document(row), "meta": {}})

    @route("PUT", one, scope=modify)
    def update_one(store, request, metafield_id, **ids):
        row = _find(store, request, resource, metafield_id, ids)
        store.metafields.change(row, _client(request), request.payload())
        _notify(store, resource, "updated", row)
        return Reply({"data": metafield_document(row), "meta": {}})

    @route("DELETE", one, scope=modify)
    def delete_one(store, request, metafield_id, **ids):
        _delete(store, request, resource, metafield_id, ids)
        return Reply(status=204)


def _register_many(resource):
    read, modify = resource.scopes
    every = f"{resource.many}/metafields"

    @route("GET", every, scope=read)
    def list_all(store, request):
        return _page(request, _filtered(request, _seen(store, request, resource)))

    @route("POST", every, scope=modify)
    def create_many(store, request):
        def create(body):
            number = body.get("resource_id")
            if not resource.has(store, number):
                message = f"The {resource.kind} {number} does not exist"
                raise V3Error(422, message, {"resource_id": message})
            client_id = _client(request)
            row = store.metafields.add(resource.kind, number, client_id, body)
            _notify(store, resource, "created", row)
            return metafield_document(row)

        return _batch(request.payload(list, [{"resource_id": whole}]), create)

    @route("PUT", every, scope=modify)
    def update_many(store, request):
        def update(body):
            row = _find(store, request, resource, body.get("id"))
            store.metafields.change(row, _client(request), body)
            _notify(store, resource, "updated", row)
            return metafield_document(row)

        return _batch(request.payload(list, [{"id": whole}]), update)

    @route("DELETE", every, scope=modify)
    def delete_many(store, request):
        numbers = request.payload(list, [whole], of=int)

        def delete(number):
            _delete(store, request, resource, number)
            return number

        return _batch(numbers, delete)


def _batch(bodies, carry_out):
    data, errors = [], []
    for body in bodies:
        try:
            data.append(carry_out(body))
        except V3Error as error:
            errors.append(error.body())
    counts = {"total": len(bodies), "success": len(data), "failed": len(errors)}
    body = {"data": data, "errors": errors, "meta": counts}
    return Reply(body, 422 if errors else 200)


def _seen(store, request, resource):
    """What this app may see of a kind."""
    client_id = _client(request)
    return [
        row
        for row in store.metafields.rows.values()
        if row.kind == resource.kind
        and resource.has(store, row.resource_id)
        and row.may_be_read(client_id)
    ]


def _filtered(request, rows):
    parameters = request.parameters
    for name in ("key", "namespace"):
        exact, among = parameters.text(name), parameters.texts(f"{name}:in")
        if exact is not None:
            rows = [row for row in rows if row.values[name] == exact]
        if among is not None:
            rows = [row for row in rows if row.values[name] in among]
    numbers = parameters.integers("resource_id:in")
    if numbers is not None:
        rows = [row for row in rows if row.resource_id in numbers]
    for name in ("date_created", "date_modified"):
        since = parameters.date(f"{name}:min")
        until = parameters.date(f"{name}:max")
        if since is not None:
            rows = [row for row in rows if getattr(row, name) >= since]
        if until is not None:
            rows = [row for row in rows if getattr(row, name) <= until]
    if parameters.text("direction", "asc") == "desc":
        rows = rows[::-1]
    return rows


def _page(request, rows):
    page = request.parameters.page()
    data = [metafield_document(row) for row in page.of(rows)]
    return Reply({"data": data, "meta": request.parameters.meta(page, rows)})


def _find(store, request, resource, number, ids=None):
    """The metafield; 404 when there is none that the app may see, or when it is another
    resource's than ``ids`` name."""
    if ids is not None:
        resource.find(store, **ids)
    row = store.metafields.rows.get(number)
    right = row is not None and row in _seen(store, request, resource)
    if not right or (ids is not None and row.resource_id != _last(ids)):
        raise V3Error(404, f"The metafield {number} was not found.")
    return row


def _delete(store, request, resource, number, ids=None):
    row = _find(store, request, resource, number, ids)
    if not row.may_be_written(_client(request)):
        raise V3Error(403, "The metafield may be deleted by its own app only")
    del store.metafields.rows[number]
    _notify(store, resource, "deleted", row)


def _notify(store, resource, event, row):
    if resource.event is not None:
        data = {"metafield_id": row.id, "resource_id": str(row.resource_id)}
        if resource.kind in ("product", "variant"):
            data["resource_type"] = resource.kind
        store.emit(f"{resource.event}/{event}", data)


def _client(request):
    return client_id_of(request.headers["X-Auth-Token"])


def _last(ids):
    """The id of the resource itself: the last one in the address."""
    return list(ids.values())[-1]


for _resource in RESOURCES:
    register(_resource)
