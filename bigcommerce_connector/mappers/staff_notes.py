"""What Odoo writes into the notes of staff on BigCommerce, beside what they wrote.

Source: BigCommerce, orders.v2.oas2.yml (``staff_notes``): one text, written whole.
"""

import re

MARK = "Odoo: "


def with_reference(notes: str, reference: str) -> str | None:
    """The notes with a line of ours, by which it is found again.

    :param str notes: as BigCommerce has them
    :param str reference: of the Point of Sale
    :return: None: it is there, whoever wrote it
    :rtype: str | None
    """
    if re.search(rf"(?<!\S){re.escape(reference)}(?!\S)", notes):
        return None
    ours = _line(reference)
    return f"{notes.rstrip()}\n{ours}" if notes.strip() else ours


def without_reference(notes: str, reference: str) -> str:
    """What staff wrote: the notes without the line of ours.

    :param str notes: as BigCommerce has them
    :param str reference: of the Point of Sale
    """
    lines = notes.splitlines()
    return "\n".join(line for line in lines if line.strip() != _line(reference))


def _line(reference: str) -> str:
    return f"{MARK}{reference}"
