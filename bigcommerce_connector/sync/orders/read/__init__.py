"""From BigCommerce to stored snapshots: what changed, complete orders, retries."""

from . import snapshot
from . import frozen
from . import backfill
from . import first_connect
from . import recover
