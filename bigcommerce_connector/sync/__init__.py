"""The verbs, by flow: the only place where payloads meet the ORM.

Every flow does the same three steps: read the present state of both sides, compute the
difference (in ``mappers/``), post only the difference. Imports point downward: orders
stand on register, catalog and inventory, these on store, store on flow; the import of
products stands on catalog and inventory, fulfillment on orders.
"""

from . import flow
from . import store
from . import register
from . import catalog
from . import inventory
from . import catalog_import
from . import orders
from . import fulfillment
