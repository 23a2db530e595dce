"""Stock: locations, what is on hand, adjustments."""

from . import adjustments, items, locations
from .state import Inventory

__all__ = ["Inventory", "adjustments", "items", "locations"]
