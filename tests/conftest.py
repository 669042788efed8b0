"""What every test stands on: no network but this machine, and journeys only where a browser can make them."""

import socket

import hypothesis
import pytest
from django.conf import settings

from measure import machine

pytest_plugins = ["tests.world"]

# A busy machine is no fault of the code: speed is measured in benchmarks, never by a test.
hypothesis.settings.register_profile(
    "here", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("here")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """A test that reaches for another machine fails at once, and says for which."""
    connect = socket.socket.connect

    def connect_at_home(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test reached for the network: {address[0]}:{address[1]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_at_home)
        yield


def why_no_journeys():
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return "they are made once, on SQLite"
    return "" if machine.chromium() else "no Chromium was found"


def pytest_collection_modifyitems(config, items):
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if journeys and why_no_journeys():
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]


def pytest_report_header():
    journeys = why_no_journeys()
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return f"database: {engine}; journeys: {f'left out, {journeys}' if journeys else machine.chromium()}"
