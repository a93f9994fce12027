"""The page of one exercise: what it is, and the person's own history of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from core.dates import Week
from core.uuid7 import uuid7
from journal.actions import save_own_exercise, save_session
from journal.exercise_history import Best, best_figures, best_loads, sessions_with, unbeaten
from journal.exercise_library import Library
from journal.exercise_maximum import estimate, lifted_since, maximum_chart, weeks_shown
from journal.load_units import Units
from tests.factories import make_person

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)  # a Wednesday
KG, LB = Units("kg", "km"), Units("lb", "mi")


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def page(slug):
    return reverse("journal:exercise-detail", args=[slug])


def did(person, days_ago, *sets, **fields):
    """A session so many days ago; each set is a dictionary."""
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 30, "activity": "strength", "sets": list(sets)} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def squat(load, reps=5, **more):
    return {"exercise": "back_squat", "load_kg": load, "reps": reps} | more


def words(person, slug, units=KG):
    with override("en"):
        return [done.words for done in sessions_with(person, Library(person).get(slug), None, units)[0]]


# History


def test_the_last_ten_sessions_are_told_newest_first(ana):
    for days_ago in range(11, 0, -1):
        did(ana, days_ago, squat(20, 8, kind="warmup"), squat(50 + days_ago), squat(50 + days_ago, 4, rpe=8))
    done, has_more = sessions_with(ana, Library(ana).get("back_squat"), None, KG)
    assert [one.words for one in done[:2]] == ["51 × 5, 4 · RPE 8", "52 × 5, 4 · RPE 8"]
    assert (len(done), has_more, done[0].day) == (10, True, date(2026, 3, 3))
    older, has_more = sessions_with(ana, Library(ana).get("back_squat"), done[-1].started_at, KG)
    assert ([one.day for one in older], has_more) == ([date(2026, 2, 21)], False)


def test_a_session_is_told_with_all_that_was_noted(ana):
    did(ana, 2, {"exercise": "yoga_tree", "seconds": 45, "pose_level": 3})
    did(ana, 1, {"exercise": "plank", "seconds": 60}, {"exercise": "plank", "seconds": 30, "load_kg": 5})
    assert words(ana, "yoga_tree") == ["45 s level 3"]
    assert words(ana, "plank") == ["60 s, 30 s 5 kg"]


def test_weights_are_told_in_the_persons_unit(ana, browse):
    did(ana, 1, squat("61.23"))
    assert words(ana, "back_squat", LB) == ["135 × 5"]
    ana.load_unit = "lb"
    ana.save()
    shown = browse(ana).get(page("back_squat")).content.decode()
    assert "135 × 5" in shown
    assert "lb × reps" in shown
    assert "135 lb × 5" in shown
    assert "about 152 lb" in shown
    assert "<dt>Grows by</dt><dd>5 lb</dd>" in shown


# Best sets


def test_a_best_is_left_out_where_more_repetitions_beat_it():
    day, session = date(2026, 1, 1), uuid4()
    rows = [Best(Decimal(kg), day, session, reps) for reps, kg in ((1, 80), (3, 70), (5, 70), (8, 60), (10, 62))]
    assert [(one.reps, int(one.figure)) for one in unbeaten(rows)] == [(1, 80), (5, 70), (10, 62)]


def test_best_loads_are_the_first_time_and_no_warm_up_or_assisted_set(ana):
    first = did(ana, 30, squat(60), squat(100, kind="warmup"), squat(90, kind="assisted"))
    did(ana, 20, squat(60))
    did(ana, 10, squat(50, 12), squat(70, 2, kind="failure"))
    found = [(one.reps, one.figure, one.day) for one in best_loads(ana, "back_squat")]
    assert found == [
        (2, Decimal("70.00"), date(2026, 2, 22)),
        (5, Decimal("60.00"), first.day),
        (12, Decimal("50.00"), date(2026, 2, 22)),
    ]


def test_best_figures_are_what_the_exercise_counts(ana):
    did(ana, 9, {"exercise": "yoga_tree", "seconds": 30, "pose_level": 4})
    did(ana, 8, {"exercise": "yoga_tree", "seconds": 50, "pose_level": 2})
    did(ana, 7, {"exercise": "run_long", "seconds": 3000, "distance_m": 8000}, activity="running")
    did(ana, 6, {"exercise": "push_up", "reps": 12})
    library = Library(ana)
    found = {slug: best_figures(ana, library.get(slug)) for slug in ("yoga_tree", "run_long", "push_up", "back_squat")}
    assert {slug: {name: int(one.figure) for name, one in best.items()} for slug, best in found.items()} == {
        "yoga_tree": {"seconds": 50, "pose_level": 4},
        "run_long": {"distance_m": 8000, "seconds": 3000},
        "push_up": {"reps": 12},
        "back_squat": {},
    }


# Estimated maximum


@pytest.mark.parametrize(
    ("load", "reps", "rpe", "about"),
    [
        ("60", 5, None, 67.5),
        ("60", 5, "8", 72.0),  # two in reserve
        ("60", 5, "5", 67.5),  # five or more in reserve is no number
        ("100", 1, None, 100.0),
        ("40", 12, None, None),
        ("40", 8, "7", None),  # eleven in all
    ],
)
def test_an_estimate_counts_the_repetitions_in_reserve(load, reps, rpe, about):
    found = estimate(Decimal(load), reps, rpe and Decimal(rpe))
    assert (found and round(found, 1)) == about


def chart_of(person, count=4, units=KG):
    weeks = weeks_shown(person.today(), count)
    with override("en"):
        return maximum_chart(lifted_since(person, "back_squat", weeks[0].monday), weeks, units)


def test_the_chart_has_the_best_estimate_of_each_week_and_gaps_stay_gaps(ana):
    did(ana, 21, squat(60), squat(62.5, 4), squat(200, kind="warmup"), squat(50, 12))
    did(ana, 1, squat(70))
    did(ana, 0, squat(65))
    chart = chart_of(ana)
    assert chart.rows == (("9 Feb", "68"), ("16 Feb", "no estimate"), ("23 Feb", "no estimate"), ("2 Mar", "79"))
    assert (chart.svg.count("<circle"), chart.svg.count("<path")) == (2, 0)
    assert (chart.value, chart.sentence) == (
        "about 79 kg", "Estimated in 2 weeks: from about 68 to about 79 kg.",
    )  # fmt: skip


def test_a_chart_without_estimates_says_so_and_draws_nothing(ana):
    did(ana, 40, squat(60))
    did(ana, 1, squat(60, 12))
    chart = chart_of(ana)
    assert chart.sentence == "No set of up to ten repetitions with a weight in these weeks."
    assert (chart.value, chart.svg.count("<circle")) == ("", 0)


def test_weeks_shown_end_with_the_running_one():
    assert weeks_shown(date(2026, 3, 4), 2) == [Week(date(2026, 2, 23)), Week(date(2026, 3, 2))]


@pytest.mark.parametrize(("slug", "sets"), [("push_up", {"reps": 5, "load_kg": 10}), ("plank", {"seconds": 30})])
def test_only_loaded_exercises_have_an_estimate(ana, browse, slug, sets):
    did(ana, 1, {"exercise": slug} | sets)
    assert "one-repetition" not in browse(ana).get(page(slug)).content.decode()


def test_the_page_says_about_and_shows_other_spans(ana, browse):
    did(ana, 1, squat(60))
    client = browse(ana)
    shown = client.get(page("back_squat")).content.decode()
    assert "about 68 kg" in shown
    assert "Estimated in 1 week: about 68 kg." in shown
    assert shown.count("no estimate") == 11
    assert client.get(page("back_squat"), {"weeks": "52"}).content.decode().count("no estimate") == 51
    assert client.get(page("back_squat"), {"weeks": "7"}).content.decode().count("no estimate") == 11


# The page


def test_the_page_says_what_an_exercise_is(ana, browse):
    shown = browse(ana).get(page("dumbbell_step_up")).content.decode()
    for fact in ("Squat", "Strength", "Weight and repetitions", "2.5 kg", "Dumbbell, Box or step", "Yes"):
        assert f"<dd>{fact}</dd>" in shown
    assert '<p class="mut" lang="zh-Hans">哑铃登台阶</p>' in shown
    assert "Not logged yet." in shown
    assert 'name="add_exercise" value="dumbbell_step_up"' in shown


def test_the_page_in_chinese(db, browse):
    dan = make_person("dan@example.org", language="zh-hans", load_unit="jin")
    did(dan, 1, squat("62.5"))
    shown = browse(dan).get(page("back_squat")).content.decode()
    assert "<h1>杠铃深蹲</h1>" in shown
    assert '<p class="mut" lang="en">Back squat</p>' in shown
    assert "125 斤 × 5" in shown
    assert "<dd>5 斤</dd>" in shown


def test_a_pose_tells_its_levels(ana, browse):
    shown = browse(ana).get(page("yoga_tree")).content.decode()
    assert "<li>Toes on the floor, a hand on the wall</li>" in shown
    assert "The five levels" not in browse(ana).get(page("yoga_mountain")).content.decode()


def test_wins_with_it_are_shown_unless_put_aside(ana, browse):
    for days_ago, load in ((9, 60), (8, 60), (7, 60), (6, 62.5), (5, 65)):
        did(ana, days_ago, squat(load))
    ana.small_wins.filter(rule="SW01", new=65).update(is_dismissed=True)
    shown = browse(ana).get(page("back_squat")).content.decode()
    assert "Back squat: 62.5 kg, 2.5 kg more than before. You did that." in shown
    assert "Back squat: 65 kg" not in shown
    assert "You did that" not in browse(ana).get(page("deadlift")).content.decode()


def test_a_session_begins_with_it(ana, browse):
    data = {"activity": "strength", "add_exercise": "back_squat"}
    shown = browse(ana).post(reverse("journal:session-new"), data).content.decode()
    assert '<input type="hidden" name="exercise" value="back_squat">' in shown


def test_older_sessions_have_pages_of_their_own(ana, browse):
    for days_ago in range(12, 0, -1):
        did(ana, days_ago, squat(40 + days_ago))
    client = browse(ana)
    first = client.get(page("back_squat")).content.decode()
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(page("back_squat") + following).content.decode()
    assert ("51 × 5" in second, "50 × 5" in second, "Best so far" in second) == (True, False, False)
    for nonsense in ("yesterday", "2026-02-30T00:00:00Z", "2026-02-20T00:00:00"):
        assert "Best so far" in client.get(page("back_squat"), {"before": nonsense}).content.decode()


def test_nobody_elses_history_is_shown(ana, chen, browse):
    did(ana, 1, squat("77.5", 3))
    save_own_exercise(person=ana, object_id=uuid7(), data={"name": "Stone lift"})
    did(ana, 1, {"exercise": "own_stone_lift", "reps": 3})
    shown = browse(chen).get(page("back_squat")).content.decode()
    assert "77.5" not in shown
    assert "还没有记录。" in shown
    assert browse(chen).get(page("own_stone_lift")).status_code == 404
    assert browse(ana).get(page("own_stone_lift")).status_code == 200


def test_an_exercise_that_is_nowhere_is_404_and_one_that_left_the_catalogue_keeps_its_history(ana, browse):
    client = browse(ana)
    assert client.get(page("no_such_lift")).status_code == 404
    did(ana, 1, squat(60))
    ana.training_sets.update(exercise="no_such_lift")
    assert "60 × 5" in client.get(page("no_such_lift")).content.decode()


def test_without_consent_the_page_asks(db, browse):
    finn = make_person("finn@example.org", consents=[])
    assert 'value="training"' in browse(finn).get(page("back_squat")).content.decode()


@pytest.mark.parametrize("slug", ["back_squat", "yoga_tree", "run_long", "own_stone_lift"])
def test_the_number_of_queries_stays_the_same(ana, browse, slug):
    save_own_exercise(person=ana, object_id=uuid7(), data={"name": "Stone lift"})
    client, counts = browse(ana), []
    for many in (1, 3, 12):
        for days_ago in range(40, 40 - many, -1):
            figures = {"reps": 5, "load_kg": 50 + 5 * many, "seconds": 30 + days_ago, "pose_level": 2}
            did(ana, days_ago, *[{"exercise": slug, "distance_m": 1000} | figures] * 3)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(slug)).status_code == 200
        counts.append(len(captured))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 16
