from . import test_pickups
from . import test_refunds
from . import test_register_refunds
from . import test_remote_shipments
from . import test_shipments
from . import test_statuses
from . import test_to_prepare
from . import test_waiting_goods
