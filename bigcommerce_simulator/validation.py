"""Rules for the fields of JSON bodies: types, lengths, ranges, allowed values."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from .errors import V3Error

MAXIMUM_INTEGER = 2_147_483_647
MAXIMUM_NUMBER = 9_999_999_999
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Text:
    """A string between two lengths; ``one_of`` lists the allowed ones."""

    minimum: int = 0
    maximum: int = 65_535
    one_of: tuple | None = None
    nullable: bool = False

    def clean(self, value):
        """The value, or ValueError saying what is wrong."""
        if not isinstance(value, str):
            raise ValueError("must be a string")
        if not self.minimum <= len(value) <= self.maximum:
            raise ValueError(
                f"must have between {self.minimum} and {self.maximum} characters"
            )
        if self.one_of is not None and value not in self.one_of:
            raise ValueError(f"must be one of {', '.join(self.one_of)}")
        return value


@dataclass(frozen=True)
class Number:
    """A JSON number, kept as Decimal with at most four places."""

    minimum: int | None = 0
    maximum: int = MAXIMUM_NUMBER
    nullable: bool = False

    def clean(self, value):
        """The value as Decimal, or ValueError saying what is wrong."""
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise ValueError("must be a number")
        number = Decimal(value)
        minimum = -MAXIMUM_NUMBER if self.minimum is None else self.minimum
        if number < minimum:
            raise ValueError(f"must be at least {minimum}")
        if number > self.maximum:
            raise ValueError(f"must be at most {self.maximum}")
        return number.quantize(FOUR_PLACES, ROUND_HALF_UP).normalize()


@dataclass(frozen=True)
class Integer:
    """A whole number; ``clamp`` cuts it to the range instead of refusing it."""

    minimum: int = 0
    maximum: int = MAXIMUM_INTEGER
    nullable: bool = False
    clamp: bool = False

    def clean(self, value):
        """The value, or ValueError saying what is wrong."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError("must be an integer")
        if self.clamp:
            return min(max(value, self.minimum), self.maximum)
        if not self.minimum <= value <= self.maximum:
            raise ValueError(f"must be between {self.minimum} and {self.maximum}")
        return value


@dataclass(frozen=True)
class Boolean:
    """true or false."""

    nullable: bool = False

    def clean(self, value):
        """The value, or ValueError."""
        if not isinstance(value, bool):
            raise ValueError("must be a boolean")
        return value


@dataclass(frozen=True)
class Moment:
    """An ISO 8601 date with time, kept as it was sent."""

    nullable: bool = False

    def clean(self, value):
        """The value, or ValueError."""
        if not isinstance(value, str):
            raise ValueError("must be a date")
        datetime.fromisoformat(value.replace("Z", "+00:00"))
        return value


@dataclass(frozen=True)
class Items:
    """A list whose elements keep ``of``; replaced as a whole."""

    of: object
    maximum: int = 1000
    nullable: bool = False

    def clean(self, value):
        """The cleaned elements, or ValueError."""
        if not isinstance(value, list):
            raise ValueError("must be an array")
        if len(value) > self.maximum:
            raise ValueError(f"must not have more than {self.maximum} elements")
        return [self.of.clean(element) for element in value]


@dataclass(frozen=True)
class Document:
    """An object that is kept as it was sent, with the defaults filled in."""

    defaults: tuple = ()
    nullable: bool = False

    def clean(self, value):
        """The object, or ValueError."""
        if not isinstance(value, dict):
            raise ValueError("must be an object")
        return {**dict(self.defaults), **value}


def objects(body: dict, name: str) -> list[dict]:
    """``body[name]`` as a list of objects, empty when left out; 422 when it is
    anything else."""
    value = body.get(name) or []
    if isinstance(value, list) and all(isinstance(element, dict) for element in value):
        return value
    message = f"{name} must be an array of objects"
    raise V3Error(422, "JSON data is missing or invalid", {name: message})


def clean(body: dict, rules: dict, prefix: str = "") -> tuple[dict, dict]:
    """(the known fields of ``body``, cleaned; field → message for what is wrong)."""
    values, errors = {}, {}
    for name, value in body.items():
        rule = rules.get(name)
        if rule is None:
            continue
        if value is None:
            if rule.nullable:
                values[name] = None
            else:
                errors[prefix + name] = f"{name} must not be null"
            continue
        try:
            values[name] = rule.clean(value)
        except ValueError as error:
            errors[prefix + name] = f"{name} {error}"
    return values, errors
