"""The web register of the Point of Sale: methods, tax, the closing of its sessions."""

from . import register
from . import tax
from . import connect
from . import closing
