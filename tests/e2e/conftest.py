"""What every journey needs."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_rates_from_before(transactional_db: None) -> Iterator[None]:
    """Rate limits live in a table that no test flushes."""
    cache.clear()
    yield
    cache.clear()
