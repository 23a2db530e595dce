"""The control API below ``/simulator``: what tests and people do to the store."""

from .routing import Reply, control
from .shapes import text


@control("POST", "/clock")
def advance_clock(store, request):
    """``{"advance": seconds}`` moves the store's clock on; it cannot go back."""
    try:
        store.clock.advance(float(request.payload().get("advance", 0)))
    except (OverflowError, TypeError, ValueError) as error:
        return Reply({"error": str(error)}, 400)
    return Reply({"now": store.clock.now().isoformat()})


@control("PATCH", "/information")
def set_information(store, request):
    """The merchant changes details of ``GET /v2/store``; unknown names are refused."""
    values = request.payload()
    unknown = sorted(set(values) - set(store.information.values))
    if unknown:
        return Reply({"error": f"unknown: {', '.join(unknown)}"}, 400)
    wrong = sorted(
        name
        for name, value in values.items()
        if type(value) is not type(store.information.values[name])
    )
    if wrong:
        return Reply({"error": f"of the wrong type: {', '.join(wrong)}"}, 400)
    store.information.values.update(values)
    store.emit("store/information/updated", {"type": "store"})
    return Reply(store.information.values)


@control("POST", "/tokens")
def create_token(store, request):
    """``{"scopes": [...]}`` makes a token that has only these."""
    scopes = request.payload(shape={"scopes": [text]}).get("scopes")
    if scopes is None:
        return Reply({"error": "scopes are required."}, 400)
    return Reply({"access_token": store.add_token(scopes)})


@control("GET", "/violations")
def list_violations(store, request):
    """Rules of BigCommerce that a client broke."""
    return Reply(store.violations)


@control("DELETE", "/violations")
def forget_violations(store, request):
    """Begin to note anew."""
    store.violations.clear()
    return Reply([])


@control("GET", "/movements")
def list_movements(store, request):
    """Stock that BigCommerce itself moved, with the reason."""
    return Reply(store.movements)


@control("POST", "/reset")
def reset(store, request):
    """As after the start: what it began with is there again, the rest forgotten."""
    store.reset()
    return Reply({"status": "reset"})


@control("GET", "/switches")
def get_switches(store, request):
    """Name to value."""
    return Reply(store.switches.as_dict())


@control("PATCH", "/switches")
def set_switches(store, request):
    """Set some; all values come back."""
    try:
        store.switches.update(request.payload())
    except ValueError as error:
        return Reply({"error": str(error)}, 400)
    return Reply(store.switches.as_dict())
