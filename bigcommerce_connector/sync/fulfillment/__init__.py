"""The way back: what BigCommerce is told of goods that left, and of
money that is to go back.

Every write is written down before it is sent, and after anything unclear BigCommerce
is read before it is repeated.
"""

from . import run
