"""BigCommerce's tax classes of products, by the owner's table of taxes."""


class TaxClasses:
    """
    :param store: ``bigcommerce.store``
    """

    def __init__(self, store):
        self._company = store.company_id
        self._by_tax = {}
        for row in store.tax_ids.filtered("tax_class"):
            numbers = self._by_tax.setdefault(row.tax_id, set())
            numbers |= {number.strip() for number in row.tax_class.split(",")} - {""}

    def of(self, template):
        """The only class that the only tax of a product is in, else None.

        :param template: ``product.template``
        :rtype: int | None
        """
        if not self._by_tax:
            return None
        taxes = template.taxes_id._filter_taxes_by_company(self._company)
        numbers = self._by_tax.get(taxes, ())
        [number] = numbers if len(numbers) == 1 else [""]
        return int(number) if number.isdecimal() else None
