from . import test_import
from . import test_import_images
from . import test_import_left
from . import test_import_prices
from . import test_import_stock
from . import test_import_round_trip
