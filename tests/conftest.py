"""Make the addons' pure parts importable under their usual names without Odoo.

The parent packages are registered empty, with a path only, so that an addon's own
``__init__`` (which needs Odoo) never runs; the absolute imports stay the same in both
worlds. Where Odoo is installed too it is left aside: what imports it by mistake fails
here. Run these tests with ``-p no:odoo`` where pytest-odoo is installed.
"""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

_ROOT = Path(__file__).resolve().parent.parent


def _register(name: str, path: Path | None = None) -> None:
    if name in sys.modules:
        return
    module = ModuleType(name)
    module.__path__ = [str(path)] if path else []
    sys.modules[name] = module
    parent, _dot, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


# The simulator lies beside the addon.
if str(_ROOT) not in sys.path:
    sys.path.insert(0, str(_ROOT))

_register("odoo")
_register("odoo.addons")
for _manifest in _ROOT.glob("bigcommerce_connector*/__manifest__.py"):
    _register(f"odoo.addons.{_manifest.parent.name}", _manifest.parent)

# A busy machine may take its time for one example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
