"""SW05 to SW08, each at its borders."""

import pytest

from journal.wins import SetFacts
from tests.journal.small_logs import day_of, fired, jog, lift, on, won

THREE_RUNS = [on(0, jog(600)), on(2, jog(900)), on(4, jog(1200))]


# --- SW05 longer without a break ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (on(7, jog(1260)), [(7, "1200", "1260")]),
        (on(7, jog(1259)), []),
        (on(7, jog(700), jog(700)), []),
        (on(7, SetFacts("run_easy", seconds=1500)), [(7, "1200", "1500")]),
        (on(7, SetFacts("walk_brisk", seconds=3000)), []),
        (on(7, activity="running", minutes=21), [(7, "1200", "1260")]),
        (on(7, jog(300), activity="running", minutes=60), []),
        (on(7, activity="walking", minutes=60), []),
        (on(7, jog(1500), pain=4), []),
    ],
)
def test_longer_without_a_break(new, told):
    assert fired([*THREE_RUNS, new], "SW05") == told


def test_longer_run_needs_three_runs_before():
    assert fired([*THREE_RUNS[1:], on(7, jog(1500))], "SW05") == []


# --- SW06 faster at the same effort -----------------------------------------------------------------


def run(day, minutes, distance_m=10_000, activity="running", **more):
    """A run of so many minutes; over ten kilometres 50 minutes are 300 seconds a kilometre."""
    return on(day, activity=activity, minutes=minutes, distance_m=distance_m, **({"rpe": 6} | more))


SLOW = [run(day, 50) for day in (0, 7, 14)]
FAST = [run(day, 49) for day in (35, 38, 41)]


def test_the_median_pace_of_three_is_a_fiftieth_faster_at_the_same_effort():
    assert fired([*SLOW, *FAST], "SW06") == [(41, "300", "294")]
    assert fired([*SLOW, *FAST[:2], run(41, 52)], "SW06") == [(41, "300", "294")]
    assert fired([*SLOW, FAST[0], run(38, 50), run(41, 50)], "SW06") == []
    slower = [run(day, 49, 9_999) for day in (35, 38, 41)]
    assert fired([*SLOW, *slower], "SW06") == []
    assert [(win.exercise, win.kind) for win in won([*SLOW, *FAST], "SW06")] == [("running", "trend")]


@pytest.mark.parametrize(
    ("last", "is_told"),
    [
        ({"rpe": 7}, True),
        ({"rpe": 5}, True),
        ({"rpe": 8}, False),
        ({"rpe": None}, False),
        ({"rpe": 6, "activity": "walking"}, False),
        ({"rpe": 6, "pain": 4}, False),
        ({"rpe": 6, "pain": 3}, True),
        ({"rpe": 6, "distance_m": None}, False),
        ({"rpe": 6, "distance_m": 0}, False),
        ({"rpe": 6, "distance_m": 1_600}, False),  # 1837 seconds a kilometre is no pace
    ],
)
def test_faster_compares_the_same_kind_at_about_the_same_effort(last, is_told):
    assert bool(fired([*SLOW, *FAST[:2], run(41, 49, **last)], "SW06")) is is_told


def test_a_heart_rate_within_five_beats_is_the_same_effort_too():
    slow = [run(day, 50, rpe=None, avg_hr=140) for day in (0, 7, 14)]
    fast = [run(day, 49, rpe=None, avg_hr=145) for day in (35, 38, 41)]
    assert fired([*slow, *fast], "SW06") == [(41, "300", "294")]
    assert fired([*slow, *fast[:2], run(41, 49, rpe=None, avg_hr=146)], "SW06") == []
    assert fired([*slow, *fast[:2], run(41, 49, rpe=9, avg_hr=141)], "SW06") == [(41, "300", "294")]


def test_faster_compares_about_as_far_or_as_long():
    """Over 10 km in 49 minutes: 9 to 11 km, or 44.1 to 53.9 minutes."""
    as_far = [run(day, 58, 11_000) for day in (0, 7, 14)]
    as_long = [run(day, 53, 8_000) for day in (0, 7, 14)]
    neither = [run(day, 58, 11_001) for day in (0, 7, 14)]
    assert [len(fired([*slow, *FAST], "SW06")) for slow in (as_far, as_long, neither)] == [1, 1, 0]


def test_faster_looks_three_to_eight_weeks_back_and_needs_three_on_both_sides():
    assert [len(fired([*SLOW[:2], run(day, 50), *FAST], "SW06")) for day in (20, 21)] == [1, 0]
    assert [len(fired([run(day, 50), *SLOW[1:], *FAST], "SW06")) for day in (-15, -16)] == [1, 0]
    assert [len(fired([*SLOW, run(day, 49), *FAST[1:]], "SW06")) for day in (21, 20)] == [1, 0]


def test_faster_rests_for_three_weeks():
    log = [*SLOW, run(20, 50), run(25, 50), run(30, 50), *FAST, *[run(day, 40) for day in (48, 55, 58, 59)]]
    assert [win.day for win in won(log, "SW06")] == [day_of(38), day_of(59)]


# --- SW07 the same work with less effort --------------------------------------------------------------


def rated(efforts, **same):
    """The same session again and again, two days apart."""
    return [on(2 * n, **same, rpe=rpe) for n, rpe in enumerate(efforts)]


