"""Ten real people's five months: every fact of every review against arithmetic done on the CSV files alone.

The folder is named by REAL_JOURNALS, else it is the one beside the repository. Where it is missing the ten are skipped
by name; a made-up journal of the same shape, both changes of clocks included, is always checked.
"""

import csv
import os
import random
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import OutboxMail
from plans.models import WeeklyTarget
from reviews.actions import write_past_reviews
from tests.reviews.arithmetic import facts_of, wins_of

BESIDE = Path(__file__).resolve().parents[3] / "shared/real-journals"
FOLDER = Path(os.environ.get("REAL_JOURNALS") or BESIDE)
PEOPLE = [f"p{n:02}" for n in range(1, 11)]
OSLO = ZoneInfo("Europe/Oslo")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(datetime(2020, 4, 20, 10, tzinfo=UTC), tick=False):
        yield


def check(person, folder: Path, since: date, until: date) -> int:
    """Imports, writes all reviews by the command and compares them; returns how many weeks these were."""
    call_command("import_journal", person.email, str(folder), stdout=StringIO())
    WeeklyTarget.objects.create(person=person, target=3, starts_on=date(2020, 1, 6))
    for _ in range(2):
        options = {"since": since.isoformat(), "until": until.isoformat()}
        call_command("write_weekly_reviews", person.email, **options, stdout=StringIO())
    wins = wins_of(folder)
    reviews = list(person.weekly_reviews.order_by("week_start"))
    for review in reviews:
        told = review.facts | {"wins": None}
        planned = 3 if review.week_start >= date(2020, 1, 6) else 0
        assert told == facts_of(folder, review.week_start, planned) | {"wins": None}
        assert sorted(win["rule"] for win in review.wins) == sorted(wins.get(review.week_start, [])), review.week_start
        assert len(review.facts["wins"]) == len(review.wins)
    first = since + timedelta(days=-since.weekday() % 7)
    assert [review.week_start for review in reviews] == [
        first + timedelta(weeks=n) for n in range((until - first).days // 7 + 1)
    ]
    assert not OutboxMail.objects.exists()
    return len(reviews)


@pytest.mark.parametrize("name", PEOPLE)
def test_every_fact_of_a_real_person(name, ana):
    if not (FOLDER / name).is_dir():
        pytest.skip(f"No real journals at {FOLDER}; set REAL_JOURNALS to their folder.")
    assert check(ana, FOLDER / name, date(2019, 11, 4), date(2020, 3, 29)) == 21


def test_every_fact_of_a_made_up_person_over_both_changes_of_clocks(ana, tmp_path):
    make_journal(tmp_path, random.Random(20191027), date(2019, 10, 1), date(2020, 4, 12))
    assert check(ana, tmp_path, date(2019, 10, 7), date(2020, 4, 6)) == 27


def test_many_past_weeks_ask_no_more_than_one(ana, tmp_path):
    make_journal(tmp_path, random.Random(7), date(2019, 12, 1), date(2020, 3, 29))
    call_command("import_journal", ana.email, str(tmp_path), stdout=StringIO())
    counts = []
    for weeks in (1, 10):
        with CaptureQueriesContext(connection) as queries:
            write_past_reviews(person=ana, since=date(2020, 1, 6), until=date(2020, 1, 6) + timedelta(weeks=weeks - 1))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


# A journal of the same shape, made up


def make_journal(folder: Path, dice: random.Random, first: date, last: date) -> None:
    """Gappy and uneven like the real ones, with missing efforts, emotions and awakenings."""
    sessions, moods, nights = [], [], []
    day = first
    while day <= last:
        for _ in range(dice.choice([0, 0, 1, 1, 2]) if dice.random() < 0.7 else 0):
            sessions.append(made_session(dice, day))
        moods += [made_mood(dice, day) for _ in range(dice.choice([0, 1, 1, 3]))]
        if dice.random() < 0.8:
            nights.append(made_night(dice, day))
        day += timedelta(days=1)
    for name, table in (("training_sessions", sessions), ("mood_ratings", moods), ("sleep_diary", nights)):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    (folder / "measurements.csv").write_text("id,measured_at,kind,value,unit\n")


def an_id(dice: random.Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))


def at(day: date, minute: int, dice: random.Random) -> datetime:
    """A local time of the day, for which minutes after midnight may lie on the day before."""
    plain = datetime(day.year, day.month, day.day) + timedelta(minutes=minute, seconds=dice.choice([0, 0, 30]))
    return plain.replace(tzinfo=OSLO).astimezone(UTC).astimezone(OSLO)


def made_session(dice: random.Random, day: date) -> dict:
    has_emotion = dice.random() < 0.4
    return {
        "id": an_id(dice),
        "started_at": at(day, dice.randint(300, 1430), dice).isoformat(),
        "minutes": dice.choice([15, 20, 30, 45, 47, 60, 90]),
        "activity": dice.choice(["running", "running", "strength", "circuit", "walking", "yoga", "cardio"]),
        "rpe": dice.choice(["", 1, 2, 3, 4, 5, 6, 7, 8]),
        "emotion_before": dice.randint(0, 10) if has_emotion else "",
        "emotion_after": dice.randint(0, 10) if has_emotion else "",
        "distance_m": "",
        "avg_hr": "",
        "note": "",
    }


def made_mood(dice: random.Random, day: date) -> dict:
    return {
        "id": an_id(dice),
        "rated_at": at(day, dice.randint(360, 1439), dice).isoformat(),
        "score": dice.randint(0, 10),
        "note": "",
    }


def made_night(dice: random.Random, day: date) -> dict:
    bed = at(day, dice.randint(-150, 60), dice)
    tried = bed + timedelta(minutes=dice.randint(0, 40))
    wake = at(day, dice.randint(330, 560), dice)
    return {
        "id": an_id(dice),
        "day": day.isoformat(),
        "into_bed": bed.isoformat(),
        "tried_to_sleep": tried.astimezone(UTC).astimezone(OSLO).isoformat(),
        "sol_min": dice.randint(0, 50),
        "awakenings": dice.choice(["", 0, 1, 2, 31]),
        "waso_min": dice.randint(0, 70),
        "final_wake": wake.isoformat(),
        "out_of_bed": (wake + timedelta(minutes=dice.randint(0, 30))).isoformat(),
        "quality": dice.randint(0, 10),
    }
