"""From BigCommerce to stored snapshots: what changed, complete orders, retries."""

from . import snapshot
from . import backfill
from . import recover
