"""A store's connection: details, webhooks and their health."""

from . import details
from . import webhooks
from . import webhook_registration
from . import connect
from . import webhook_health
from . import digest
