from odoo import api, models
from odoo.exceptions import UserError

# Of what becomes the code of a journal when Odoo's own 99 are used up.
_PREFIXES = {"bank": "BC", "sale": "BCS"}
_LENGTH = 5


class AccountJournal(models.Model):
    _inherit = "account.journal"

    @api.model
    def _bigcommerce_free_code(self, journal_type, company):
        """A code for a journal of the web register: Odoo's next, else one of ours.

        Odoo knows BNK1 to BNK99 (INV1 to INV99) and gives nothing after those.

        :param str journal_type: ``bank`` or ``sale``
        :raise UserError: every code is used up, with what to do
        """
        code = self._get_next_journal_default_code(journal_type, company)
        if code:
            return code
        prefix = _PREFIXES[journal_type]
        journals = self.with_context(active_test=False).search_fetch(
            [
                *self._check_company_domain(company),
                ("code", "=like", f"{prefix}%"),
            ],
            ["code"],
        )
        taken = set(journals.mapped("code"))
        for number in range(1, 10 ** (_LENGTH - len(prefix))):
            if f"{prefix}{number}" not in taken:
                return f"{prefix}{number}"
        raise UserError(
            self.env._(
                "The web register needs a journal, but %(company)s has used every "
                "short code from %(prefix)s1 on. Change the short code of a journal "
                "that is no longer used (Invoicing → Configuration → Journals), "
                "then try again.",
                company=company.name,
                prefix=prefix,
            )
        )
