"""A store's connection: details, webhooks and their health."""

from . import webhooks
from . import connect
from . import webhook_health
from . import channels
