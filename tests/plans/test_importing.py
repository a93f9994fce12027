"""Weekly targets out of an own export and into another account."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.actions import withdraw_consent
from accounts.export import stream_zip
from journal.importers.sources import KINDS
from journal.importing import NAMES
from plans.actions import set_weekly_target

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
GOOD = {"kind": "sessions", "target": 3, "weekdays": [1, 3], "if_then": "If Tuesday, then I walk.", "starts_on": MONDAY}


def target(person: Any, number: int, kind: str = "sessions", today: date = MONDAY) -> None:
    set_weekly_target(person=person, target=number, weekdays=[3, 1], if_then="If Tuesday.", today=today, kind=kind)


def load(person: Any, path: Path) -> str:
    out = io.StringIO()
    call_command("import_journal", person.email, str(path), stdout=out)
    return next((line for line in out.getvalue().splitlines() if line.startswith("weekly-targets")), "")


def told(person: Any) -> list[tuple[Any, ...]]:
    return list(
        person.weekly_targets.order_by("starts_on", "kind").values_list(
            "kind", "target", "weekdays", "if_then", "starts_on"
        )
    )


def export_of(person: Any, path: Path) -> Path:
    path.write_bytes(b"".join(stream_zip(person)))
    return path


def file_of(path: Path, *rows: dict[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "small-wins-export", "version": 1}))
        archive.writestr("weekly-targets.ndjson", "\n".join(json.dumps(row, default=str) for row in rows))
    return path


def test_every_kind_comes_along_and_a_second_reading_is_none(ana: Any, bo: Any, tmp_path: Path) -> None:
    target(ana, 2)
    target(ana, 4, today=date(2026, 3, 18))
    target(ana, 0, today=date(2026, 4, 6))
    target(ana, 9000, kind="steps")
    target(ana, 1, kind="family_sessions")
    path = export_of(ana, tmp_path / "own.zip")
    assert load(bo, path) == "weekly-targets.ndjson: 5 new, 0 known, 0 refused"
    assert told(bo) == told(ana)
    assert {row.pk for row in bo.weekly_targets.all()} & {row.pk for row in ana.weekly_targets.all()} == set()
    for person in (ana, bo):
        assert load(person, path) == "weekly-targets.ndjson: 0 new, 5 known, 0 refused"
    assert told(bo) == told(ana)


def test_every_kind_that_is_read_has_a_name_on_the_page() -> None:
    assert set(KINDS) - set(NAMES) == set()


def test_what_was_lost_comes_back_with_its_id(ana: Any, tmp_path: Path) -> None:
    target(ana, 2)
    row, path = ana.weekly_targets.get(), export_of(ana, tmp_path / "own.zip")
    ana.weekly_targets.all().delete()
    load(ana, path)
    assert ana.weekly_targets.get().pk == row.pk


def test_what_is_aimed_at_here_in_the_same_week_stays(ana: Any, bo: Any, tmp_path: Path) -> None:
    target(ana, 2)
    target(ana, 3, today=date(2026, 3, 9))
    target(bo, 5)
    assert load(bo, export_of(ana, tmp_path / "own.zip")).endswith("1 new, 1 known, 0 refused")
    assert [row[1] for row in told(bo)] == [5, 3]


def test_without_consent_to_training_none_is_stored(ana: Any, bo: Any, tmp_path: Path) -> None:
    target(ana, 2)
    withdraw_consent(person=bo, category="training")
    assert load(bo, export_of(ana, tmp_path / "own.zip")).endswith("0 new, 0 known, 1 refused")
    assert told(bo) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "medals"}, "kind"),
        ({"target": 15}, "target"),
        ({"target": -1}, "target"),
        ({"target": None}, "target"),
        ({"weekdays": [7]}, "weekdays"),
        ({"weekdays": 3}, "weekdays"),
        ({"starts_on": "2026-03-03"}, "starts_on"),
        ({"starts_on": None}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"if_then": "x" * 301}, "if_then"),
        ({"if_then": "a\0b"}, "if_then"),
    ],
)
def test_a_wrong_row_is_told_with_its_field(ana: Any, tmp_path: Path, change: dict[str, Any], field: str) -> None:
    path, out = file_of(tmp_path / "own.zip", GOOD | change), io.StringIO()
    call_command("import_journal", ana.email, str(path), stdout=out)
    assert out.getvalue().splitlines()[:1] == ["weekly-targets.ndjson: 0 new, 0 known, 1 refused"]
    assert out.getvalue().splitlines()[1].startswith(f"  row 1: {field}: ")
    assert told(ana) == []


def test_a_row_without_a_monday_is_told(ana: Any, tmp_path: Path) -> None:
    path = file_of(tmp_path / "own.zip", {name: value for name, value in GOOD.items() if name != "starts_on"})
    assert load(ana, path).endswith("0 new, 0 known, 1 refused")


def test_a_file_of_many_targets_costs_no_more_queries(
    ana: Any, bo: Any, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for person, number in ((ana, 1), (bo, 40)):
        rows = [GOOD | {"starts_on": date.fromordinal(MONDAY.toordinal() + 7 * n)} for n in range(number)]
        with django_assert_max_num_queries(40) as queries:
            load(person, file_of(tmp_path / f"{number}.zip", *rows))
        counts.append(len(queries))
    assert counts[0] == counts[1]
