from . import test_import
from . import test_import_images
from . import test_import_prices
from . import test_import_stock
