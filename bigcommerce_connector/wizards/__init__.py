from . import bigcommerce_order_skip
from . import res_config_settings
