"""Odoo's company check of records that are made together, in one go.

Odoo asks it of each record and each field; of goods that leave together nearly all
refer to the same few.
"""


def are_of_one_company(records, fnames=None):
    """Whether Odoo's ``_check_company`` (odoo/orm/models.py) has nothing against them.

    :param records: of a model with a company
    :param list fnames: as Odoo's
    :rtype: bool
    """
    if fnames is None or "company_id" in fnames:
        fnames = records._fields
    fields = [records._fields[name] for name in fnames]
    checked = [field for field in fields if field.relational and field.check_company]
    return all(
        _may_be_of(
            same.sudo()[field.name],
            records.env.company if field.company_dependent else company,
        )
        for company, same in records.grouped("company_id").items()
        for field in checked
    )


def _may_be_of(others, company):
    """Whether a company's records may refer to all of these."""
    domain = others and others._check_company_domain(company)
    everyone = others.with_context(active_test=False)
    return not domain or others == everyone.filtered_domain(domain)
