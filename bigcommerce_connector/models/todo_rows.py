"""Where the rows of the To Do page come from: one SELECT for each kind of trouble.

Each reads an index of those that are in trouble, or a table of such records alone.
"""

import json

from odoo.tools import SQL

from .bigcommerce_outgoing import TOLD_AFTER
from .todo_causes import PRODUCT_CAUSES

# Of what is told to BigCommerce.
_IN_TROUBLE = f"(state = 'refused' OR (retry_at IS NOT NULL AND tries >= {TOLD_AFTER}))"

# "link" is the column that names the record. Ids tell the sources apart.
_ROWS = """
SELECT todo.record_id::bigint * 32 + todo.source AS id,
       todo.kind, todo.cause, todo.since,
       todo.store_id, store.company_id, store.responsible_id,
       CASE WHEN link = 'order' THEN record_id END AS order_id,
       CASE WHEN link = 'product' THEN record_id END AS mapping_id,
       CASE WHEN link = 'stock' THEN record_id END AS stock_drift_id,
       CASE WHEN link = 'flow' THEN record_id END AS flow_id,
       CASE WHEN link = 'session' THEN record_id END AS session_id
  FROM (
    SELECT 0 AS source, 'order' AS kind, 'order' AS link,
           id AS record_id, store_id,
           COALESCE(problem_code, 'refused') AS cause,
           COALESCE(attention_since, write_date) AS since
      FROM bigcommerce_order WHERE state = 'attention'
    UNION ALL
    SELECT 1, 'order', 'order', id, store_id, 'to_refund',
           COALESCE(unsettled_since, date_modified)
      FROM bigcommerce_order WHERE amount_to_refund > 0
    UNION ALL
    -- Since the last refund of it at a register of the shop.
    SELECT 2, 'order', 'order', id, store_id, 'to_record',
           (SELECT max(back.date_order)
              FROM pos_order sold
              JOIN pos_order_line line ON line.order_id = sold.id
              JOIN pos_order_line given ON given.refunded_orderline_id = line.id
              JOIN pos_order back ON back.id = given.order_id
             WHERE sold.bigcommerce_order_id = web.id
               AND back.bigcommerce_order_id IS NULL
               AND back.state IN ('paid', 'done'))
      FROM bigcommerce_order web WHERE amount_register_unrecorded > 0
    UNION ALL
    SELECT 3, 'order', 'order', id, store_id, 'to_collect',
           COALESCE(unsettled_since, date_modified)
      FROM bigcommerce_order WHERE amount_to_collect > 0
    UNION ALL
    SELECT 4, 'product', 'product', id, store_id,
           COALESCE(%(causes)s::jsonb ->> problem_code, 'refused_there'),
           COALESCE(attention_since, write_date)
      FROM bigcommerce_product WHERE state = 'attention'
    UNION ALL
    SELECT 5, 'product', 'product', id, store_id, 'in_part', write_date
      FROM bigcommerce_product
     WHERE (image_message IS NOT NULL OR category_message IS NOT NULL
            OR visibility_message IS NOT NULL OR modifier_message IS NOT NULL)
       AND state NOT IN ('attention', 'skipped')
    UNION ALL
    SELECT 6, 'product', 'product', mapping_id, store_id, 'changed_there',
           min(create_date)
      FROM bigcommerce_drift GROUP BY mapping_id, store_id
    UNION ALL
    SELECT 7, 'stock', 'stock', id, store_id, 'stock_differs', found_on
      FROM bigcommerce_stock_drift WHERE state = 'found'
    UNION ALL
    -- What Odoo tries again by itself needs nobody for a while.
    SELECT 8, 'connection', 'flow', id, store_id, 'flow', failing_since
      FROM bigcommerce_flow
     WHERE message IS NOT NULL
       AND (retry_at IS NULL
            OR failing_since < (now() AT TIME ZONE 'UTC') - interval '15 minutes')
    UNION ALL
    SELECT 9, 'connection', 'flow', id, store_id, 'webhooks',
           COALESCE(delivery_failing_since, write_date)
      FROM bigcommerce_flow WHERE delivery_message IS NOT NULL
    UNION ALL
    SELECT 10, 'connection', 'session', session.id, config.bigcommerce_store_id,
           'closing', session.start_at
      FROM pos_session session JOIN pos_config config ON config.id = session.config_id
     WHERE session.bigcommerce_closing_problem IS NOT NULL
       AND session.state != 'closed' AND config.bigcommerce_store_id IS NOT NULL
    UNION ALL
    SELECT 12, 'order', 'order', order_id, store_id, 'shipment_refused',
           min(write_date)
      FROM bigcommerce_shipment WHERE %(in_trouble)s GROUP BY order_id, store_id
    UNION ALL
    SELECT 14, 'order', 'order', order_id, store_id, 'pickup_refused', write_date
      FROM bigcommerce_pickup WHERE %(in_trouble)s
    UNION ALL
    SELECT 15, 'order', 'order', order_id, store_id, 'status_refused',
           min(write_date)
      FROM bigcommerce_status_update WHERE %(in_trouble)s
     GROUP BY order_id, store_id
    UNION ALL
    -- As long as it is not refunded, or cancelled, otherwise.
    SELECT 13, 'order', 'order', refund.order_id, refund.store_id, 'refund_refused',
           min(refund.write_date)
      FROM (SELECT * FROM bigcommerce_refund WHERE %(in_trouble)s) refund
      JOIN bigcommerce_order web ON web.id = refund.order_id
     WHERE refund.pos_order_id IS NULL
       AND (web.amount_to_refund > 0
            OR (refund.is_cancelling AND web.status_id IS DISTINCT FROM 5)
            OR (refund.is_of_items AND web.amount_refunded = refund.refunded_before))
     GROUP BY refund.order_id, refund.store_id
    UNION ALL
    SELECT 17, 'order', 'order', order_id, store_id, 'refunded_twice',
           min(write_date)
      FROM bigcommerce_refund WHERE refunded_meanwhile > 0
     GROUP BY order_id, store_id
    UNION ALL
    -- One that is handed over, refunded or cancelled has nothing ready any more.
    SELECT 16, 'order', 'order', web.id, web.store_id, 'not_collected',
           min(transfer.bigcommerce_collect_until)
      FROM stock_picking transfer
      JOIN bigcommerce_order web ON web.id = transfer.bigcommerce_order_id
     WHERE transfer.bigcommerce_preparation = 'ready'
       AND transfer.bigcommerce_collect_until < (now() AT TIME ZONE 'UTC')
     GROUP BY web.id, web.store_id
    UNION ALL
    SELECT 11, 'connection', 'store', id, id, 'paused',
           COALESCE(paused_on, write_date)
      FROM bigcommerce_store WHERE state = 'paused'
  ) todo
  JOIN bigcommerce_store store ON store.id = todo.store_id
 WHERE store.active AND store.state != 'draft'
"""


def todo_rows():
    """:rtype: SQL"""
    causes = json.dumps(PRODUCT_CAUSES)
    return SQL(_ROWS, causes=causes, in_trouble=SQL(_IN_TROUBLE))
