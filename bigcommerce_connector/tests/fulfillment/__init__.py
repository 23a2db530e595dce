from . import test_shipments
from . import test_waiting_goods
