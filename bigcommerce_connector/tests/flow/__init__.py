from . import test_flow_failure
from . import test_flow_wait
from . import test_flow_record
