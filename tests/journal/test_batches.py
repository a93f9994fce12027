"""Deleting many entries at once: one message, one Undo, the small wins told anew once."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from journal import wins_log
from journal.actions import MODEL_OF, SAVE, body_of, delete_entry, mark_rest_day, save_session
from journal.batches import ORDER, delete_entries
from journal.models import DeletedEntry, SmallWin
from journal.restoring import restore_batch
from journal.trash import KEPT, empty_trash
from tests.factories import make_mood, make_night, make_person, make_session
from tests.journal.test_trash import BODIES
from tests.owned_resources import session, squat

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def everything(person: Any) -> dict[str, list[Any]]:
    """One row of each kind, two sessions."""
    rows = {resource: [SAVE[resource](person=person, object_id=uuid4(), data=BODIES[resource])] for resource in ORDER}
    rows["training-sessions"].append(save_session(person=person, object_id=uuid4(), data=session(1)))
    return rows


def chosen(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {resource: [row.pk for row in of_resource] for resource, of_resource in rows.items()}


def told(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything a person has, as the API reads it."""
    return {
        resource: [body_of(person, row) for row in MODEL_OF[resource].objects.filter(person=person).order_by("pk")]
        for resource in ORDER
    }


def test_a_batch_goes_and_comes_back_as_it_was(ana, chen):
    rows, theirs = everything(ana), everything(chen)
    before, before_of_chen = told(ana), told(chen)
    batch, count = delete_entries(person=ana, chosen=chosen(rows))
    assert count == 7
    assert told(ana) == {resource: [] for resource in ORDER}
    assert {one.batch for one in DeletedEntry.objects.all()} == {batch}
    restored = restore_batch(person=ana, batch=batch)
    assert (restored.count, restored.refused) == (7, 0)
    assert told(ana) == before
    assert told(chen) == before_of_chen
    assert theirs.keys() == rows.keys()
    assert not DeletedEntry.objects.exists()


def test_nobody_deletes_or_restores_for_another(ana, chen):
    rows = everything(ana)
    assert delete_entries(person=chen, chosen=chosen(rows))[1] == 0
    batch, count = delete_entries(person=ana, chosen=chosen(rows))
    assert count == 7
    assert restore_batch(person=chen, batch=batch) is None
    assert DeletedEntry.objects.filter(person=ana).count() == 7


def test_wins_are_told_anew_once(ana, monkeypatch):
    for week in range(6):
        save_session(person=ana, object_id=uuid4(), data=session(7 * week, sets=[squat(load_kg=60 + 5 * week)] * 3))
    wins = list(SmallWin.objects.order_by("pk").values())
    assert wins
    times = []
    real = wins_log.recompute_wins
    monkeypatch.setattr(wins_log, "recompute_wins", lambda **asked: times.append(asked["since"]) or real(**asked))
    rows = {"training-sessions": list(ana.training_sessions.order_by("day"))[:2]}
    batch, _count = delete_entries(person=ana, chosen=chosen(rows))
    assert times == [rows["training-sessions"][0].day]
    assert not SmallWin.objects.filter(session__in=[row.pk for row in rows["training-sessions"]]).exists()
    restore_batch(person=ana, batch=batch)
    assert times == [rows["training-sessions"][0].day] * 2
    assert list(SmallWin.objects.order_by("pk").values()) == wins


def test_what_has_lost_its_place_stays_in_the_trash(ana):
    night = make_night(ana, NOW.date())
    mood = make_mood(ana, 5)
    batch, _count = delete_entries(person=ana, chosen={"sleep-diary": [night.pk], "mood-ratings": [mood.pk]})
    make_night(ana, NOW.date())
    restored = restore_batch(person=ana, batch=batch)
    assert (restored.count, restored.refused) == (1, 1)
    assert [row.pk for row in ana.mood_ratings.all()] == [mood.pk]
    assert [one.entry_id for one in DeletedEntry.objects.all()] == [night.pk]


