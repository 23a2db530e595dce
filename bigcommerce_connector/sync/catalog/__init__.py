"""Products go to BigCommerce: matched, created, updated in batches."""

from . import eligibility
from . import stocked
from . import queue
from . import values
from . import messages
from . import failing
from . import refusals
from . import candidates
from . import binding
from . import variant_binding
from . import drift_choices
from . import mapping_buttons
from . import run
from . import check
