"""Fixtures of every test; the browser's stand in tests/browser.py."""

import os

from tests import services

pytest_plugins = ["tests.browser", "tests.people"]


def pytest_report_header() -> str:
    return services.start()["label"] if "PYTEST_XDIST_WORKER" not in os.environ else ""
