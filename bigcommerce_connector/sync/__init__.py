"""One file per flow: the only place where payloads meet the ORM.

Every flow does the same three steps: read the present state of both sides, compute the
difference (in ``mappers/``), post only the difference.
"""

from . import lease
from . import flow
from . import flow_failure
from . import change_notes
from . import register
from . import register_tax
from . import session
from . import session_currency
from . import session_imbalance
from . import webhooks
from . import connect
from . import order_find
from . import order_take
from . import order_mentioned
from . import order_unlisted
from . import order_backfill
from . import order_recover
from . import webhook_health
from . import order_snapshot
from . import order_stranger
from . import customers
from . import customer_account
from . import order_invoice
from . import order_policies
from . import order_tables
from . import order_taxes
from . import order_captured
from . import order_refunds
from . import order_products
from . import order_returns
from . import order_shortage
from . import order_till
from . import order_cause
from . import order_problem
from . import order_coupons
from . import order_tenders
from . import order_transaction
from . import order_unpaid
from . import order_waiting
from . import order_parked
from . import order_post
from . import order_scope
from . import order_channel
from . import catalog_values
from . import catalog_problem
from . import catalog_match
from . import catalog_push
from . import catalog_update
from . import catalog_structure
from . import stock_held
from . import stock_push
