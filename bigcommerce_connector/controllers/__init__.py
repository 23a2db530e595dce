from . import pos
from . import ticket
from . import webhook
