"""What a person wants to know before anything is written: nothing here writes there."""

from . import run
