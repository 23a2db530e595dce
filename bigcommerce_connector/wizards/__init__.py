from . import bigcommerce_order_backfill
from . import bigcommerce_order_recover
from . import bigcommerce_order_skip
from . import res_config_settings
