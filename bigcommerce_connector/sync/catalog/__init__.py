"""Products go to BigCommerce: matched, created, updated in batches."""

from . import queue
from . import basis
from . import values
from . import messages
from . import match
from . import run
from . import update
from . import options
from . import aside
from . import unsold
from . import base
from . import release
