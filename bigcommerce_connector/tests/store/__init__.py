from . import test_branch
from . import test_connect
from . import test_copied_database
from . import test_states
from . import test_uninstall
from . import test_webhook
from . import test_webhook_health
from . import test_webhook_malformed