def test_without_its_consent_nothing_comes_back(ana):
    mood = make_mood(ana, 5, note="mine")
    batch, _count = delete_entries(person=ana, chosen={"mood-ratings": [mood.pk]})
    withdraw_consent(person=ana, category="wellbeing")
    restored = restore_batch(person=ana, batch=batch)
    assert (restored.count, restored.refused) == (0, 1)
    assert not ana.mood_ratings.exists()


def test_after_seven_days_a_batch_is_over(ana):
    with time_machine.travel(NOW, tick=False):
        batch, _count = delete_entries(person=ana, chosen={"mood-ratings": [make_mood(ana, 5).pk]})
    assert empty_trash(now=NOW + KEPT + timedelta(seconds=1)) == 1
    assert restore_batch(person=ana, batch=batch) is None


def test_an_entry_deleted_by_itself_leaves_its_batch(ana):
    mood = make_mood(ana, 5)
    batch, _count = delete_entries(person=ana, chosen={"mood-ratings": [mood.pk]})
    restore_batch(person=ana, batch=batch)
    delete_entry(person=ana, row=ana.mood_ratings.get())
    assert restore_batch(person=ana, batch=batch) is None
    assert DeletedEntry.objects.get().batch is None


def test_deleting_costs_the_same_for_one_and_many(db):
    counts = set()
    for count in (1, 3, 60):
        person = make_person(f"batch{count}@example.org")
        days = [NOW - timedelta(days=number) for number in range(count)]
        ids = {"training-sessions": [make_session(person, day).pk for day in days]}
        ids["mood-ratings"] = [make_mood(person, 5, day).pk for day in days]
        with CaptureQueriesContext(connection) as queries:
            delete_entries(person=person, chosen=ids)
        counts.add(len(queries))
    assert len(counts) == 1


# The pages


def test_ticked_entries_go_with_one_undo(ana, browse):
    keep, first, second = (make_mood(ana, score, NOW - timedelta(days=score)) for score in (1, 2, 3))
    mark_rest_day(person=ana, day=NOW.date() - timedelta(days=4))
    client = browse(ana)
    page = client.get("/timeline/?select=1").content.decode()
    boxes = re.findall(r'name="entry" value="([^"]+)"', page)
    assert len(boxes) == 4
    rest = next(box for box in boxes if box.startswith("rest-days/"))
    ticked = [f"mood-ratings/{first.pk}", f"mood-ratings/{second.pk}", rest]
    page = client.post("/entries/delete/", {"entry": ticked}, follow=True).content.decode()
    assert "3 entries deleted." in page
    assert [row.pk for row in ana.mood_ratings.all()] == [keep.pk]
    assert not ana.rest_days.exists()
    (undo,) = re.findall(r'action="(/entries/batches/[^"]+)"', page)
    page = client.post(undo, follow=True).content.decode()
    assert "3 entries are back." in page
    assert (ana.mood_ratings.count(), ana.rest_days.count()) == (3, 1)
    assert client.post(undo).status_code == 404


def test_a_found_list_can_be_ticked_too(ana, browse):
    make_mood(ana, 5, NOW, note="Rain")
    make_mood(ana, 6, NOW, note="Sun")
    page = browse(ana).post("/timeline/", {"q": "rain", "select": "1"}).content.decode()
    assert len(re.findall(r'name="entry"', page)) == 1


@pytest.mark.parametrize(
    "entries",
    [[], ["x"], ["mood-ratings/x"], ["users/019ce3a6-1b80-7b71-805e-b34cdd574b39"], [f"mood-ratings/{uuid4()}"]],
)
def test_nothing_ticked_deletes_nothing(ana, browse, entries):
    make_mood(ana, 5)
    page = browse(ana).post("/entries/delete/", {"entry": entries}, follow=True).content.decode()
    assert "Nothing was ticked." in page
    assert (ana.mood_ratings.count(), DeletedEntry.objects.count()) == (1, 0)


def test_what_could_not_come_back_is_told(ana, browse):
    night = make_night(ana, NOW.date())
    batch, _count = delete_entries(person=ana, chosen={"sleep-diary": [night.pk]})
    make_night(ana, NOW.date())
    page = browse(ana).post(f"/entries/batches/{batch}/restore/", follow=True).content.decode()
    assert "1 cannot come back" in page
    assert "is back" not in page
