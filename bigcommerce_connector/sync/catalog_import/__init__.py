"""Products come in from BigCommerce: made or linked in Odoo, page by page."""

from . import buttons
from . import run
