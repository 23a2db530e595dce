from . import pos
from . import webhook
