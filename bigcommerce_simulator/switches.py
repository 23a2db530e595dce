"""Switches: how the store behaves where BigCommerce's documents are silent, and
how much of a nuisance it is.

A module declares its switches at import; their values live in ``store.switches``
as attributes, are given to ``Simulator(...)`` by keyword and are changed through
``PATCH /simulator/switches``.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Switch:
    """Name, default, meaning and, where there are few, the allowed values."""

    name: str
    default: object
    help: str
    choices: tuple | None = None

    def check(self, value):
        """``value`` when it may be set, else ValueError."""
        if self.choices is not None:
            if value not in self.choices:
                raise ValueError(f"{self.name} must be one of {self.choices}")
            return value
        if isinstance(self.default, bool):
            if not isinstance(value, bool):
                raise ValueError(f"{self.name} must be true or false")
        elif isinstance(self.default, (int, float)):
            if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
                raise ValueError(f"{self.name} must be a number")
            return float(value) if isinstance(value, Decimal) else value
        elif isinstance(self.default, str) and not isinstance(value, str):
            raise ValueError(f"{self.name} must be a text")
        return value


DECLARED: dict[str, Switch] = {}


def declare(name: str, default, help: str, choices: tuple | None = None) -> None:
    """Make a switch known; to be called once per name, at import."""
    if name in DECLARED:
        raise ValueError(f"The switch {name} is declared twice.")
    DECLARED[name] = Switch(name, default, help, choices)


class Switches:
    """The values of one store's switches, as attributes."""

    def __init__(self, **values):
        object.__setattr__(
            self, "_values", {name: s.default for name, s in DECLARED.items()}
        )
        self.update(values)

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"There is no switch {name}.") from None

    def __setattr__(self, name, value):
        self.update({name: value})

    def update(self, values: dict) -> None:
        """Set several at once, all or none; ValueError names what is wrong."""
        unknown = sorted(set(values) - set(DECLARED))
        if unknown:
            raise ValueError(f"Unknown switches: {', '.join(unknown)}")
        checked = {name: DECLARED[name].check(v) for name, v in values.items()}
        self._values.update(checked)

    def as_dict(self) -> dict:
        """Name to value."""
        return dict(self._values)


declare(
    "over_limit",
    "clamp",
    "a `limit` above the maximum: cut it down silently, or answer 413",
    ("clamp", "413"),
)
declare(
    "largest_page",
    250,
    "rows a page at most, as BigCommerce has it; with fewer, a small shop has many "
    "pages",
)
declare(
    "numbers_as_text",
    "refuse",
    'a whole number that comes as text in a body of v2 (`"status_id": "11"`): 400, or '
    "taken; the guide sends `order_address_id` of a shipment so, which is always taken",
    ("refuse", "accept"),
)
declare(
    "unknown_store_status",
    404,
    "status for a store hash that does not exist",
    (401, 403, 404),
)
