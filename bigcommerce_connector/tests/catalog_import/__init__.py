from . import test_import
from . import test_import_images
from . import test_import_left
from . import test_import_links
from . import test_import_prices
from . import test_import_stock
from . import test_import_round_trip
from . import test_import_runs
