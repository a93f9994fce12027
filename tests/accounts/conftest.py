"""What tests of accounts share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_pages() -> Callable[[Client, str], int]:
    """How many questions a page asks the database, after the first visit warmed what is kept."""

    def count(client: Client, path: str) -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    return count
