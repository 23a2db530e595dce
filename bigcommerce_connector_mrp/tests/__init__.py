from . import test_kit_changes
from . import test_kit_import
from . import test_kit_refunds
from . import test_kit_stock
from . import test_kits_both_ways
from . import test_kits_that_wait
from . import test_web_kits
