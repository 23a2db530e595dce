from . import test_back_office_tours
from . import test_dashboard
from . import test_growth
from . import test_hoot
from . import test_markup
from . import test_order_screens
from . import test_register_tours
from . import test_todo
