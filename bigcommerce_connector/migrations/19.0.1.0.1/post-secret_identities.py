"""Identities that could be told from an order's number become secret ones."""


def migrate(cr, version):
    """Make what was posted before unknown again.

    Whoever told the identity of an order may have been handed its access token, so
    that one is replaced as well.
    """
    # A new column is filled with one value: each store needs its own.
    cr.execute(
        """
        UPDATE bigcommerce_store
           SET identity_secret =
               replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
        """
    )
    cr.execute(
        """
        UPDATE pos_order_line line
           SET uuid = gen_random_uuid()::text
          FROM pos_order posted
         WHERE posted.id = line.order_id
           AND posted.bigcommerce_order_id IS NOT NULL
        """
    )
    cr.execute(
        """
        UPDATE pos_order
           SET uuid = gen_random_uuid()::text,
               access_token = gen_random_uuid()::text
         WHERE bigcommerce_order_id IS NOT NULL
        """
    )
