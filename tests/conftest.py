"""What every test shares: the people, the browser, the order and the clearing up stand in files of their own."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from tests import services

pytest_plugins = ["tests.browser", "tests.emptying", "tests.order", "tests.people"]

# Properties hold on a busy machine too: time is no property.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_report_header() -> str:
    return services.start()["label"] if "PYTEST_XDIST_WORKER" not in os.environ else ""


def pytest_collection_finish() -> None:
    """What is collected and imported stays; the collector looking through it again took a twelfth of the time."""
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Tests name whole addresses; pytest-playwright's own fixture warns of its form."""
