import pytest

from odoo.addons.bigcommerce_connector.api import Client

from bigcommerce_simulator import Simulator

from . import drive
from .drive_categories import drive_categories
from .drive_customers import drive_customers
from .drive_images import drive_images
from .drive_locations import drive_locations
from .drive_metafields import drive_metafields
from .drive_others import drive_others
from .drive_parts import drive_parts
from .exchange import Exchange, read_records
from .specification import FOLDER, MISSING
from .world import World


@pytest.fixture(scope="session", autouse=True)
def files_are_there():
    if not FOLDER.is_dir():
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def driven(files_are_there, tmp_path_factory) -> dict[str, list[Exchange]]:
    """The exchanges of each public method of the client, ``customers`` and
    ``others``."""
    record = tmp_path_factory.mktemp("exchanges")
    exchanges: dict[str, list[Exchange]] = {}
    seen = 0
    with Simulator(seed=7, record=record) as simulator:
        world = World(simulator)
        token = simulator.access_token
        with Client(simulator.store_hash, token, simulator.url) as client:
            calls = {
                name: lambda call=call: call(client, world)
                for name, call in drive.DRIVES.items()
            }
            calls["customers"] = lambda: drive_customers(simulator)
            calls["images"] = lambda: drive_images(simulator, world.product)
            calls["categories"] = lambda: drive_categories(
                simulator, world.product["id"]
            )
            calls["locations"] = lambda: drive_locations(simulator, world.product)
            calls["parts"] = lambda: drive_parts(simulator, world.product)
            calls["metafields"] = lambda: drive_metafields(simulator, world.product)
            calls["others"] = lambda: drive_others(simulator, client, world)
            for name, call in calls.items():
                call()
                every = list(read_records(record))
                exchanges[name], seen = every[seen:], len(every)
    return exchanges
