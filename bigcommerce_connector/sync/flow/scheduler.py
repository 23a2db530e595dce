"""Odoo's scheduler, woken for what is due in a moment."""

import threading

_LATE = 0.2  # the clock of the database may be a little slow


def wake_scheduler(env, after):
    """Have Odoo's scheduler look in ``after`` seconds for what is due by then.

    It is woken for what is due at once; what is due a little later it would find at
    its next round only, up to a minute later.
    """
    timer = threading.Timer(after + _LATE, env["ir.cron"]._notifydb)
    timer.daemon = True  # nothing waits for it: there is the next round
    timer.start()
