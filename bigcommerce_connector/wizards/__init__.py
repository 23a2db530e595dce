from . import bigcommerce_order_backfill
from . import bigcommerce_order_recover
from . import bigcommerce_order_skip
from . import bigcommerce_product_entitle
from . import bigcommerce_go_live
from . import bigcommerce_why_not
from . import res_config_settings
from . import bigcommerce_import_start
