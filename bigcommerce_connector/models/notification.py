"""What a button tells the person who pressed it."""

# The page is read again, so that it shows what the button has done.
RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}


def notification(message, kind="info", title=False, then=None):
    """A message in the corner of the screen; what a button returns.

    A warning stays until it is closed.

    :param str message: what happened, and what to do
    :param str kind: ``info`` or ``warning``
    :param dict then: the action that follows; None: the page is read again
    :rtype: dict
    """
    params = {"type": kind, "message": message, "next": then or RELOAD}
    if title:
        params["title"] = title
    if kind == "warning":
        params["sticky"] = True
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": params,
    }
