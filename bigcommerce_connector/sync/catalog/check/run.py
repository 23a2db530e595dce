"""The checks that people have asked for, part by part, between the other flows."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rates import check_rates
from .dry_run import DryRun
from .preflight import Preflight

_WORK = {"preflight": Preflight, "dry_run": DryRun}


class BigcommerceStore(models.Model):
    _inherit = "bigcommerce.store"

    def _sync_checks(self):
        """Run what was asked for, from where it stands.

        :return: whether it is done
        :raise errors.TemporaryError, errors.RightsError, UserError: the flow's matter
        """
        self.ensure_one()
        checks = self.env["bigcommerce.check"].search(
            [("store_id", "=", self.id), ("state", "in", ("waiting", "running"))]
        )
        if checks:
            check_rates(self)
        is_done = True
        with self._client() as client:
            for check in checks:
                is_done = check._work(client).run() and is_done
        left = 0 if is_done else 1
        self.env["ir.cron"]._commit_progress(left, remaining=left)
        return is_done

    def action_dry_run(self):
        """What would be written to BigCommerce, without writing it."""
        return self._check("dry_run").action_run()

    def action_preflight(self):
        """What is wrong with the products of both sides, before anything is sent."""
        return self._check("preflight").action_run()

    def _check(self, kind):
        self.ensure_one()
        self.check_access("write")
        return self.env["bigcommerce.check"]._of(self, kind)


class BigcommerceCheck(models.Model):
    _inherit = "bigcommerce.check"

    def action_run(self):
        """Check everything anew, in the background."""
        self.ensure_one()
        self.store_id.check_access("write")
        if self.store_id.state == "draft":
            raise UserError(self.env._("Connect %s first.", self.store_id.name))
        self.sudo()._ask()  # only the connector writes checks
        return self.action_open()

    def _work(self, client):
        """What carries out a check of this kind; others extend it for theirs.

        :return: an object whose ``run()`` goes on from where the check stands, and says
            whether it is done
        """
        return _WORK[self.kind](self, client)

    def _ask(self):
        """Begin anew at the next run of the flow, which is asked for."""
        store = self.store_id
        store._create_flows()
        store._flow("checks")._create_crons()
        self.write(
            {
                "state": "waiting",
                "asked_on": fields.Datetime.now(),
                "finished_on": False,
                "cursor": 0,
                "done_count": 0,
                "total_count": 0,
            }
        )
        store._flow("checks")._forget_problems()
        store._trigger_flow("checks")

    @api.model
    def _stock_to_send(self, mappings, client):
        """What stock would be sent; inventory stands above the catalog, and says it.

        :param mappings: ``bigcommerce.product`` records, as they would be mapped
        :param client: that reads only
        :return: (``product.product`` record, name of the location, quantity there now
            or None, quantity to send)
        :rtype: list[tuple]
        """
        return []
