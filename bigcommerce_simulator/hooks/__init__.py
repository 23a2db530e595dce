"""Webhooks: registration, signed delivery over HTTP, retries."""

from . import admin, api
from .courier import Courier
from .state import Hooks

__all__ = ["Courier", "Hooks", "admin", "api"]
