"""When a flow runs, what it does about errors, and that no two collide."""

from . import lease
from . import messages
from . import run
from . import failure
from . import crons
from . import buttons
