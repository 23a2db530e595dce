"""The way back: what BigCommerce is told of goods that left.

Every write is written down before it is sent, and after anything unclear BigCommerce
is read before it is repeated.
"""

from . import run
