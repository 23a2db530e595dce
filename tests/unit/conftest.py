"""Makes the addon's lives of orders, and their oracle, importable without Odoo."""

import sys
from pathlib import Path
from types import ModuleType

_NAME = "odoo.addons.bigcommerce_connector.tests"
_FOLDER = Path(__file__).resolve().parents[2] / "bigcommerce_connector" / "tests"

if _NAME not in sys.modules:
    # Empty, with a path only: the package's own imports need Odoo.
    sys.modules[_NAME] = ModuleType(_NAME)
    sys.modules[_NAME].__path__ = [str(_FOLDER)]
