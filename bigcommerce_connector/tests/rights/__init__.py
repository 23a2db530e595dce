from . import test_kept_fields
from . import test_outsider
from . import test_connector_context
from . import test_rights
from . import test_security
