from . import test_register_methods
from . import test_register_not_for_cashiers
from . import test_register_tax
from . import test_session
from . import test_session_full
from . import test_session_imbalance
from . import test_session_problem
from . import test_web_orders_at_registers
