"""What the pages for people are made of."""

from decimal import Decimal
from html import escape

STYLE = (
    "body{font-family:sans-serif;margin:1em 4vw}"
    # Wider than a phone: it moves in its own place, the page does not.
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}"
    "td.number{text-align:right}form{margin:.4em 0}"
    "label{display:inline-block;margin:0 1em .3em 0}"
)


# Of every page, before its title: as wide as the screen, a phone's too.
HEAD = (
    "<!doctype html><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width, initial-scale=1'>"
)


class Picture(str):
    """The address of a picture, to be shown as such."""


class Link(str):
    """A text that leads to ``address``."""

    address = ""

    @classmethod
    def to(cls, address: str, text: str) -> "Link":
        """A link."""
        link = cls(text)
        link.address = address
        return link


class Button(str):
    """A text to press, which sends ``fields`` to ``address``."""

    address, fields = "", {}

    @classmethod
    def to(cls, address: str, text: str, **fields) -> "Button":
        """A button."""
        button = cls(text)
        button.address, button.fields = address, fields
        return button


def price(amount: Decimal) -> str:
    """An amount as shops write it: with cents, with more decimals only if it has them.

    :rtype: str
    """
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents:f}" if cents == amount else f"{amount.normalize():f}"


def table(heads, rows, shown: int = 200) -> str:
    """A table of at most ``shown`` rows, which says how many more there are."""
    rows = list(rows)
    if not rows:
        return "<p>None.</p>"
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows[:shown])
    more = f"<p>{len(rows) - shown} more.</p>" if len(rows) > shown else ""
    return f"<table><tr>{head}</tr>{body}</table>{more}"


def _cell(value):
    if isinstance(value, Picture):
        shown = f"<img src='{escape(value)}' alt='' height='40'>" if value else ""
        return f"<td>{shown}</td>"
    if isinstance(value, Link):
        return f"<td><a href='{escape(value.address)}'>{escape(value)}</a></td>"
    if isinstance(value, Button):
        inner = "".join(
            f"<input type='hidden' name='{escape(name)}' value='{escape(str(text))}'>"
            for name, text in value.fields.items()
        )
        return (
            f"<td><form method='post' action='{escape(value.address)}'>{inner}"
            f"<button>{escape(value)}</button></form></td>"
        )
    kind = "" if isinstance(value, str) else " class='number'"
    return f"<td{kind}>{escape(str(value))}</td>"
