from . import bigcommerce_demo
