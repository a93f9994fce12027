"""The tests themselves: what one commits is gone before the next, and what takes minutes begins first."""

import threading
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from tests import emptying, order
from tests.factories import make_person, make_session


@pytest.fixture
def left(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> emptying.Counts:
    """What Django's own flush leaves."""
    call_command("flush", verbosity=0, interactive=False)
    monkeypatch.setattr(emptying, "_left", emptying.counts())
    return emptying._left


def test_what_is_left_is_what_django_leaves(left: emptying.Counts) -> None:
    assert set(left) == {"auth_permission", "django_content_type"}
    make_session(make_person("ana@example.org"))
    assert {"accounts_user", "journal_trainingsession"} < set(emptying.counts())
    assert emptying.delete_rows()
    assert emptying.counts() == left


def test_what_is_missing_is_made_again(left: emptying.Counts) -> None:
    Permission.objects.earliest("pk").delete()
    assert not emptying.delete_rows()


def test_a_request_that_still_writes_is_waited_for(left: emptying.Counts) -> None:
    if connection.vendor != "postgresql":  # SQLite has one writer anyway
        return
    begun, over = threading.Event(), threading.Event()
    late = threading.Thread(target=write_slowly, args=[begun, over])
    late.start()
    begun.wait()
    assert emptying.delete_rows()
    over.set()
    late.join()
    assert not User.objects.exists()


def write_slowly(begun: threading.Event, over: threading.Event) -> None:
    """Commits when somebody waits for it, or nobody any more."""
    with transaction.atomic():
        make_person("late@example.org")
        begun.set()
        while not over.is_set() and not is_waited_for():
            pass
    connection.close()


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_what_takes_minutes_begins_first() -> None:
    items = [
        SimpleNamespace(name=name, get_closest_marker={"long": "c"}.get if name == "c" else {}.get) for name in "abcd"
    ]
    order.pytest_collection_modifyitems(items)
    assert "".join(item.name for item in items) == "cabd"
