"""Barcodes that are free: Odoo has each only once."""


class FreeBarcodes:
    """Those of a page of products that no product or packaging of Odoo has yet.

    :param imported: :class:`ImportedProduct`
    """

    def __init__(self, env, imported):
        self.env = env
        codes = {v.barcode for p in imported for v in p.variants if v.barcode}
        domain = [("barcode", "in", list(codes))]
        # Products that belong to no company share their barcodes with those of all.
        products_sudo = env["product.product"].sudo().with_context(active_test=False)
        taken = products_sudo.search(domain)
        packed = env["product.uom"].sudo().search(domain)
        self._taken = {*taken.mapped("barcode"), *packed.mapped("barcode")}

    def take(self, code):
        """:return: the barcode, or nothing where another product has it
        :rtype: str
        """
        if not code or code in self._taken:
            return ""
        self._taken.add(code)
        return code

    def remark(self, code):
        """:rtype: str"""
        return self.env._(
            "The barcode %s belongs to another product in Odoo and was left out. Give "
            "each its own barcode.",
            code,
        )
