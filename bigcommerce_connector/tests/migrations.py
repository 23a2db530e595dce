"""Migrations, run once more: a test makes rows as an earlier version left them."""

from importlib.util import module_from_spec, spec_from_file_location

from odoo.tools import file_path


def migrate(env, script, before):
    """Run a script as an update does.

    :param str script: such as ``19.0.1.1.0/post-transfers``
    :param str before: the version that is updated
    """
    path = file_path(f"bigcommerce_connector/migrations/{script}.py")
    spec = spec_from_file_location("migration", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    env.flush_all()
    module.migrate(env.cr, before)
    env.invalidate_all()
