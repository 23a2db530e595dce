"""Metafields, the same for everything that has them."""

from . import api
from .state import Metafields

__all__ = ["Metafields", "api"]
