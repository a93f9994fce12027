"""Pauses: no two share a day, symptoms are well-being, small wins follow, the export reads back."""

import json
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from accounts.export import stream_zip
from journal.actions import EntryConflict, delete_entry, end_pause, save_pause, undo_delete
from journal.importers.sources import open_journal
from journal.importers.store import Importer
from tests.factories import make_person

pytestmark = pytest.mark.django_db
MARCH = {"day": "2026-03-10", "ended_on": "2026-03-14", "reason": "travel"}


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        ("2026-03-01", "2026-03-09", 201),
        ("2026-03-01", "2026-03-10", 409),
        ("2026-03-12", "2026-03-12", 409),
        ("2026-03-14", None, 409),
        ("2026-03-15", None, 201),
        ("2026-03-01", None, 409),
    ],
)
def test_two_pauses_never_share_a_day(ana, api, first, last, status):
    client = api(ana)
    assert client.put(f"pauses/{uuid4()}/", MARCH).status_code == 201
    answer = client.put(f"pauses/{uuid4()}/", {"day": first, "ended_on": last, "reason": "other"})
    assert answer.status_code == status
    assert ana.pauses.count() == (2 if status == 201 else 1)


def test_a_pause_never_stands_in_its_own_way_nor_in_another_persons(ana, bo, api):
    path = f"pauses/{uuid4()}/"
    api(ana).put(path, MARCH)
    assert api(ana).patch(path, {"ended_on": "2026-03-20"}).status_code == 200
    assert api(bo).post("pauses/", MARCH).status_code == 201


def test_symptoms_need_the_consent_to_well_being(api):
    dana = make_person("dana@example.org", consents=["training"])
    ill = MARCH | {"reason": "illness", "symptoms": ["fever"]}
    answer = api(dana).post("pauses/", ill)
    assert (answer.status_code, answer.data["consent_required"]) == (403, "wellbeing")
    assert dana.pauses.count() == 0
    assert api(dana).post("pauses/", ill | {"symptoms": []}).status_code == 201


def test_symptoms_come_in_one_order_and_leave_with_the_illness(ana, api):
    path = f"pauses/{uuid4()}/"
    read = api(ana).put(path, MARCH | {"reason": "illness", "symptoms": ["cold", "fever", "cold"]}).data
    assert read["symptoms"] == ["fever", "cold"]
    assert api(ana).patch(path, {"reason": "travel"}).status_code == 400
    assert api(ana).patch(path, {"reason": "travel", "symptoms": []}).status_code == 200


def test_a_deleted_pause_comes_back_unless_another_took_its_days(ana):
    row = save_pause(person=ana, object_id=uuid4(), data=MARCH)
    was = row.pk
    deleted = delete_entry(person=ana, row=row)
    assert undo_delete(person=ana, deleted_id=deleted.pk).pk == was
    deleted = delete_entry(person=ana, row=ana.pauses.get())
    save_pause(person=ana, object_id=uuid4(), data=MARCH)
    with pytest.raises(EntryConflict):
        undo_delete(person=ana, deleted_id=deleted.pk)


@pytest.mark.parametrize(("first", "last"), [("2026-03-09", "2026-03-10"), ("2026-03-11", None)])
def test_ending_makes_yesterday_the_last_day_and_takes_back_what_began_today(ana, time_machine, first, last):
    time_machine.move_to("2026-03-11T09:00Z")
    row = save_pause(person=ana, object_id=uuid4(), data={"day": first, "reason": "illness"})
    end_pause(person=ana, row=row)
    assert [str(pause.ended_on) for pause in ana.pauses.all()] == ([last] if last else [])
    assert ana.deleted_entries.count() == (0 if last else 1)


@pytest.mark.parametrize("whose", ["same", "other"])
def test_export_reads_back(ana, tmp_path, whose):
    save_pause(person=ana, object_id=uuid4(), data=MARCH | {"reason": "illness", "symptoms": ["cold"]})
    save_pause(person=ana, object_id=uuid4(), data={"day": "2026-03-20", "reason": "exams"})
    told = pauses_of(ana, tmp_path / "first.zip")
    reader = ana if whose == "same" else make_person("eva@example.org")
    if whose == "same":
        ana.pauses.all().delete()
    for counts in ((2, 0), (0, 2)):
        with open_journal(tmp_path / "first.zip") as found:
            result = next(one for one in Importer(reader).run(found) if one.name == "pauses.ndjson")
        assert (result.new, result.known, result.refused) == (*counts, [])
    again = pauses_of(reader, tmp_path / "again.zip")
    assert [body | {"id": ""} for body in again] == [body | {"id": ""} for body in told]


def pauses_of(person, path):
    """Writes the person's export to `path`; the bodies of its pauses."""
    path.write_bytes(b"".join(stream_zip(person)))
    with open_journal(path) as sources:
        rows = next(source for source in sources if source.name == "pauses.ndjson").rows()
        return [json.loads(json.dumps(row.body)) for row in rows]


def test_an_import_refuses_days_that_are_paused_and_symptoms_without_consent(ana, tmp_path):
    save_pause(person=ana, object_id=uuid4(), data=MARCH | {"reason": "illness", "symptoms": ["cold"]})
    pauses_of(ana, tmp_path / "ana.zip")
    dana = make_person("dana@example.org", consents=["training"])
    save_pause(person=dana, object_id=uuid4(), data={"day": "2026-05-01", "reason": "other"})
    bo = make_person("bo@example.org")
    save_pause(person=bo, object_id=uuid4(), data={"day": "2026-03-14", "reason": "other"})
    for person, reason in ((dana, "consent for well-being has not been given"), (bo, "day: Another pause covers")):
        with open_journal(tmp_path / "ana.zip") as found:
            result = next(one for one in Importer(person).run(found) if one.name == "pauses.ndjson")
        assert result.new == 0
        assert result.refused[0][1].startswith(reason)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
def test_of_two_pauses_at_once_one_is_refused(ana):
    barrier, refused = Barrier(2), []

    def save() -> None:
        barrier.wait()
        try:
            save_pause(person=ana, object_id=uuid4(), data=MARCH)
        except EntryConflict:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=save) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (ana.pauses.count(), refused) == (1, [1])
