"""After a test that commits: empties the tables that it wrote to, where Django would truncate every one and fill two.

The first time in a process Django does it, and what it leaves (the tables of content types and permissions) is what
every later test must leave, too. The locks wait for a request that still writes, as TRUNCATE would; readers go on.
"""

import time
from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase

FLUSH = TransactionTestCase._fixture_teardown
Counts = dict[str, int]
_left: Counts = {}  # what Django's own flush leaves


@pytest.fixture(scope="session", autouse=True)
def empties_what_was_written() -> Iterator[None]:
    """Tests with `transaction=True`, and those of the browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_patiently)
        yield


def empty_patiently(case: TransactionTestCase) -> None:
    """A request of a browser that closes may come in between; then it begins anew."""
    for _try in range(4):
        try:
            return empty(case)
        except (CommandError, DatabaseError):
            time.sleep(0.5)
    return empty(case)


def empty(case: TransactionTestCase) -> None:
    """By Django the first time, and whenever something is missing that it left."""
    if not _left or not delete_rows():
        FLUSH(case)
        _left.update(counts())


def delete_rows() -> bool:
    """False, and nothing deleted, where the tables that stay are not as they were."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(map(quoted, tables()))} IN SHARE ROW EXCLUSIVE MODE")
        found = counts()
        if {name: found.get(name, 0) for name in _left} != _left:
            return False
        for name in found.keys() - _left.keys():
            cursor.execute(f"DELETE FROM {quoted(name)}")
    return True


def counts() -> Counts:
    """The tables with rows, and how many."""
    names = tables()
    one = "SELECT '{0}', (SELECT count(*) FROM {1}) WHERE EXISTS (SELECT 1 FROM {1})"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(name, quoted(name)) for name in names))
        return dict(cursor.fetchall())


def tables() -> list[str]:
    """Those of Django's flush: every model's that is in the database."""
    return sorted(connection.introspection.django_table_names(only_existing=False, include_views=False))


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
