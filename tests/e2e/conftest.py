"""What every journey needs."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection

BUSY = """
    select count(*) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
"""


@pytest.fixture(autouse=True)
def no_rates_from_before(transactional_db: None) -> Iterator[None]:
    """Rate limits live in a table that no test flushes."""
    cache.clear()
    yield
    cache.clear()
    wait_for_the_server()


def wait_for_the_server(seconds: float = 5) -> None:
    """Until no request is at work any more: one that a closed page left behind would stand in the way of the flush."""
    until = time.monotonic() + seconds
    while connection.vendor == "postgresql" and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(BUSY)
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)
