"""Products go to BigCommerce: matched, created, updated in batches."""

from . import queue
from . import values
from . import messages
from . import match
from . import run
from . import update
from . import options
