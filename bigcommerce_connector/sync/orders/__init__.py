"""Web orders become POS orders: read, reconcile with what is posted, post the rest."""

from . import read
from . import policy
from . import post
from . import messages
from . import net_reasons
from . import locked_books
from . import reconcile
from . import posting_queue
from . import scope
from . import rescope
from . import first_connect
from . import run
from . import before_stock
from . import unserved
