"""Journals from files: ten real ones where they are at hand, a synthetic one of the same shape always."""

import csv
import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from django.core.management import CommandError, call_command

from accounts.export import stream_zip
from journal.actions import (
    save_measurement,
    save_night,
    save_own_exercise,
    save_psqi,
    save_session,
    save_sleep_week,
    save_template,
)
from journal.exercise_merging import merge
from journal.exercise_settings import keep_setting
from journal.importers import sources
from journal.models import SleepDiaryEntry, TrainingSession, TrainingSet
from tests.factories import make_person

pytestmark = pytest.mark.django_db
REAL = Path(os.environ.get("REAL_JOURNALS") or Path(__file__).resolve().parents[3] / "shared" / "real-journals")
SPACE = UUID("00000000-0000-0000-0000-00000000beef")
FILES = ("training_sessions.csv", "mood_ratings.csv", "sleep_diary.csv", "measurements.csv")


def load(email: str, path: Path) -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("import_journal", email, str(path), stdout=out)
    return out.getvalue().splitlines()


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def named(kind: str, n: int) -> str:
    return str(uuid5(SPACE, f"{kind}{n}"))


def synthetic(folder: Path, days: int = 160) -> Path:
    """A gappy journal of five months with both changes of the clock in Oslo, in the columns of the real ones."""
    dice = random.Random(7)
    sessions, moods, nights, pulses = [], [], [], []
    for n in range(days):
        noon = datetime(2019, 10, 20, 11, tzinfo=UTC) + timedelta(days=n)
        hours = 2 if noon.date().isoformat() < "2019-10-27" or noon.date().isoformat() >= "2020-03-29" else 1
        at = (noon + timedelta(hours=hours)).replace(tzinfo=None).isoformat() + f"+0{hours}:00"
        night = (noon - timedelta(hours=12, minutes=dice.randrange(90)), noon - timedelta(hours=4))
        spent = dict(zip(("into_bed", "out_of_bed"), (one.isoformat() for one in night), strict=True))
        if dice.random() < 0.5:
            minutes, effort = dice.randrange(20, 90), dice.choice(["", *range(2, 9)])
            training = {"minutes": minutes, "activity": dice.choice(["running", "strength", "cardio"]), "rpe": effort}
            empty = dict.fromkeys(("emotion_before", "emotion_after", "distance_m", "avg_hr", "note"), "")
            sessions.append({"id": named("s", n), "started_at": at} | training | empty)
        if dice.random() < 0.7:
            moods.append({"id": named("m", n), "rated_at": at, "score": dice.randrange(11), "note": ""})
        asleep = {"sol_min": 0, "awakenings": dice.randrange(60), "waso_min": dice.randrange(60)}
        times = {"into_bed": spent["into_bed"], "tried_to_sleep": spent["into_bed"]} | asleep
        ended = {"final_wake": spent["out_of_bed"], "out_of_bed": spent["out_of_bed"], "quality": ""}
        nights.append({"id": named("n", n), "day": night[1].date().isoformat()} | times | ended)
        pulse = {"kind": "resting_hr", "value": dice.randrange(45, 70), "unit": "bpm"}
        pulses.append({"id": named("p", n), "measured_at": at} | pulse)
    for name, rows in zip(FILES, (sessions, moods, nights, pulses), strict=True):
        write(folder, name, rows)
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return synthetic(tmp_path / "journal")


@pytest.fixture(params=["folder", "zip"])
def packed(request: Any, journal: Path) -> Path:
    """The synthetic journal as a folder and as a zip with a folder in it."""
    if request.param == "folder":
        return journal
    path = journal.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in FILES:
            archive.write(journal / name, f"journal/{name}")
    return path


