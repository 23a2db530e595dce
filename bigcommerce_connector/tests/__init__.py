from . import test_order_thread
