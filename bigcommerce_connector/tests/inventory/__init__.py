from . import test_stock_after_orders
from . import test_stock_after_refunds
from . import test_stock_held
from . import test_stock_locations
from . import test_stock_push
from . import test_stock_refused
from . import test_stock_trigger
from . import test_stock_trigger_concurrency