def check_sessions(person: Any, folder: Path) -> None:
    """Every row of the file is in the journal, with the figures that follow from it."""
    stored = {str(row.pk): row for row in person.training_sessions.all()}
    for row in rows_of(folder / "training_sessions.csv"):
        session = stored.pop(row["id"])
        started = datetime.fromisoformat(row["started_at"])
        assert session.started_at == started
        assert session.day.isoformat() == row["started_at"][:10]
        assert session.minutes == int(row["minutes"])
        assert session.load == (int(row["rpe"]) * int(row["minutes"]) if row["rpe"] else None)
        is_aerobic = row["activity"] in {"running", "cardio", "team_sport"}
        assert session.moderate_minutes + session.vigorous_minutes == (
            session.minutes if is_aerobic and session.intensity != "light" else 0
        )
    assert stored == {}


def check_nights(person: Any, folder: Path) -> None:
    """Time in bed and asleep, from the file's own instants."""
    stored = {str(row.pk): row for row in person.sleep_diary.all()}
    for row in rows_of(folder / "sleep_diary.csv"):
        night = stored.pop(row["id"])
        bed, up = (datetime.fromisoformat(row[name]) for name in ("into_bed", "out_of_bed"))
        assert night.day.isoformat() == row["day"]
        assert night.time_in_bed_min == (up - bed).total_seconds() / 60
    assert stored == {}


def counts(lines: list[str]) -> tuple[int, int, int]:
    """New, known and refused of the last line."""
    words = lines[-1].replace(",", "").split()
    return int(words[2]), int(words[4]), int(words[6])


def test_synthetic_journal_is_stored_row_by_row(ana: Any, packed: Path, journal: Path) -> None:
    total = sum(len(rows_of(journal / name)) for name in FILES)
    assert counts(load(ana.email, packed)) == (total, 0, 0)
    check_sessions(ana, journal)
    check_nights(ana, journal)
    assert counts(load(ana.email, packed)) == (0, total, 0)
    assert ana.training_sessions.count() == len(rows_of(journal / "training_sessions.csv"))


def test_ten_real_journals_are_stored_row_by_row() -> None:
    people = sorted(REAL.glob("p*"))
    if not people:
        pytest.skip(f"No real journals at {REAL}; REAL_JOURNALS names the folder. Only the synthetic one was imported.")
    for folder in people:
        person = make_person(f"{folder.name}@example.org")
        total = sum(len(rows_of(folder / name)) for name in FILES)
        assert counts(load(person.email, folder)) == (total, 0, 0), folder.name
        check_sessions(person, folder)
        check_nights(person, folder)
        assert counts(load(person.email, folder)) == (0, total, 0)


def test_wins_after_an_import_are_those_of_the_pages(ana: Any, bo: Any, journal: Path) -> None:
    load(ana.email, journal)
    shuffled = rows_of(journal / "training_sessions.csv")
    random.Random(3).shuffle(shuffled)
    for row in shuffled:
        object_id = uuid5(bo.pk, row["id"])
        save_session(person=bo, object_id=object_id, data=row)
    told = ["day", "rule", "exercise", "old", "new", "extra"]
    wins = list(ana.small_wins.order_by(*told).values_list(*told))
    assert wins
    assert wins == list(bo.small_wins.order_by(*told).values_list(*told))


def test_another_persons_ids_are_replaced_for_good(ana: Any, bo: Any, journal: Path) -> None:
    load(ana.email, journal)
    new, known, refused = counts(load(bo.email, journal))
    assert (known, refused) == (0, 0)
    first = rows_of(journal / "training_sessions.csv")[0]["id"]
    assert bo.training_sessions.filter(pk=uuid5(bo.pk, first)).exists()
    assert ana.training_sessions.filter(pk=first).exists()
    ana.delete()
    assert counts(load(bo.email, journal)) == (0, new, 0)


