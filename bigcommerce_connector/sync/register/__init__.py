"""The web register of the Point of Sale: methods, tax, sessions."""

from . import register
from . import tax
from . import connect
from . import session
from . import session_currency
from . import session_imbalance
