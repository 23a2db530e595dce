from . import test_connect
from . import test_order_thread
from . import test_webhook
from . import test_catalog_push
from . import test_catalog_match
from . import test_catalog_structure
from . import test_catalog_update
