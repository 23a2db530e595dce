from . import bigcommerce_store
from . import mrp_bom
from . import mrp_bom_line
from . import pos_order
from . import pos_order_line
from . import product_template
from . import stock_move
from . import stock_picking
