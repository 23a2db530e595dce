# Odoo's loader runs the modules named test_* that it finds in this package: each area
# lends its own.
from .orders import *
from .fulfillment import *
from .catalog import *
from .catalog_import import *
from .inventory import *
from .register import *
from .store import *
from .flow import *
from .screens import *
from .rights import *
