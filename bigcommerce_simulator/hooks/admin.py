"""``/v3/hooks/admin``: who gets mail about webhooks, and which domains are blocked.

Source: BigCommerce, webhooks.v3.yml, "Webhooks Admin".
"""

import re
from operator import itemgetter

from ..errors import V2Error, V3Error
from ..routing import Reply, control, route
from ..shapes import number, text
from .denylist import BLOCK_SECONDS
from .state import client_id_of

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@route("GET", "/v3/hooks/admin")
def get_admin_info(store, request):
    """Mail addresses, hooks with their status, and blocked domains of this token."""
    store.hooks.deactivate_idle()
    client_id = client_id_of(request.headers["X-Auth-Token"])
    active = request.parameters.boolean("is_active")
    rows = [
        {**hook, "status": store.hooks.status(hook)}
        for hook in store.hooks.rows.values()
        if hook["client_id"] == client_id
        and (active is None or hook["is_active"] == active)
    ]
    page = request.parameters.page()
    data = {
        "emails": store.hooks.emails.get(client_id, []),
        "hooks_list": page.of(rows),
        "blocked_domains": store.hooks.denylist.rows(client_id),
    }
    return Reply({"data": data, "meta": request.parameters.meta(page, rows)})


@route("PUT", "/v3/hooks/admin")
def update_admin_info(store, request):
    """Replace the mail addresses."""
    emails = request.payload().get("emails")
    right = isinstance(emails, list) and all(
        isinstance(email, str) and _EMAIL.fullmatch(email) for email in emails
    )
    if not right:
        raise V3Error(422, "The emails are not valid", {"emails": "must be addresses"})
    store.hooks.emails[client_id_of(request.headers["X-Auth-Token"])] = emails
    return Reply(status=204)


@control("POST", "/hooks/<int:hook_id>/block")
def block_domain(store, request, hook_id):
    """``{"seconds"?, "failure"?}``: BigCommerce blocks the domain of this hook."""
    hook = store.hooks.rows.get(hook_id)
    if hook is None:
        raise V2Error(404, "There is no such hook.")
    body = request.payload(shape={"seconds": number, "failure": text})
    seconds = float(body.get("seconds") or BLOCK_SECONDS)
    failure = body.get("failure") or "502 Bad Gateway"
    store.hooks.denylist.block(hook, seconds, failure)
    return Reply(store.hooks.denylist.rows(hook["client_id"]))


@control("GET", "/mails")
def list_mails(store, request):
    """What BigCommerce would have mailed, about webhooks and to customers (these with
    ``order_id``): ``{at, to, subject}``."""
    return Reply(sorted(store.hooks.mails + store.orders.mails, key=itemgetter("at")))
