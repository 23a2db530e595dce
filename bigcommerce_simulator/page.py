"""What the pages for people are made of."""

from html import escape

STYLE = (
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left}"
    "td.number{text-align:right}form{margin:.4em 0}"
    "label{display:inline-block;margin:0 1em .3em 0}"
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
    kind = "" if isinstance(value, str) else " class='number'"
    return f"<td{kind}>{escape(str(value))}</td>"