def test_refused_rows_are_told_with_number_and_reason(ana: Any, tmp_path: Path) -> None:
    good = {"id": named("s", 1), "started_at": "2026-03-02T18:30:00+01:00", "minutes": "40", "activity": "running"}
    rows = [
        good,
        good | {"id": named("s", 2), "minutes": "0"},
        good | {"id": named("s", 3), "started_at": "2026-03-02T18:30:00"},
        good | {"id": "seven"},
        good | {"id": named("s", 4), "activity": "chess"},
        good,
    ]
    write(tmp_path, "training_sessions.csv", rows)
    night = {"id": named("n", 1), "day": "2026-03-02", "quality": "6"}
    write(tmp_path, "sleep_diary.csv", [night, night | {"id": named("n", 2)}])
    lines = load(ana.email, tmp_path)
    assert lines[0] == "training_sessions.csv: 1 new, 1 known, 4 refused"
    assert lines[1] == "  row 3: minutes: Use a whole number from 1 to 900."
    assert lines[2].startswith("  row 4: started_at: The time zone is missing")
    assert lines[3] == "  row 5: id: Use a UUID."
    assert lines[4].startswith("  row 6: activity: Use one of: strength, ")
    assert lines[5:] == [
        "sleep_diary.csv: 1 new, 0 known, 1 refused",
        "  row 3: day: There is another night for this day.",
        "In all: 2 new, 1 known, 5 refused",
    ]


def test_rows_without_an_id_are_known_the_second_time(ana: Any, tmp_path: Path) -> None:
    write(tmp_path, "mood_ratings.csv", [{"rated_at": "2026-03-02T18:30:00+01:00", "score": "6"}])
    assert counts(load(ana.email, tmp_path)) == (1, 0, 0)
    assert counts(load(ana.email, tmp_path)) == (0, 1, 0)


def test_nothing_is_stored_without_consent(journal: Path) -> None:
    dana = make_person("dana@example.org", consents=["training"])
    lines = load(dana.email, journal)
    assert "  row 2: consent for sleep has not been given" in lines
    assert not dana.sleep_diary.exists()
    assert not dana.measurements.exists()
    assert dana.training_sessions.exists()


def test_own_export_into_another_account_is_the_same_journal(ana: Any, bo: Any, journal: Path, tmp_path: Path) -> None:
    load(ana.email, journal)
    lift = save_own_exercise(person=ana, object_id=UUID(named("x", 1)), data={"name": "Stone lift", "pattern": "hinge"})
    pose = {"name": "Stone pose", "activity": "yoga", "pattern": "mindbody", "unit": "level"}
    twin = {"name": "Stone twin", "low_impact": True, "hidden": True, "increment_kg": "1.25"}
    save_own_exercise(person=ana, object_id=UUID(named("x", 4)), data=pose)
    old = save_own_exercise(person=ana, object_id=UUID(named("x", 5)), data=twin)
    merge(person=ana, source=old.slug, target=lift.slug)
    sets = [{"exercise": lift.slug, "reps": 3, "load_kg": 80, "superset": 1, "note": "slow"}]
    sets += [{"exercise": "row", "reps": 8, "superset": 1}, {"exercise": old.slug, "reps": 4, "load_kg": 80}]
    template = {"name": "Stones", "activity": "strength", "minutes": 40, "sets": sets}
    save_template(person=ana, object_id=UUID(named("x", 6)), data=template)
    keep_setting(person=ana, exercise=lift.slug, stored=None, rest=180, bar_kg=Decimal("12.5"))
    data = {"started_at": "2026-03-02T18:30:00+01:00", "minutes": 40, "activity": "circuit", "sets": sets, "rpe": 3}
    data |= {"emotion_word": "tense", "emotion_before": 7, "emotion_after": 4, "avg_hr": 120, "max_hr": 150}
    data |= {"pain": 3, "pain_place": "knee", "pain_changes_movement": True}
    data |= {"hr_zone_minutes": {"light": 10, "moderate": 0, "vigorous": 30}}
    save_session(person=ana, object_id=UUID(named("x", 2)), data=data)
    save_psqi(person=ana, object_id=UUID(named("x", 3)), data={"taken_on": "2026-03-02", "global_score": 5})
    save_sleep_week(person=ana, object_id=UUID(named("x", 4)), data={"day": "2026-03-08", "score": 7})
    ana.care_answers.create(question="snoring", answered_on=date(2026, 3, 9))
    ana.care_answers.create(question="irritable", answered_on=date(2026, 3, 9), score=8)
    ana.small_wins.filter(pk=ana.small_wins.first().pk).update(is_dismissed=True)
    path = tmp_path / "own.zip"
    path.write_bytes(b"".join(stream_zip(ana)))

    assert counts(load(bo.email, path))[2] == 0
    assert [(row.day.isoformat(), row.score) for row in bo.sleep_weeks.all()] == [("2026-03-08", 7)]
    assert set(bo.care_answers.values_list("question", "score")) == {("snoring", None), ("irritable", 8)}
    assert comparable(bo, tmp_path / "again.zip") == comparable(ana, path)
    assert bo.small_wins.filter(is_dismissed=True).count() == 1
    assert bo.own_exercises.get(name="Stone twin").merged_into == lift.slug
    assert counts(load(bo.email, path))[0] == 0


