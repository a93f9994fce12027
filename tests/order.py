"""The order of the tests is random (pytest-randomly), but what takes minutes begins first.

Workers steal from the end of each other's list (`--dist=worksteal`), one whole test at a time: a test of minutes that
came last would leave every other worker idle.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
