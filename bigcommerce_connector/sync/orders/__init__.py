"""Web orders become POS orders: read, reconcile with what is posted, post the rest."""

from . import read
from . import policy
from . import policy_tables
from . import post
from . import causes
from . import messages
from . import unpaid
from . import locked_books
from . import reconcile
from . import scope
from . import attention
from . import before_stock
