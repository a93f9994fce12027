"""A deleted entry can be brought back for seven days."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from journal.actions import (
    MODEL_OF,
    SAVE,
    body_of,
    delete_entry,
    mark_rest_day,
    save_own_exercise,
    save_session,
    undo_delete,
)
from journal.models import DeletedEntry, RestDay
from journal.trash import KEPT, empty_trash
from tests.owned_resources import mood, night, pause, session, sheet, sleep_week, squat, template, weight

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
SAID: dict[str, Any] = {"emotion_word": "tense", "emotion_before": 7, "emotion_after": 4, "body_note": "warm"}
SAID |= {"pain": 3, "pain_place": "knee", "pain_changes_movement": True}
SAID |= {"hr_zone_minutes": {"light": 10, "moderate": 20, "vigorous": None}}
SETS = [squat(load_kg=60 + n, rpe=8.5, superset=1, note="low") for n in range(6)]
BODIES = {
    "training-sessions": session(0, sets=SETS, note="mine", **SAID),
    "mood-ratings": mood(0, tags=["sun"], note="mine"),
    "sleep-diary": night(0, note="mine"),
    "sleep-weeks": sleep_week(0),
    "psqi": sheet(0),
    "measurements": weight(0),
    "rest-days": {"day": "2026-03-02"},
    "pauses": pause(0, symptoms=["fever"]),
    "own-exercises": {"name": "Stone lift", "pattern": "hinge", "increment_kg": 5},
    "session-templates": template(0, sets=[squat(superset=1)]),
}


@pytest.mark.parametrize("resource", BODIES)
def test_undo_brings_the_same_entry_back(resource: str, ana: Any) -> None:
    row = SAVE[resource](person=ana, object_id=uuid4(), data=BODIES[resource])
    object_id, before = row.pk, body_of(ana, row)
    deleted = delete_entry(person=ana, row=row)
    assert not MODEL_OF[resource].objects.filter(pk=object_id).exists()
    restored = undo_delete(person=ana, deleted_id=deleted.pk)
    assert restored.pk == object_id
    assert body_of(ana, MODEL_OF[resource].objects.get(pk=object_id)) == before
    assert not DeletedEntry.objects.exists()


def test_trash_covers_every_resource() -> None:
    assert set(BODIES) == set(MODEL_OF) == set(SAVE)


def test_undo_understands_the_entrys_own_id(ana: Any) -> None:
    row = save_session(person=ana, object_id=uuid4(), data=session(0))
    object_id = row.pk
    delete_entry(person=ana, row=row)
    assert undo_delete(person=ana, deleted_id=object_id).pk == object_id


def test_undo_twice_gives_nothing_the_second_time(ana: Any) -> None:
    deleted = delete_entry(person=ana, row=save_session(person=ana, object_id=uuid4(), data=session(0)))
    deleted_id = deleted.pk
    assert undo_delete(person=ana, deleted_id=deleted_id)
    assert undo_delete(person=ana, deleted_id=deleted_id) is None
    assert ana.training_sessions.count() == 1


def test_undo_keeps_what_was_written_again_meanwhile(ana: Any) -> None:
    object_id = uuid4()
    deleted = delete_entry(person=ana, row=save_session(person=ana, object_id=object_id, data=session(0, minutes=30)))
    save_session(person=ana, object_id=object_id, data=session(0, minutes=50))
    assert undo_delete(person=ana, deleted_id=deleted.pk).minutes == 50


def test_another_person_can_undo_nothing(ana: Any, chen: Any) -> None:
    deleted = delete_entry(person=ana, row=save_session(person=ana, object_id=uuid4(), data=session(0)))
    assert undo_delete(person=chen, deleted_id=deleted.pk) is None
    assert undo_delete(person=chen, deleted_id=deleted.entry_id) is None
    assert DeletedEntry.objects.get().body["minutes"] == 40


def test_an_id_that_two_people_deleted_stays_with_each(ana: Any, chen: Any) -> None:
    object_id = uuid4()
    for person, minutes in ((ana, 30), (chen, 50)):
        row = save_session(person=person, object_id=object_id, data=session(0, minutes=minutes))
        delete_entry(person=person, row=row)
    assert undo_delete(person=ana, deleted_id=object_id).minutes == 30


def test_after_seven_days_only_the_id_is_left(ana: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        old = delete_entry(person=ana, row=save_session(person=ana, object_id=uuid4(), data=session(0)))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        young = delete_entry(person=ana, row=mark_rest_day(person=ana, day=NOW.date()))
    assert empty_trash(now=NOW + KEPT) == 0
    assert empty_trash(now=NOW + KEPT + timedelta(seconds=1)) == 1
    assert undo_delete(person=ana, deleted_id=old.pk) is None
    assert DeletedEntry.objects.get(pk=old.pk).body is None
    assert isinstance(undo_delete(person=ana, deleted_id=young.pk), RestDay)


def test_deleting_over_the_api_fills_the_trash(ana: Any, api: Any) -> None:
    created = api(ana).post("mood-ratings/", mood(0)).data
    api(ana).delete(f"mood-ratings/{created['id']}/")
    assert DeletedEntry.objects.get(entry_id=created["id"]).body == created


def test_own_exercise_keeps_its_slug(ana: Any) -> None:
    lift = save_own_exercise(person=ana, object_id=uuid4(), data={"name": "Stone lift"})
    save_own_exercise(person=ana, object_id=lift.pk, data={"name": "Boulder"}, existing=lift)
    deleted = delete_entry(person=ana, row=lift)
    assert undo_delete(person=ana, deleted_id=deleted.pk).slug == "own_stone_lift"
