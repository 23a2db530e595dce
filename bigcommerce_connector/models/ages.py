"""How long ago something was, in the user's language."""

from datetime import timedelta

from babel.dates import format_timedelta

from odoo import fields
from odoo.tools.misc import babel_locale_parse, get_lang

# Of this very moment, or of a clock that is ahead of ours.
_JUST_NOW = timedelta(seconds=-1)


def ago(env, moment):
    """Such as *3 hours ago*.

    :param datetime.datetime moment: UTC
    :rtype: str
    """
    return format_timedelta(
        min(moment - fields.Datetime.now(), _JUST_NOW),
        add_direction=True,
        locale=babel_locale_parse(get_lang(env).code),
    )
