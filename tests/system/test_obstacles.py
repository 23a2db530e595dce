"""What stands in the way is said in one sentence, and nothing is left behind."""

import os
from pathlib import Path

import pytest

from .conftest import free_port

# Nobody listens there: every request through it fails at once.
NO_NETWORK = {
    name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTPS_PROXY")
}


def sentence(result):
    """The error message; it must be the only one."""
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    errors = [line for line in result.stderr.splitlines() if not line.startswith("-->")]
    assert len(errors) == 1, result.stderr
    return errors[0]


def test_port_of_odoo_in_use(dev_run, taken_port):
    result = dev_run("demo", "--once", "--odoo-port", taken_port)
    assert f"Port {taken_port} on 127.0.0.1, where Odoo would listen" in sentence(
        result
    )
    assert "DEMO_ODOO_PORT=" in result.stderr


def test_port_of_the_simulator_in_use(dev_run, taken_port):
    result = dev_run(
        "demo",
        "--once",
        *("--odoo-port", free_port()),
        *("--simulator-port", taken_port),
    )
    assert "DEMO_SIMULATOR_PORT=" in sentence(result)


def test_no_network(dev_run, tmp_path):
    result = dev_run(
        "setup", XDG_CACHE_HOME=str(tmp_path), PIP_RETRIES="0", **NO_NETWORK
    )
    assert "Is there a network connection?" in sentence(result)


def test_odoo_home_without_odoo(dev_run, tmp_path):
    result = dev_run("setup", ODOO_HOME=str(tmp_path))
    assert f"ODOO_HOME={tmp_path} has no Odoo 19.0" in sentence(result)


def test_odoo_home_with_another_series(dev_run, tmp_path):
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").write_text("version_info = (18, 0, 0)\n")
    result = dev_run("setup", ODOO_HOME=str(tmp_path))
    assert "has no Odoo 19.0" in sentence(result)


@pytest.fixture
def path_without_browser_and_sudo(tmp_path):
    """A PATH on which Chromium and sudo are missing and nobody is root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for source in os.environ["PATH"].split(os.pathsep):
        for program in Path(source).glob("*"):
            hidden = "chrom" in program.name or program.name in ("sudo", "id")
            if not hidden and not (folder / program.name).is_symlink():
                (folder / program.name).symlink_to(program)
    (folder / "id").write_text("#!/bin/sh\necho 1000\n")
    (folder / "id").chmod(0o755)
    return str(folder)


def test_no_right_to_install(dev_run, tmp_path, path_without_browser_and_sudo):
    result = dev_run(
        "setup",
        PATH=path_without_browser_and_sudo,
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )
    assert "Missing on this machine: chromium." in sentence(result)
    assert "as root or as a user with sudo" in result.stderr
