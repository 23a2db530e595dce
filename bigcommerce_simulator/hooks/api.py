"""``/v3/hooks``: a hook is seen only by the token that made it.

Source: BigCommerce, webhooks.v3.yml and "Webhooks overview".
"""

from urllib.parse import urlsplit

from ..errors import V3Error
from ..routing import Reply, control, route
from ..switches import declare
from ..validation import Boolean, Text, clean
from .scopes import is_scope

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAXIMUM_PER_SCOPE = 10
RULES = {
    "scope": Text(1, 255),
    "destination": Text(1, 2000),
    "is_active": Boolean(),
}

declare(
    "hook_destination_http",
    True,
    "hooks may point to http addresses of this machine, any port; off: HTTPS on port "
    "443 only, as BigCommerce demands",
)


@route("GET", "/v3/hooks")
def list_hooks(store, request):
    """The hooks of this token."""
    store.hooks.deactivate_idle()
    parameters = request.parameters
    active = parameters.boolean("is_active")
    scope, destination = parameters.text("scope"), parameters.text("destination")
    rows = [
        hook
        for hook in _own(store, request)
        if (active is None or hook["is_active"] == active)
        and (scope is None or hook["scope"] == scope)
        and (destination is None or hook["destination"] == destination)
    ]
    page = parameters.page()
    return Reply({"data": page.of(rows), "meta": parameters.meta(page, rows)})


@route("POST", "/v3/hooks")
def create_hook(store, request):
    """A new hook."""
    values = _checked(store, request.payload())
    missing = [name for name in ("scope", "destination") if name not in values]
    if missing:
        raise _invalid({name: f"{name} is required" for name in missing})
    _check_number(store, request, values, None)
    hook = store.hooks.add(request.headers["X-Auth-Token"], **values)
    return Reply({"data": hook, "meta": {}})


@route("GET", "/v3/hooks/<int:hook_id>")
def get_hook(store, request, hook_id):
    """One hook."""
    store.hooks.deactivate_idle()
    return Reply({"data": _find(store, request, hook_id), "meta": {}})


@route("PUT", "/v3/hooks/<int:hook_id>")
def update_hook(store, request, hook_id):
    """Change a hook, or switch it on again."""
    hook = _find(store, request, hook_id)
    body = request.payload()
    values = _checked(store, body)
    if "headers" not in body:
        del values["headers"]
    _check_number(store, request, {**hook, **values}, hook_id)
    hook.update(values)
    hook["updated_at"] = int(store.clock.now().timestamp())
    store.hooks.touched(hook_id)
    return Reply({"data": hook, "meta": {}})


@route("DELETE", "/v3/hooks/<int:hook_id>")
def delete_hook(store, request, hook_id):
    """Delete a hook; the answer shows it once more."""
    _find(store, request, hook_id)
    return Reply({"data": store.hooks.remove(hook_id), "meta": {}})


@control("GET", "/webhooks")
def list_deliveries(store, request):
    """Every delivery with its attempts and their answers; ``?state=pending``."""
    state = request.parameters.text("state")
    rows = [d.as_dict() for d in store.hooks.deliveries if state in (None, d.state)]
    return Reply(rows)


def _own(store, request):
    token = request.headers["X-Auth-Token"]
    owners = store.hooks.owners
    return [h for h in store.hooks.rows.values() if owners[h["id"]] == token]


def _find(store, request, hook_id):
    for hook in _own(store, request):
        if hook["id"] == hook_id:
            return hook
    raise V3Error(404, f"The hook {hook_id} was not found.")


def _checked(store, body):
    values, errors = clean(body, RULES)
    if "scope" in values and not is_scope(values["scope"]):
        errors["scope"] = "The scope is not known"
    if "destination" in values and not _may_receive(store, values["destination"]):
        errors["destination"] = "The destination must be HTTPS on port 443"
    headers = body.get("headers") or {}
    strings = isinstance(headers, dict) and all(
        isinstance(value, str) for value in headers.values()
    )
    if not strings:
        errors["headers"] = "headers must map names to strings"
    if errors:
        raise _invalid(errors)
    return {**values, "headers": headers}


def _may_receive(store, destination):
    try:
        address = urlsplit(destination)
        port = address.port
    except ValueError:
        return False
    if address.scheme == "https":
        return bool(address.hostname) and port in (None, 443)
    local = address.scheme == "http" and address.hostname in LOOPBACK
    return local and store.switches.hook_destination_http


def _check_number(store, request, values, hook_id):
    same_scope = [
        hook
        for hook in _own(store, request)
        if hook["scope"] == values["scope"] and hook["id"] != hook_id
    ]
    if any(hook["destination"] == values["destination"] for hook in same_scope):
        raise _invalid({"destination": "A hook for this scope points there already"})
    if len(same_scope) >= MAXIMUM_PER_SCOPE:
        raise _invalid({"scope": f"More than {MAXIMUM_PER_SCOPE} hooks of this scope"})


def _invalid(errors):
    return V3Error(422, "The webhook is not valid", errors)