@pytest.mark.parametrize(
    ("efforts", "told"),
    [
        ([7, 7, 7, 6, 6, 6], [(10, "7", "6")]),
        ([7, 7, 7, 6, 9, 6], [(10, "7", "6")]),
        ([7, 7, 7, 6, 7, 7], []),
        ([7, 7, 6, 6, 6], []),
        ([8, 6, 7, 7, 6, 6, 6], [(10, "7", "6")]),
        ([7, 6, 6, 7, 6, 5, 5], [(12, "6.5", "5")]),
        ([7, 6, 6, 6, 6, 6, 6], []),
        ([7, 7, 7, None, 6, 6, 6], [(12, "7", "6")]),
        ([7, 7, 7, 6, 6, None], []),
    ],
)
def test_easier_compares_medians_of_three(efforts, told):
    assert fired(rated(efforts, activity="yoga"), "SW07") == told


USUAL = {"activity": "running", "minutes": 60, "distance_m": 10_000}


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        ({}, True),
        ({"minutes": 57, "distance_m": 10_500}, True),
        ({"minutes": 56}, False),
        ({"minutes": 64}, False),
        ({"distance_m": 9_499}, False),
        ({"distance_m": None}, False),
        ({"activity": "walking"}, False),
    ],
)
def test_easier_needs_as_far_in_as_much_time(other, is_told):
    log = rated([7, 7, 7], **(USUAL | other)) + [on(10 + 2 * n, **USUAL, rpe=6) for n in range(3)]
    assert bool(fired(log, "SW07")) is is_told


@pytest.mark.parametrize(
    ("activity", "is_told"), [("dance", True), ("strength", False), ("circuit", False), ("other", False)]
)
def test_as_long_is_the_same_work_where_minutes_say_it(activity, is_told):
    assert bool(fired(rated([7, 7, 7, 6, 6, 6], activity=activity), "SW07")) is is_told


def lifted(day, *sets, rpe):
    return on(day, *sets, rpe=rpe)


@pytest.mark.parametrize(
    ("sets", "is_told"),
    [
        ([lift("60"), lift("60")], True),
        ([lift("63"), lift("63")], True),
        ([lift("57"), lift("57")], True),
        ([lift("63.5"), lift("63")], False),
        ([lift("60"), lift("30"), lift("30", exercise="row")], False),
        ([lift("60"), lift("60"), lift("60", kind="warmup")], True),
        ([lift("60"), lift("60"), lift(None, 10, "push_up")], True),
    ],
)
def test_the_same_exercises_with_as_many_kilograms_are_the_same_work(sets, is_told):
    before = [lifted(day, *sets, rpe=7) for day in (0, 2, 4)]
    after = [lifted(day, lift("60"), lift("60"), rpe=6) for day in (6, 8, 10)]
    assert bool(fired([*before, *after], "SW07")) is is_told


def test_kilograms_are_compared_within_eight_weeks_minutes_within_half_a_year():
    pair = [lift("60"), lift("60")]
    after = [lifted(day, *pair, rpe=6) for day in (52, 54, 56)]
    assert [
        len(fired([*[lifted(day, *pair, rpe=7) for day in (first, 2, 4)], *after], "SW07")) for first in (0, -1)
    ] == [1, 0]
    late = [on(day, activity="yoga", rpe=6) for day in (178, 180, 182)]
    assert [len(fired([on(first, activity="yoga", rpe=7), *rated([7, 7, 7], activity="yoga")[1:], *late], "SW07"))
            for first in (0, -1)] == [1, 0]  # fmt: skip


def test_easier_is_a_trend_that_rests_for_three_weeks_and_never_comes_of_pain():
    log = rated([8, 8, 8, 7, 7, 7, *[5] * 9], activity="yoga")
    assert [(win.day, win.kind) for win in won(log, "SW07")] == [(day_of(10), "trend")]
    hurt = [*rated([7, 7, 7, 6, 6], activity="yoga"), on(10, activity="yoga", rpe=2, pain=4)]
    assert fired(hurt, "SW07") == []


# --- SW08 fewer heartbeats ----------------------------------------------------------------------------


def beating(beats, minutes=50, first=0):
    return [run(first + 2 * n, minutes, rpe=None, avg_hr=hr) for n, hr in enumerate(beats)]


@pytest.mark.parametrize(
    ("beats", "told"),
    [
        ([150, 150, 150, 145, 145, 145], [(10, "150", "145")]),
        ([150, 150, 150, 145, 170, 145], [(10, "150", "145")]),
        ([150, 150, 150, 146, 146, 146], []),
        ([150, 150, 145, 145, 145], []),
        ([150, 150, 150, 145, 145, None], []),
        ([150, 148, 150, 152, 144, 144, 144], [(10, "150", "144")]),
    ],
)
def test_fewer_beats_compares_medians_of_three(beats, told):
    assert fired(beating(beats), "SW08") == told


def test_fewer_beats_needs_the_same_pace():
    """Within 3 % of 300 seconds a kilometre: 291 to 309."""
    last = beating([140, 140, 140], first=10)
    assert [len(fired([*beating([150] * 3, minutes), *last], "SW08")) for minutes in (48, 49, 51, 52)] == [0, 1, 1, 0]


def test_fewer_beats_is_a_trend_that_rests_for_four_weeks():
    log = beating([150, 150, 150, 145, 145, 145, *[130] * 12])
    assert [(win.day, win.kind) for win in won(log, "SW08")] == [(day_of(10), "trend")]
