"""From a difference to a paid POS order, handed over as a register would."""

from . import customer
from . import taxes
from . import products
from . import returns
from . import shortage
from . import payments
from . import transaction
