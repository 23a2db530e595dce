from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_KNOWN = WeakKeyDictionary()  # by connection


class BigcommerceStore(models.Model):
    """Which database works for the store: a copy of it must not.

    A copy has the original's ``database.uuid``, unless Odoo made it. So what PostgreSQL
    gives every database, and every cluster, is remembered as well, and the host of
    ``web.base.url`` where somebody fixed it (``web.base.url.freeze``): else Odoo writes
    there whatever address an administrator has just logged in at.
    """

    _inherit = "bigcommerce.store"

    database_uuid = fields.Char(copy=False, readonly=True, groups="base.group_system")
    # {"oid", "cluster", "name", "host"}: texts; unknown ones are null.
    database_identity = fields.Json(
        copy=False, readonly=True, groups="base.group_system"
    )
    is_paused_as_copy = fields.Boolean(
        copy=False, readonly=True, groups="base.group_system"
    )
    is_copied_database = fields.Boolean(
        "Looks Like a Copy", compute="_compute_is_copied_database"
    )

    @api.depends("state", "database_uuid", "database_identity")
    def _compute_is_copied_database(self):
        for store in self:
            store.is_copied_database = (
                store.state != "draft" and store._is_copied_database()
            )

    def _remember_database(self):
        """From now on it is this database that works for the store."""
        self.sudo().write(  # system fields
            {
                "database_uuid": self._database_uuid(),
                "database_identity": self._database_identity(),
            }
        )

    def _is_copied_database(self):
        return bool(self._database_differences())

    def _database_differences(self):
        """In what this database is not the one that was connected, in words.

        :rtype: list[str]
        """
        self.ensure_one()
        store_sudo = self.sudo()  # system fields
        if store_sudo.database_uuid != self._database_uuid():
            return [self.env._("its database.uuid differs")]
        known = store_sudo.database_identity
        if not known:  # connected before this was remembered
            return []
        here = self._database_identity()
        differences = []
        if here["name"] != known.get("name"):
            differences.append(
                self.env._(
                    "it is called %(here)s, not %(known)s",
                    here=here["name"],
                    known=known.get("name"),
                )
            )
        elif here["oid"] != known.get("oid"):
            differences.append(self.env._("it was created or restored"))
        if _differ(here["cluster"], known.get("cluster")):
            differences.append(self.env._("it is on another PostgreSQL server"))
        if _differ(here["host"], known.get("host")):
            differences.append(
                self.env._(
                    "its address (web.base.url) is at %(here)s, not %(known)s",
                    here=here["host"],
                    known=known["host"],
                )
            )
        return differences

    def _copy_text(self):
        return self.env._(
            "This database looks like a copy of the one that is connected to "
            "BigCommerce (%(differences)s), so nothing is read or sent from here. "
            "If it was moved, renamed or restored and should work for %(store)s "
            "from now on, choose Use This Database on the store's page.",
            differences=", ".join(self._database_differences()),
            store=self.name,
        )

    def _check_no_copy(self):
        """:raise UserError: this database is not the one that was connected"""
        for store in self:
            if store.state != "draft" and store._is_copied_database():
                raise UserError(store._copy_text())

    @api.model
    def _database_uuid(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    @api.model
    def _database_identity(self):
        """What PostgreSQL and Odoo know this database by, as ``database_identity``."""
        oid, name, cluster = _of_connection(self.env.cr)
        parameters = self.env["ir.config_parameter"].sudo()
        is_fixed = parameters.get_param("web.base.url.freeze")
        url = parameters.get_param("web.base.url") if is_fixed else None
        return {
            "oid": oid,
            "cluster": cluster,
            "name": name,
            "host": urlsplit(url or "").hostname,
        }


def _of_connection(cr):
    """Asked once of each connection: as long as one lasts, PostgreSQL lets nobody
    rename or replace its database.

    :return: the ``oid``, the name, and the ID of the cluster or None
    :rtype: tuple
    """
    known = _KNOWN.get(cr.connection)
    if known:
        return known
    cr.execute(
        SQL(
            "SELECT oid::text, datname,"
            " has_function_privilege('pg_control_system()', 'EXECUTE')"
            " FROM pg_database WHERE datname = current_database()"
        )
    )
    oid, name, may_ask = cr.fetchone()
    cluster = None
    if may_ask:
        cr.execute(SQL("SELECT system_identifier::text FROM pg_control_system()"))
        (cluster,) = cr.fetchone()
    _KNOWN[cr.connection] = oid, name, cluster
    return oid, name, cluster


def _differ(here, known):
    """Whether both are known, and not the same."""
    return bool(here and known and here != known)
