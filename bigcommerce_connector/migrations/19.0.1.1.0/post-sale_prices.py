def migrate(cr, version):
    """A variant with a price of its own has no sale price of its product: where it was
    to inherit one, BigCommerce has none."""
    if version:
        cr.execute(
            "UPDATE bigcommerce_variant"
            ' SET accepted_values = accepted_values || \'{"sale_price": "0"}\''
            " WHERE accepted_values ->> 'price' IS NOT NULL"
            "  AND accepted_values -> 'sale_price' = 'null'"
        )
