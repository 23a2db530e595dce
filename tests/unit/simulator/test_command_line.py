"""The command line and the page for people."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from bigcommerce_simulator.__main__ import main

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def command():
    started = []

    def start(*options):
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bigcommerce_simulator", *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_says_where_it_listens_and_ends_by_signal(command):
    process = command(
        "--catalog=sample", "--store-hash=shop1", "--switch=quota_requests=150"
    )
    line = process.stdout.readline()
    url, store_hash, token = re.fullmatch(
        r"BigCommerce simulator: (\S+) store (\S+) token (\S+)\n", line
    ).groups()
    assert store_hash == "shop1"
    answer = requests.get(
        f"{url}/stores/shop1/v3/catalog/products",
        headers={"X-Auth-Token": token},
        timeout=120,
    )
    assert answer.json()["meta"]["pagination"]["total"] == 4
    assert answer.headers["X-Rate-Limit-Requests-Quota"] == "150"
    taken = command(f"--port={url.rsplit(':', 1)[1]}")
    assert taken.wait(5) == 1
    assert "cannot be used" in taken.stderr.read()
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0


def test_wrong_switch(capsys):
    with pytest.raises(SystemExit):
        main(["--switch=nothing=1"])
    assert "there is no switch nothing" in capsys.readouterr().err
    assert main(["--switch=over_limit=never"]) == 2


def test_page_shows_products_orders_and_hooks(api, simulator, shirt, mug):
    with simulator.store.lock:
        simulator.store.inventory.set(("product", mug["id"]), 1, 8)
    order = simulator.store.orders.place(lines=[{"sku": "MUG", "quantity": 2}])
    destination = "http://127.0.0.1:9/<hook>"
    api.post("/v3/hooks", {"scope": "store/order/*", "destination": destination})
    page = api.get("/simulator")
    assert page.headers["Content-Type"].startswith("text/html")
    assert "SHIRT-M-Blue" in page.text
    assert f"<td class='number'>{order.id}</td>" in page.text
    assert "2 × Mug" in page.text
    assert "&lt;hook&gt;" in page.text
    assert "<td class='number'>6</td>" in page.text
