from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import LockError
from odoo.tools import SQL


class BigcommerceCustomer(models.Model):
    """Which contact a customer of a BigCommerce store is.

    A customer with an account has ``external_id``. A guest has none: a contact that was
    created for an e-mail address is remembered by ``email_key``, once per company, so
    that two workers or two stores never create it twice. The address itself is kept on
    the contact alone.
    """

    _name = "bigcommerce.customer"
    _description = "BigCommerce Customer"
    _inherit = ["bigcommerce.store.child"]
    _order = "id desc"
    _rec_name = "external_id"
    _check_company_auto = True

    external_id = fields.Char("BigCommerce Customer ID", readonly=True)
    email_key = fields.Char(readonly=True, groups="base.group_system")
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        check_company=True,
        ondelete="cascade",
        index=True,
        help="Web orders of this customer are posted under this contact.",
    )

    _external_id_unique = models.Constraint(
        "UNIQUE (store_id, external_id)", "This BigCommerce customer exists already."
    )
    _email_key_unique = models.Constraint(
        "UNIQUE (company_id, email_key)",
        "A contact for this email address exists already.",
    )

    @api.model
    def _email_key(self, email):
        """What stands for an e-mail address in a unique index, and in an error's text.

        :param str email: normalized
        """
        return sha256(email.encode()).hexdigest()

    @api.model
    def _claim(self, store, external_id=None, email_key=None):
        """Insert a row before its contact is created.

        Another worker's row that this transaction cannot see makes PostgreSQL raise a
        serialization failure, which the flow answers with a new sync. It is not logged
        as a bad query: it is expected.

        :return: bigcommerce.customer without a contact
        :raise LockError: the row is there, in sight, and should have been found
        """
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO bigcommerce_customer (store_id, company_id, external_id,"
                " email_key, create_uid, create_date, write_uid, write_date)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING RETURNING id",
                store.id,
                store.company_id.id,
                external_id,
                email_key,
                self.env.uid,
                self.env.cr.now(),
                self.env.uid,
                self.env.cr.now(),
            ),
            log_exceptions=False,
        )
        row = self.env.cr.fetchone()
        if not row:
            raise LockError(
                self.env._("This customer is being created by another transaction.")
            )
        return self.browse(row[0])
