"""Customers of the store: those with an account. Guests are none.

Importing this package registers the handlers.
"""

from . import addresses, api, control_handlers
from .state import Customers

__all__ = ["Customers", "addresses", "api", "control_handlers"]
