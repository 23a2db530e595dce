"""Stock goes to BigCommerce: what to publish, and the adjustments."""

from . import committed
from . import unsold
from . import push
from . import refused
