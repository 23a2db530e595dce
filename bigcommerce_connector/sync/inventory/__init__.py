"""Stock goes to BigCommerce: what to publish, and the adjustments."""

from . import committed
from . import quantities
from . import push
from . import preview
from . import request
