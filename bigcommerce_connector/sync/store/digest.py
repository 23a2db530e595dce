"""A mail a day to whoever is responsible for a store, while something is to do."""

import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

_TEMPLATE = "bigcommerce_connector.mail_template_digest"
# Of each cause so many are named.
_MOST_NAMES = 3


class BigcommerceTodo(models.Model):
    _inherit = "bigcommerce.todo"

    @api.model
    def _send_digests(self):
        """Once a day for each store that wants it; nothing while nothing is to do."""
        wanted = [("daily_digest", "=", True), ("state", "!=", "draft")]
        for store in self.env["bigcommerce.store"].search(wanted):
            try:
                with self.env.cr.savepoint():
                    _send_digest(store)
            except Exception:
                # A template that somebody broke does not stop the other stores.
                _logger.exception("store %s: no daily digest", store.id)
            # Nor does a person who saves another store at this moment.
            self.env["ir.cron"]._commit_progress()


def _send_digest(store):
    user = store.responsible_id.filtered(lambda one: one.active and one.email)
    if not user or store._is_copied_database():
        return
    today = fields.Date.context_today(store.with_context(tz=user.tz))
    if store.digest_sent_on == today:
        return
    causes = _causes(store.with_context(lang=user.lang))
    if not causes:
        return
    store.digest_sent_on = today
    template = store.env.ref(_TEMPLATE).with_context(
        causes=causes, count=sum(count for _label, count, _names in causes)
    )
    template.send_mail(store.id, email_layout_xmlid="mail.mail_notification_light")


def _causes(store):
    """:return: each cause, how many have it, and the first of them
    :rtype: list[tuple[str, int, str]]
    """
    rows = store.env["bigcommerce.todo"]
    labels = dict(rows._fields["cause"]._description_selection(rows.env))
    mine = [("store_id", "=", store.id)]
    found = []
    for cause, count in rows._read_group(mine, ["cause"], ["__count"]):
        first = rows.search([*mine, ("cause", "=", cause)], limit=_MOST_NAMES)
        names = first.mapped("name") + (["…"] if count > _MOST_NAMES else [])
        found.append((labels[cause], count, ", ".join(names)))
    return found
