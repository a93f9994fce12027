"""A group of people with real weeks for a coach's pages: moved to the present, with grants, never made twice."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.models import User
from groups.models import Group, Stream
from tests.reviews.test_real_journals import FOLDER

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
SESSIONS = [
    "id",
    "started_at",
    "minutes",
    "activity",
    "rpe",
    "emotion_before",
    "emotion_after",
    "distance_m",
    "avg_hr",
    "note",
]


@pytest.fixture(autouse=True)
def clock(settings):
    settings.DEBUG = True
    with time_machine.travel(FRIDAY, tick=False):
        yield


def write_journal(folder: Path, number: int) -> None:
    """Two sessions of a person in 2019, the later one on Thursday the 12th of December."""
    folder.mkdir()
    with (folder / "training_sessions.csv").open("w") as file:
        rows = csv.DictWriter(file, SESSIONS)
        rows.writeheader()
        for day in (5, 12):
            key = f"00000000-0000-4000-8000-0000000{number:02}0{day:02}"
            rows.writerow(
                {
                    "id": key,
                    "started_at": f"2019-12-{day:02}T18:00:00+01:00",
                    "minutes": 40,
                    "activity": "running",
                    "rpe": 6,
                }
            )


def test_journals_come_to_this_week(tmp_path):
    for number in range(3):
        write_journal(tmp_path / f"p{number}", number)
    for _ in range(2):
        call_command("demo_group", tmp_path)
    group = Group.objects.get(name="Real weeks")
    people = {row.person.name: row.person for row in group.memberships.select_related("person")}
    assert sorted(people) == ["Bo", "Ida", "Jon", "Kaja"]
    days = [row.day for row in people["Ida"].training_sessions.order_by("day")]
    assert days == [date(2026, 2, 26), date(2026, 3, 5)]
    assert group.memberships.get(person=people["Bo"]).role == "coach"
    shown = {name: set(person.grants.values_list("stream", flat=True)) for name, person in people.items()}
    assert shown["Jon"] == {Stream.TRAINING, Stream.EFFORT}
    assert shown["Kaja"] == set()


def test_only_with_debug_and_a_folder(tmp_path, settings):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("demo_group", tmp_path / "missing")
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only with DEBUG"):
        call_command("demo_group", tmp_path)
    assert not User.objects.exists()


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no folder of real journals beside the repository")
def test_ten_real_people_are_seen_by_their_coach(browse):
    from tests.factories import make_factor

    call_command("demo_group", FOLDER)
    bo = User.objects.get(email="bo@example.org")
    make_factor(bo)
    review = browse(bo).get("/coach/?show=all").context["review"]
    assert review.counts["all"] == 14
    newest = max(row.day for row in User.objects.get(email="leif@example.org").training_sessions.all())
    assert newest > FRIDAY.date() - timedelta(days=14)