def test_wins_of_nights_and_steps_and_what_a_person_did_to_wins_come_along(ana: Any, bo: Any, tmp_path: Path) -> None:
    """Into another account, where sessions get new ids and a week's win one of its person."""
    for person in (ana, bo):
        person.usual_rise_time = time(7)
        person.save()
    for number in range(15):
        day = date(2026, 1, 5) + timedelta(days=number)
        save_night(person=ana, object_id=uuid4(), data={"out_of_bed": f"{day}T07:00:00+01:00"})
        steps = {"kind": "steps", "value": 5000 if number < 14 else 12000, "measured_at": f"{day}T20:00:00+01:00"}
        save_measurement(person=ana, object_id=uuid4(), data=steps)
        sets = [{"exercise": "back_squat", "reps": 5, "load_kg": 60 if number < 3 else 60 + 2.5 * number}]
        body = {"started_at": f"{day}T18:00:00+01:00", "minutes": 40, "activity": "strength", "sets": sets}
        save_session(person=ana, object_id=uuid4(), data=body)
    assert {"SW01", "SW17", "SW19"} <= set(ana.small_wins.values_list("rule", flat=True))
    ana.small_wins.filter(rule="SW17", day__lt="2026-01-12").update(is_kept=True)
    ana.small_wins.filter(rule="SW19").update(is_dismissed=True)
    ana.small_wins.filter(pk=ana.small_wins.filter(rule="SW01").first().pk).update(is_kept=True)
    path = tmp_path / "own.zip"
    path.write_bytes(b"".join(stream_zip(ana)))
    load(bo.email, path)

    def marks(person: Any) -> list[tuple[Any, ...]]:
        told = ("day", "rule", "exercise", "old", "new", "extra", "is_kept", "is_dismissed")
        return list(person.small_wins.order_by(*told).values_list(*told))

    assert marks(bo) == marks(ana)
    assert sum(row[-2] for row in marks(bo)) == 2
    assert comparable(bo, tmp_path / "again.zip") == comparable(ana, path)


@pytest.mark.parametrize("merged_into", ["back_squat\0", "x" * 61, "own_gone", 7, None])
def test_a_merge_into_nothing_that_is_there_is_none(merged_into: Any, ana: Any, tmp_path: Path) -> None:
    body = {"id": named("x", 1), "slug": "own_stone", "name": "Stone", "merged_into": merged_into}
    session = {"id": named("x", 2), "started_at": "2026-03-02T18:30:00+01:00", "minutes": 40, "activity": "strength"}
    session |= {"sets": [{"exercise": "own_stone", "reps": 3}]}
    members = {"own-exercises.ndjson": body, "training-sessions.ndjson": session}
    manifest = json.dumps({"format": "small-wins-export", "version": 1}).encode()
    files = [(name, json.dumps(one).encode()) for name, one in members.items()]
    path = _zip(tmp_path / "own.zip", ("manifest.json", manifest), *files)
    assert counts(load(ana.email, path)) == (2, 0, 0)
    assert ana.training_sets.get().exercise == "own_stone"


