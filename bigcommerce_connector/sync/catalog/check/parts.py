"""A check in the background: part by part, for as long as the other flows can wait."""

import time

from odoo.tools import split_every

from ....api.paging import PAGE

# Seconds after which the other flows of the server get their turn.
_MAX_SECONDS = 60


class CheckInParts:
    """One run of the flow for a check, from where the last one stopped.

    :param check: the ``bigcommerce.check``
    """

    # What the last check has found, by its field on the check.
    found_field = ""

    def __init__(self, check):
        self.check = check
        self.store = check.store_id
        self.env = check.env

    def run(self):
        """:return: whether it is done
        :rtype: bool
        """
        template_ids = self._template_ids()
        self._begin(len(template_ids))
        left = [id_ for id_ in template_ids if id_ > self.check.cursor]
        if left and not self._prepare(template_ids):
            return self._is_stopped()
        started = time.monotonic()  # reading whole catalogs takes its own time
        for chunk in split_every(PAGE, left, list):
            if self._check_part(chunk) is False:
                return False
            self._keep_place(chunk)
            if self._is_stopped():
                return True
            if chunk[-1] != left[-1] and self._is_over(started):
                return False
        if not self._check_together(template_ids):
            return self._is_stopped()
        self.check._finish()
        self.env["bigcommerce.read.product"]._forget(self.store, self.check)
        return True

    def _template_ids(self):
        """The products to check, in ascending order.

        :rtype: list[int]
        """
        raise NotImplementedError

    def _prepare(self, template_ids):
        """What has to be known before the first part.

        :return: False: not now; the next run goes on with it
        """
        return True

    def _check_part(self, template_ids):
        """Check these products and write down what was found.

        :return: False: not now; these come again in the next run
        """
        raise NotImplementedError

    def _check_together(self, template_ids):
        """What is seen in all products together, once each was checked.

        :return: False: not now; the next run goes on with it
        """
        return True

    def _begin(self, count):
        if self.check.state == "waiting":
            self._forget_found()
            self.env["bigcommerce.read.product"]._forget(self.store, self.check)
            self.check.state = "running"
        self.check.total_count = count
        self.env["ir.cron"]._commit_progress()

    def _forget_found(self):
        """What it finds now takes the place of what it found before."""
        self.check[self.found_field].unlink()

    def _keep_place(self, chunk):
        done_count = self.check.done_count + len(chunk)
        self.check.write({"cursor": chunk[-1], "done_count": done_count})
        self.env["ir.cron"]._commit_progress()

    def _is_stopped(self):
        """Whether somebody has stopped it.

        :rtype: bool
        """
        self.check.invalidate_recordset(["state"])
        return self.check.state != "running"

    def _time_to_read(self):
        """Commits each page of a catalog, and says whether to go on with the next.

        :rtype: Callable[[int], bool]
        """
        started = time.monotonic()

        def has_time(_count):
            self.env["ir.cron"]._commit_progress()
            return not self._is_over(started) and not self._is_stopped()

        return has_time

    def _is_over(self, started):
        is_late = time.monotonic() - started > _MAX_SECONDS
        return is_late or self.store._is_lease_wanted()
