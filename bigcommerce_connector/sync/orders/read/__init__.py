"""From BigCommerce to stored snapshots: what changed, complete orders, retries."""

from . import sweep
from . import missed_webhooks
from . import frozen
from . import fetch
from . import retry
from . import backfill
from . import recover
from . import snapshot
from . import captured_payments
from . import declined_refunds
from . import unlisted
