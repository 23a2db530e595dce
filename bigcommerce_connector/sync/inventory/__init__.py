"""Stock goes to BigCommerce: what to publish, and the adjustments."""

from . import components
from . import terms
from . import shortage
from . import push
from . import drift_buttons
from . import held_buttons
from . import preview
from . import request
