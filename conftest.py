"""What all tests share."""

import os
import shutil
from unittest.mock import patch

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_filestore(request, tmp_path_factory):
    """Each process that runs Odoo tests has its own files, as it has its own database.

    pytest-odoo lets them share one folder, where a process may take for written what
    another has only begun to write: an attachment then reads as empty.
    """
    is_odoo = request.config.getoption("--odoo-database", None)
    if not (is_odoo and os.environ.get("PYTEST_XDIST_WORKER")):
        yield
        return
    request.getfixturevalue("load_registry")
    from odoo.tools import config

    own = tmp_path_factory.mktemp("filestore") / "files"
    shutil.copytree(config.filestore(config["db_name"]), own)
    with patch.object(config, "filestore", return_value=str(own)):
        yield
