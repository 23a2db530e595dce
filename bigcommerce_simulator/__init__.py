"""A BigCommerce store in one process, for development and tests.

It shares no code with the connector: what checks the connector must not repeat
its mistakes. See README.md in this folder.
"""

from .clock import ManualClock, SystemClock
from .server import Simulator

__all__ = ["ManualClock", "Simulator", "SystemClock"]
