"""SW09 and SW10, each at its borders."""

import pytest

from journal.wins import SetFacts
from tests.journal.small_logs import fired, on, won


def hold(seconds, level=None, exercise="yoga_tree", **more):
    return SetFacts(exercise, seconds=seconds, pose_level=level, **more)


def pose(day, seconds, level, **more):
    return on(day, hold(seconds, level), activity="yoga", **more)


LEVEL_2 = [pose(day, 30, 2) for day in (0, 2, 4)]


# --- SW09 a higher pose level -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sessions", "told"),
    [
        ([pose(6, 30, 3)], []),
        ([pose(6, 30, 3), pose(8, 30, 3)], [(8, "2", "3")]),
        ([pose(6, 20, 3), pose(8, 20, 3)], [(8, "2", "3")]),
        ([pose(6, 20, 3), pose(8, 19, 3)], []),
        ([pose(6, 19, 3), pose(8, 20, 3)], []),
        ([pose(6, 30, 3), pose(8, 30, 2), pose(10, 30, 3)], []),
        ([pose(6, 30, 3), pose(8, 30, 2), pose(10, 30, 3), pose(12, 30, 3)], [(12, "2", "3")]),
        ([pose(6, 30, 3), pose(8, 30, 4)], [(8, "2", "3")]),
        ([pose(6, 30, 4), pose(8, 30, 5)], [(8, "2", "4")]),
        ([pose(6, 30, 3), pose(8, 30, 3), pose(10, 30, 3)], [(8, "2", "3")]),
        ([pose(6, 30, 3), pose(8, 30, 3), pose(10, 30, 4), pose(12, 30, 4)], [(8, "2", "3"), (12, "3", "4")]),
        ([pose(6, 30, 3), on(7), pose(8, 30, 3)], [(8, "2", "3")]),
        ([pose(6, 30, 3, pain=3), pose(8, 30, 3)], []),
        ([pose(6, 30, 3), pose(8, 30, 3, pain=3)], []),
        ([pose(6, 30, 3, pain=2), pose(8, 30, 3, pain=2)], [(8, "2", "3")]),
        ([pose(6, None, 3), pose(8, None, 3)], []),
        ([on(6, hold(30, 3, kind="assisted")), pose(8, 30, 3)], []),
    ],
)
def test_a_level_held_in_two_sessions_running(sessions, told):
    assert fired([*LEVEL_2, *sessions], "SW09") == told


def test_a_level_needs_three_sessions_before_and_one_that_was_held_twice():
    assert fired([pose(0, 30, 2), pose(2, 30, 2), pose(4, 30, 3), pose(6, 30, 3)], "SW09") == [(6, "2", "3")]
    assert fired([pose(2, 30, 2), pose(4, 30, 3), pose(6, 30, 3)], "SW09") == []
    assert fired([*[pose(day, 15, 2) for day in (0, 2, 4)], pose(6, 30, 3), pose(8, 30, 3)], "SW09") == []


def test_each_pose_has_its_own_level():
    other = [on(day, hold(30, 3, "yoga_warrior2"), activity="yoga") for day in (6, 8)]
    assert fired([*LEVEL_2, *other], "SW09") == []
    assert [win.exercise for win in won([*LEVEL_2, pose(6, 30, 3), pose(8, 30, 3)], "SW09")] == ["yoga_tree"]


# --- SW10 a longer hold -------------------------------------------------------------------------------


def plank(day, *seconds, **more):
    return on(day, *(hold(one, exercise="plank", **more) for one in seconds))


PLANKS = [plank(day, 40, 45) for day in (0, 2, 4)]


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ([hold(50, exercise="plank")], [(7, "45", "50")]),
        ([hold(49, exercise="plank")], []),
        ([hold(30, exercise="plank"), hold(60, exercise="plank")], [(7, "45", "60")]),
        ([hold(60, exercise="plank", kind="warmup")], []),
        ([hold(60, exercise="plank", kind="assisted")], []),
        ([hold(60, exercise="side_plank")], []),
        ([hold(60, exercise="carry")], []),
        ([hold(60, exercise="own_hold")], []),
    ],
)
def test_a_longer_hold(sets, told):
    assert fired([*PLANKS, on(7, *sets)], "SW10") == told


@pytest.mark.parametrize("exercise", ["carry", "bear_crawl", "walk_easy", "own_hold"])
def test_only_what_stays_still_is_a_hold(exercise):
    log = [on(day, hold(seconds, exercise=exercise)) for day, seconds in ((0, 40), (2, 40), (4, 40), (7, 60))]
    assert fired(log, "SW10") == []


def test_a_longer_hold_needs_three_sessions_before_and_no_pain():
    assert fired([*PLANKS[:2], plank(7, 60)], "SW10") == []
    assert fired([*PLANKS, on(7, hold(60, exercise="plank"), pain=4)], "SW10") == []
    assert fired([*PLANKS, on(7, hold(60, exercise="plank"), pain=3)], "SW10") == [(7, "45", "60")]
    assert fired([*PLANKS[:2], on(4, hold(90, exercise="plank"), pain=5), plank(7, 60)], "SW10") == []


def test_a_longer_hold_looks_back_half_a_year_and_rests_for_a_week():
    assert [len(fired([*PLANKS, plank(day, 60)], "SW10")) for day in (182, 183)] == [1, 0]
    log = [*PLANKS, plank(5, 50), plank(11, 55), plank(12, 60)]
    assert fired(log, "SW10") == [(5, "45", "50"), (12, "55", "60")]


def test_a_hold_is_compared_with_the_same_and_higher_pose_levels():
    levels = [pose(0, 30, 3), pose(2, 40, 2), pose(4, 50, 2)]
    assert fired([*levels, pose(7, 55, 2)], "SW10") == [(7, "50", "55")]
    assert fired([*levels, pose(7, 55, 1)], "SW10") == [(7, "50", "55")]
    assert fired([*levels, pose(7, 55, 3)], "SW10") == []  # held once at that level: a start
    both = [*[pose(day, 30, 3) for day in (0, 2, 4)], on(7, hold(35, 3), hold(90, 1))]
    assert fired(both, "SW10") == [(7, "30", "35")]  # the highest level is told
