"""Faults on demand: what goes wrong with the next requests or webhooks.

``POST /simulator/faults`` with ``kind`` and, all optional:

* ``count``: how many times (default 1; null: until deleted), ``probability`` (1),
  ``skip``: let so many matching requests pass first;
* ``method``, ``path``: pattern with ``*`` on the path after the store hash, for
  example ``/v3/catalog/*``; for webhooks on the scope;
* ``above``: only requests whose body has more bytes;
* ``seconds``: how long a time-out hangs, a late answer waits (real seconds), or a
  webhook is late (store's clock);
* ``carried_out``: an error status is answered *after* the request was carried out.
"""

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase

from .errors import error_for
from .routing import Reply, control

STATUS_KINDS = {
    "403": "The limit of the platform is reached",
    "409": "The request was in conflict",
    "413": "The request is too large",
    "422": "The request could not be processed",
    "429": "Too many requests",
    "429_bare": "Too many requests",
    "423": "The resource is locked",
    "500": "Internal server error",
    "502": "Bad gateway",
    "503": "The store is down for maintenance",
    "504": "Gateway time-out",
    "507": "The plan's limit of objects is reached",
}
MANNERS = ("timeout_before", "timeout_after", "cut", "malformed", "late", "partly")
WEBHOOK_KINDS = (
    "webhook_lost",
    "webhook_doubled",
    "webhook_late",
    "webhook_overtaken",
)
KINDS = (*STATUS_KINDS, *MANNERS, *WEBHOOK_KINDS)
SECONDS = {"timeout_before": 60, "timeout_after": 60, "late": 1}


@dataclass
class Fault:
    """One rule; ``left`` None means for ever."""

    id: int
    kind: str
    left: int | None = 1
    probability: float = 1.0
    skip: int = 0
    method: str | None = None
    path: str = "*"
    above: int = -1
    seconds: float = 30
    carried_out: bool = False
    used: int = 0

    def matches(self, method, path, size) -> bool:
        """Whether this rule speaks of such a request."""
        is_meant = self.method in (None, method) and fnmatchcase(path, self.path)
        return is_meant and size > self.above

    @property
    def before(self) -> bool:
        """Whether the request is not carried out."""
        if self.kind == "timeout_before":
            return True
        return self.kind in STATUS_KINDS and not self.carried_out

    def reply(self, store, path) -> Reply | None:
        """The error that is answered instead; None keeps the true answer."""
        if self.kind not in STATUS_KINDS:
            return None
        status = int(self.kind[:3])
        error = error_for(path, status, STATUS_KINDS[self.kind])
        headers = store.quota.exhausted() if self.kind == "429" else {}
        return Reply(error.body(), status, headers)


class Faults:
    """The rules in the order in which they were made; the first that fits acts."""

    def __init__(self, store):
        self._store = store
        self.rules: list[Fault] = []

    def add(self, kind: str, count: int | None = 1, **details) -> Fault:
        """Make a rule; ValueError for a kind that does not exist."""
        kind = str(kind)
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        for name, default in (("seconds", SECONDS.get(kind, 30)), ("probability", 1)):
            details[name] = float(details.get(name, default))
        fault = Fault(self._store.next_id("fault"), kind, count, **details)
        self.rules.append(fault)
        return fault

    def choose_request(self, method: str, path: str, size: int = 0) -> Fault | None:
        """The fault that strikes this request; it counts as used.

        ``size`` is that of its body in bytes.
        """
        return self._choose(method, path, size, lambda kind: kind not in WEBHOOK_KINDS)

    def choose_webhook(self, scope: str) -> Fault | None:
        """The fault that strikes this event; it counts as used."""
        return self._choose(None, scope, 0, lambda kind: kind in WEBHOOK_KINDS)

    def _choose(self, method, path, size, fits):
        for fault in self.rules:
            if not fits(fault.kind) or fault.left == 0:
                continue
            if not fault.matches(method, path, size):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            certain = fault.probability >= 1
            if certain or self._store.random.random() < fault.probability:
                fault.used += 1
                if fault.left is not None:
                    fault.left -= 1
                return fault
        return None


@control("POST", "/faults")
def add_fault(store, request):
    """One rule; see the module for its fields."""
    try:
        fault = store.faults.add(**request.payload())
    except (TypeError, ValueError) as error:
        return Reply({"error": str(error)}, 400)
    return Reply(asdict(fault))


@control("GET", "/faults")
def list_faults(store, request):
    """All rules, ``used`` says how often."""
    return Reply([asdict(fault) for fault in store.faults.rules])


@control("DELETE", "/faults")
def delete_faults(store, request):
    """No faults any more."""
    store.faults.rules.clear()
    return Reply([])


@control("DELETE", "/faults/<int:fault_id>")
def delete_fault(store, request, fault_id):
    """One rule less."""
    store.faults.rules = [f for f in store.faults.rules if f.id != fault_id]
    return Reply([asdict(fault) for fault in store.faults.rules])
