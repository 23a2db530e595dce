"""A batch that BigCommerce refuses because of some of its items.

How a refusal names the bad ones is not documented, so they are found by halves.
"""

from ...api import errors


def send_narrowed(
    items,
    send,
    refused,
    explain=None,
    is_over=lambda: False,
    failing=None,
):
    """Send items together; if they are refused, all but the bad ones anyway.

    With B bad ones of N: O(B · log N) calls.

    :param items: what one call takes
    :param send: raises ``DataError`` where nothing of its items was carried out, or it
        does no harm to send them again
    :param refused: is given an item that is refused for itself
    :param explain: may say what a refusal is about: the lists to send again without it,
        None if that cannot be seen
    :param failing: given the items of a call and a ``TemporaryError``, says whether it
        may be one of these items that BigCommerce fails at; of a single one, it takes
        note. Only where sending the others again does no harm
    :param is_over: says whether no more calls are to be made
    :return: the items that were not tried any more
    :rtype: list
    """
    todo = [list(items)]
    while todo and not is_over():
        chunk = todo.pop()
        if not chunk:
            continue
        try:
            send(chunk)
        except errors.DataError as error:
            rest = explain(chunk, error) if explain else None
            if rest is not None:
                todo += rest
            elif len(chunk) == 1:
                refused(chunk[0], error)
            else:
                todo += _halves(chunk)
        except errors.TemporaryError as error:
            if not failing or not failing(chunk, error):
                raise
            if len(chunk) > 1:
                todo += _halves(chunk)
    return [item for chunk in todo for item in chunk]


def _halves(chunk):
    """The first half comes off the stack first."""
    half = len(chunk) // 2
    return [chunk[half:], chunk[:half]]
