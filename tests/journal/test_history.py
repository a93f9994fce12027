"""What an edited entry said before: kept per change, told in words and units, brought back, for its owner alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from accounts.erasure import erase_category
from journal import validation
from journal.actions import SAVE, amend_entry, body_of, delete_entry, save_night, save_session
from journal.history import FIELDS, Change, Words, changes
from journal.models import EntryVersion
from journal.restoring import restore_version
from journal.retention import old_versions
from journal.trash import KEPT as TRASH_KEPT
from journal.trash import empty_trash
from journal.validation_measurement import MEASUREMENT_FIELDS
from journal.versions import KEPT, TOLD
from tests.factories import make_night, make_person
from tests.journal.test_trash import BODIES
from tests.owned_resources import mood, night, session, sheet, squat, weight

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
VERSIONED = sorted(FIELDS)
ANSWERS = {"bed_time": "23:30", "rise_time": "07:00", "latency_min": [15, 30], "sleep_min": 400, "quality": 2}
OTHERS = {
    "training-sessions": session(0, minutes=55, sets=[squat(load_kg="62.50")]),
    "mood-ratings": mood(0, score=8),
    "sleep-diary": night(0, quality=9),
    "psqi": sheet(0) | {"answers": ANSWERS},
    "measurements": weight(0, value=71),
}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def make(person: Any, resource: str) -> Any:
    return SAVE[resource](person=person, object_id=uuid4(), data=BODIES[resource])


def test_every_kind_of_entry_that_can_be_edited_has_versions() -> None:
    assert {resource for resource, _told in TOLD.values()} == set(FIELDS)
    others = {"rest-days", "own-exercises", "pauses", "session-templates", "sleep-weeks"}  # marks, and what is no entry
    assert set(SAVE) - set(FIELDS) == others


@pytest.mark.parametrize(
    ("resource", "fields"),
    [
        ("training-sessions", set(validation.SESSION_FIELDS) - {"hr_samples"} | {"sets"}),
        ("mood-ratings", set(validation.MOOD_FIELDS)),
        ("sleep-diary", set(validation.NIGHT_FIELDS)),
        ("measurements", set(MEASUREMENT_FIELDS) - {"unit"} | {"quantity"}),
        ("psqi", set(validation.PSQI_FIELDS)),
    ],
)
def test_every_field_that_can_be_written_has_a_name(resource, fields) -> None:
    assert fields - set(FIELDS[resource]) == set()


@pytest.mark.parametrize("resource", VERSIONED)
def test_a_change_keeps_what_it_replaced_and_the_same_again_keeps_nothing(ana, resource):
    row = make(ana, resource)
    before = {name: value for name, value in body_of(ana, row).items() if name != "wins"}
    SAVE[resource](person=ana, object_id=row.pk, data=BODIES[resource], existing=row)
    assert not EntryVersion.objects.exists()
    fresh = type(row).objects.get(pk=row.pk)
    SAVE[resource](person=ana, object_id=row.pk, data=OTHERS[resource], existing=fresh)
    version = EntryVersion.objects.get()
    assert (version.person, version.entry_id, version.resource) == (ana, row.pk, resource)
    assert (version.body, version.replaced_at) == (before, NOW)


@pytest.mark.parametrize("resource", VERSIONED)
def test_a_version_comes_back_and_what_stood_there_becomes_one(ana, noon, resource):
    row = make(ana, resource)
    before = body_of(ana, row)
    changed = SAVE[resource](person=ana, object_id=row.pk, data=OTHERS[resource], existing=row)
    said = {name: value for name, value in body_of(ana, changed).items() if name != "wins"}
    noon.shift(timedelta(minutes=1))
    restored = restore_version(person=ana, version=EntryVersion.objects.get())
    assert body_of(ana, type(row).objects.get(pk=restored.pk)) == before
    assert [version.body for version in EntryVersion.objects.order_by("replaced_at")][1:] == [said]


def test_amending_keeps_a_version_too(ana, api, noon):
    row = make(ana, "mood-ratings")
    amend_entry(person=ana, row=row, data={"score": 1})
    noon.shift(timedelta(minutes=1))
    api(ana).patch(f"mood-ratings/{row.pk}/", {"score": 2})
    assert [version.body["score"] for version in EntryVersion.objects.order_by("replaced_at")] == [6, 1]


def test_words_are_not_copied_once_their_consent_is_withdrawn(ana):
    note = {"note": "mine", "sets": [squat()]}
    row = save_session(person=ana, object_id=uuid4(), data=session(0, **note, emotion_word="tense", emotion_before=6))
    withdraw_consent(person=ana, category="wellbeing")
    ana.forget_consents()
    amend_entry(person=ana, row=row, data={"minutes": 50})
    version = EntryVersion.objects.get()
    assert (version.body["minutes"], set(version.body) & set(validation.WELLBEING_FIELDS)) == (40, set())
    restore_version(person=ana, version=version)
    row.refresh_from_db()
    assert (row.minutes, row.note, row.emotion_word) == (40, "mine", "tense")


def test_erasing_a_category_takes_the_versions_along(ana, chen):
    for person in (ana, chen):
        amend_entry(person=person, row=make(person, "mood-ratings"), data={"score": 1})
    erase_category(ana, "wellbeing")
    assert dict(EntryVersion.objects.values_list("person", "body__score")) == {ana.pk: None, chen.pk: 6}


def test_versions_stay_for_twelve_months(ana, noon):
    amend_entry(person=ana, row=make(ana, "mood-ratings"), data={"score": 1})
    assert old_versions(NOW + KEPT) == 0
    assert old_versions(NOW + KEPT + timedelta(seconds=1)) == 1


def test_versions_go_with_the_entry_once_its_undo_is_over(ana, noon):
    kept, gone = make(ana, "mood-ratings"), make(ana, "mood-ratings")
    for row in (kept, gone):
        amend_entry(person=ana, row=row, data={"score": 1})
    deleted_id = gone.pk
    noon.shift(timedelta(days=1))
    delete_entry(person=ana, row=gone)
    later = NOW + timedelta(days=1) + TRASH_KEPT + timedelta(seconds=1)
    assert old_versions(later) == 0  # Undo would bring the entry back with its history
    empty_trash(now=later)
    assert old_versions(later) == 1
    assert [version.entry_id for version in EntryVersion.objects.all()] == [kept.pk]
    assert deleted_id != kept.pk


@pytest.mark.parametrize(
    ("resource", "before", "after", "told"),
    [
        ("mood-ratings", {"score": 6, "tags": []}, {"score": 7, "tags": ["slept_well", "Rain"]},
         [("Mood", "6 of 10", "7 of 10"), ("Tags", "–", "slept well, Rain")]),
        ("training-sessions", {"rpe": None, "minutes": 40, "talk_test": None, "load": None},
         {"rpe": 5, "minutes": 45, "talk_test": "light", "load": 225},
         [("Minutes", "40 min", "45 min"), ("Effort (RPE)", "–", "5 of 10"), ("Talk test", "–", "Light")]),
        ("training-sessions", {"started_at": "2026-03-02T18:30:00+01:00", "with_family": False},
         {"started_at": "2026-03-02T19:00:00+01:00", "with_family": True},
         [("When", "2 Mar 2026 18:30", "2 Mar 2026 19:00"), ("Together with family", "no", "yes")]),
        ("training-sessions", {"distance_m": 5000, "avg_hr": 120, "group": None},
         {"distance_m": 5250, "avg_hr": None, "group": "x"},
         [("Distance", "5 km", "5.25 km"), ("Average heart rate", "120 beats a minute", "–"),
          ("With a group", "–", "yes")]),
        ("sleep-diary", {"awakenings": 1, "sol_min": None, "total_sleep_min": 400},
         {"awakenings": 2, "sol_min": 15, "total_sleep_min": 385},
         [("Asleep after", "–", "15 min"), ("Woke up", "1 ×", "2 ×")]),
        ("psqi", {"answers": {"d_b": 1, "latency_min": 20}, "components": {"c1": 1}, "global_score": None},
         {"answers": {"d_b": 2, "latency_min": [15, 30]}, "components": {"c1": 1}, "global_score": None},
         [("minutes to fall asleep", "20", "15–30"), ("waking up", "1 · under once a week", "2 · 1-2 times a week")]),
        ("psqi", {"answers": None, "components": {"c1": 1}, "global_score": 6},
         {"answers": None, "components": {"c1": 2}, "global_score": 7},
         [("Overall quality", "1", "2"), ("Total", "6", "7")]),
        ("measurements", {"kind": "weight", "value": 70, "unit": "kg"}, {"kind": "weight", "value": 70.5, "unit": "kg"},
         [("Value", "70\xa0kg", "70.5\xa0kg")]),
        ("measurements", {"kind": "blood_pressure", "value": None, "systolic": 120},
         {"kind": "blood_pressure", "value": None, "systolic": 125}, [("Upper value", "120 mmHg", "125 mmHg")]),
    ],
)  # fmt: skip
def test_changes_are_told_in_words(ana, resource, before, after, told):
    assert changes(Words(ana), resource, before, after) == [Change(*one) for one in told]


def test_sets_are_told_by_exercise_in_the_persons_units(ana):
    def one(**more: Any) -> dict[str, Any]:
        return squat(load_kg=60, kind="working") | more

    before = {"sets": [one(), one(kind="warmup", load_kg=None), {"exercise": "plank", "seconds": 30}]}
    after = {"sets": [one(rpe=8, note="slow")]}
    (change,) = changes(Words(ana), "training-sessions", before, after)
    assert (change.name, change.before) == ("Sets", "Back squat: 60 kg × 5, × 5 (Warm-up)\nPlank: 30 s")
    assert change.after == "Back squat: 60 kg × 5 RPE 8 “slow”"
    ana.units = "imperial"
    (change,) = changes(Words(ana), "training-sessions", before, {"sets": []})
    assert change.before.startswith("Back squat: 132.3 lb × 5")
    assert change.after == "–"


# The page


def address(row: Any, resource: str = "mood-ratings") -> str:
    return f"/entries/{resource}/{row.pk}/history/"


def test_the_page_tells_each_change_and_brings_one_back(ana, browse, noon):
    row = make(ana, "mood-ratings")
    for score in (3, 9):
        noon.shift(timedelta(hours=1))
        amend_entry(person=ana, row=row, data={"score": score})
    client = browse(ana)
    page = client.get(address(row)).content.decode()
    found = [page.index(f"<del>{old} of 10</del> <ins>{new} of 10</ins>") for old, new in ((3, 9), (6, 3))]
    assert found == sorted(found)
    assert "Changed 12 Mar 2026, 15:00" in page  # on the person's own clock
    oldest = EntryVersion.objects.earliest("replaced_at")
    noon.shift(timedelta(hours=1))
    page = client.post(f"/entries/versions/{oldest.pk}/restore/", follow=True).content.decode()
    assert "It says again what it said then." in page
    row.refresh_from_db()
    assert row.score == 6
    assert "<del>9 of 10</del> <ins>6 of 10</ins>" in page


def test_an_entry_that_was_never_changed_says_so(ana, browse):
    assert "Never changed" in browse(ana).get(address(make(ana, "mood-ratings"))).content.decode()


def test_nobody_else_sees_or_restores_a_version(ana, chen, browse):
    row = make(ana, "mood-ratings")
    amend_entry(person=ana, row=row, data={"score": 1})
    version = EntryVersion.objects.get()
    assert browse(chen).get(address(row)).status_code == 404
    assert browse(chen).post(f"/entries/versions/{version.pk}/restore/").status_code == 404
    row.refresh_from_db()
    assert row.score == 1


@pytest.mark.parametrize("resource", ["rest-days", "own-exercises", "users", "wins"])
def test_other_kinds_have_no_history(ana, browse, resource):
    assert browse(ana).get(f"/entries/{resource}/{uuid4()}/history/").status_code == 404


def test_a_version_of_a_deleted_entry_or_without_a_body_is_not_found(ana, browse):
    row = make(ana, "mood-ratings")
    amend_entry(person=ana, row=row, data={"score": 1})
    version = EntryVersion.objects.get()
    delete_entry(person=ana, row=row)
    client = browse(ana)
    assert client.post(f"/entries/versions/{version.pk}/restore/").status_code == 404
    EntryVersion.objects.update(body=None)
    assert client.post(f"/entries/versions/{version.pk}/restore/").status_code == 404


def test_a_night_whose_place_is_taken_stays_as_it_is(ana, browse):
    row = save_night(person=ana, object_id=uuid4(), data=night(0))
    save_night(person=ana, object_id=row.pk, data=night(1), existing=row)
    make_night(ana, datetime(2026, 3, 2, tzinfo=UTC).date())
    page = browse(ana).post(f"/entries/versions/{EntryVersion.objects.get().pk}/restore/", follow=True).content.decode()
    assert "It cannot come back" in page
    row.refresh_from_db()
    assert str(row.day) == "2026-03-03"


def test_withdrawn_consent_brings_nothing_back(ana, browse):
    row = make(ana, "mood-ratings")
    amend_entry(person=ana, row=row, data={"score": 1})
    withdraw_consent(person=ana, category="wellbeing")
    page = browse(ana).post(f"/entries/versions/{EntryVersion.objects.get().pk}/restore/", follow=True).content.decode()
    assert "It cannot come back" in page


def test_queries_of_the_page_do_not_grow(browse):
    counts = set()
    for count in (1, 3, 40):
        person = make_person(f"history{count}@example.org")
        row = make(person, "training-sessions")
        for number in range(count):
            amend_entry(person=person, row=row, data={"minutes": 50 + number, "sets": [squat(reps=1 + number)]})
        client = browse(person)
        client.get(address(row, "training-sessions"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(row, "training-sessions"))
        counts.add(len(queries))
    assert counts == {6}


def test_logging_a_new_session_still_costs_twelve_queries_and_replacing_it_two_more(ana, api):
    client, path = api(ana), f"training-sessions/{uuid4()}/"
    counts = []
    for body in (session(0, sets=[squat()] * 6), session(0, sets=[squat()] * 6, minutes=50)):
        with CaptureQueriesContext(connection) as queries:
            client.put(path, body)
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] <= 12
    assert counts[1] <= 14