def comparable(person: Any, path: Path) -> dict[str, list[str]]:
    """The export's rows without ids."""
    path.write_bytes(b"".join(stream_zip(person)))
    told: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as archive:
        for kind in sources.KINDS:
            rows = [json.loads(line) for line in archive.read(f"{kind}.ndjson").splitlines()]
            told[kind] = sorted(json.dumps(_without_ids(row), sort_keys=True) for row in rows)
    return told


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(one) for name, one in value.items() if name not in {"id", "session"}}
    return [_without_ids(one) for one in value] if isinstance(value, list) else value


def test_a_batch_costs_the_same_queries_for_few_and_many_rows(
    ana: Any, bo: Any, journal: Path, tmp_path: Path, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    few = synthetic(tmp_path / "few", days=30)
    with django_assert_max_num_queries(60) as first:
        load(bo.email, few)
    with django_assert_max_num_queries(60) as second:
        load(ana.email, journal)
    assert abs(len(second) - len(first)) <= 6


def _zip(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_unknown_person_and_unreadable_paths_are_errors(ana: Any, tmp_path: Path, monkeypatch: Any) -> None:
    moods = ("mood_ratings.csv", b"id,rated_at,score\n")
    newer = json.dumps({"format": "small-wins-export", "version": 99}).encode()
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    monkeypatch.setattr(sources, "FILES_LIMIT", 3)
    refused = {
        tmp_path / "nowhere": "There is nothing at",
        tmp_path / "empty": "There is none of these files",
        tmp_path / "text.zip": "neither a folder nor a zip",
        _zip(tmp_path / "up.zip", ("../mood_ratings.csv", b"")): "outside of itself",
        _zip(tmp_path / "root.zip", ("/mood_ratings.csv", b"")): "outside of itself",
        _zip(tmp_path / "bomb.zip", ("mood_ratings.csv", b"0" * 5_000_000)): "beyond belief",
        _zip(tmp_path / "many.zip", moods, ("a", b""), ("b", b""), ("c", b"")): "too much",
        _zip(tmp_path / "newer.zip", ("manifest.json", newer)): "newer version",
        _zip(tmp_path / "other.zip", ("manifest.json", b"{}")): "not that of an export",
    }
    for path, reason in refused.items():
        with pytest.raises(CommandError, match=reason):
            load(ana.email, path)
    with pytest.raises(CommandError, match="no person"):
        load("nobody@example.org", tmp_path / "empty")


def test_broken_files_are_told_and_not_guessed(ana: Any, tmp_path: Path) -> None:
    (tmp_path / "mood_ratings.csv").write_bytes("id,rated_at,score\n,2026-03-02T18:00:00+01:00,5\nå".encode("latin-1"))
    (tmp_path / "rest_days.csv").write_text("day\n2026-03-02,surplus\n2026-03-03\n2026-03-03\n\n")
    lines = load(ana.email, tmp_path)
    assert any("it is not UTF-8" in line for line in lines)
    assert "rest_days.csv: 1 new, 1 known, 1 refused" in lines
    assert "  row 2: The row has more cells than the header." in lines


def test_nothing_of_a_refused_row_is_left(ana: Any, tmp_path: Path) -> None:
    manifest = json.dumps({"format": "small-wins-export", "version": 1}).encode()
    session = {"id": named("s", 1), "started_at": "2026-03-02T18:30:00+01:00", "minutes": 40, "activity": "strength"}
    lines = [session | {"sets": [{"exercise": "no_such_lift"}]}, session | {"id": named("s", 2), "sets": [None]}, 5]
    body = b"\n".join(json.dumps(line).encode() for line in lines)
    path = _zip(tmp_path / "own.zip", ("manifest.json", manifest), ("training-sessions.ndjson", body))
    assert counts(load(ana.email, path)) == (0, 0, 3)
    assert not TrainingSession.objects.exists()
    assert not TrainingSet.objects.exists()
    assert not SleepDiaryEntry.objects.exists()
