"""Stock goes to BigCommerce: what to publish, and the adjustments."""

from . import components
from . import terms
from . import push
from . import preview
from . import request
