"""The signals of support cards, each at its borders: one step short of a threshold is no signal."""

from datetime import date, timedelta

import pytest

from journal import care_signals as signals
from journal.care_signals import Answer, Night, Session

TODAY = date(2026, 6, 17)  # a Wednesday
PLACE = {"pain_place": "knee"}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def values(*runs: tuple[int, int, list[int]]) -> dict[date, int]:
    """Runs of (oldest, newest day ago, scores in turn); the scores begin again when they are used up."""
    return {
        ago(day): scores[(oldest - day) % len(scores)]
        for oldest, newest, scores in runs
        for day in range(oldest, newest - 1, -1)
    }


# G1


@pytest.mark.parametrize(
    ("days", "is_so"),
    [
        (values((6, 0, [3])), True),  # seven days, mean 3.0
        (values((5, 0, [3])), False),  # six
        (values((6, 1, [3]), (13, 13, [3])), True),  # the seventh lies fourteen days back
        (values((6, 1, [3]), (14, 14, [3])), False),  # and one more day back it is none of the fourteen
        (values((6, 0, [3, 3, 3, 3, 3, 3, 4])), False),  # 22 / 7
        (values((13, 0, [3, 3])), True),
        (values((13, 13, [4]), (12, 0, [3])), False),
        (values((6, 0, [2, 2, 2, 2, 2, 10, 10])), True),  # mean 4.3, five of seven at 2 or less
        (values((6, 0, [2, 2, 2, 2, 3, 10, 10])), False),
        (values((13, 7, [9]), (6, 0, [10, 2, 2, 2, 2, 2, 10])), True),  # of the last seven entries
        (values((13, 7, [2]), (6, 0, [10, 2, 2, 2, 2, 4, 10])), False),
        ({}, False),
    ],
)
def test_low_mood(days, is_so):
    assert signals.is_low(days, TODAY) is is_so


# G2


@pytest.mark.parametrize(
    ("days", "is_so"),
    [
        (values((29, 10, [7]), (5, 0, [4, 5])), True),  # 4.5 against a median of 7
        (values((29, 10, [7]), (5, 0, [4, 5, 4, 5, 4, 6])), False),  # 28 / 6
        (values((29, 10, [7]), (4, 0, [4])), False),  # five entries
        (values((28, 10, [7]), (5, 0, [4])), False),  # nineteen before
        (values((65, 46, [7]), (5, 0, [4])), True),  # 56 days before
        (values((66, 47, [7]), (5, 0, [4])), False),
        (values((29, 10, [7]), (9, 4, [4])), True),  # ten days
        (values((29, 11, [7]), (10, 10, [7]), (9, 5, [4])), False),
        (values((29, 10, [6, 7]), (5, 0, [4])), True),  # a median of 6.5
        (values((29, 10, [6, 7]), (5, 0, [4, 4, 4, 4, 4, 5])), False),
    ],
)
def test_a_drop_against_the_own_weeks_before(days, is_so):
    assert signals.has_dropped(days, TODAY) is is_so


# G4


@pytest.mark.parametrize(
    ("sheets", "is_so"),
    [
        ([(40, 11), (10, 11)], True),
        ([(40, 10), (10, 11)], False),
        ([(40, 11), (10, 10)], False),
        ([(10, 12)], False),
        ([(70, 14), (40, 9), (10, 14)], False),  # the two newest
        ([(70, 9), (40, 12), (10, 12)], True),
        ([(10, 12), (40, 12), (70, 5)], True),  # in any order
        ([(40, 12), (20, None), (10, 12)], True),  # a sheet without a total is none
        ([(120, 12), (84, 12)], True),
        ([(120, 12), (85, 12)], False),  # too long ago
    ],
)
def test_two_high_questionnaires(sheets, is_so):
    told = [(ago(days), score) for days, score in sheets]
    assert signals.scores_high(told, TODAY) is is_so
    assert signals.sleeps_badly(told, [], TODAY) is is_so


def nights(count: int, asleep: list[float], quality: list[int | None]) -> list[Night]:
    """Nights of eight hours in bed, the last one today's."""
    back = reversed(range(count))
    return [Night(ago(day), asleep[day % len(asleep)], 480, quality[day % len(quality)]) for day in back]


@pytest.mark.parametrize(
    ("slept", "is_so"),
    [
        (nights(10, [359], [3]), True),
        (nights(10, [360], [3]), False),  # exactly 75 %
        (nights(9, [300], [3]), False),
        (nights(10, [300], [3, 3, 3, 3, 4]), False),
        (nights(10, [300], [2, 4]), True),  # a mean of 3
        (nights(10, [300], [3, None]), False),  # five with a quality
        (nights(20, [300], [3, None]), False),  # seven in fourteen days
        ([*nights(9, [300], [3]), Night(ago(13), 300, 480, 3)], True),
        ([*nights(9, [300], [3]), Night(ago(14), 300, 480, 3)], False),
        ([*nights(9, [300], [3]), Night(ago(13), None, 480, 3)], False),
        ([*nights(9, [300], [3]), Night(ago(13), 300, None, 3)], False),
    ],
)
def test_bad_nights(slept, is_so):
    assert signals.lies_awake(slept, TODAY) is is_so
    assert signals.sleeps_badly([], slept, TODAY) is is_so


@pytest.mark.parametrize(("answer", "is_so"), [(None, False), (ago(0), True), (ago(84), True), (ago(85), False)])
def test_a_tick_for_snoring_with_pauses(answer, is_so):
    told = answer and Answer(answer)
    assert signals.sleeps_badly([], [], TODAY, snoring=told) is is_so


# G6


@pytest.mark.parametrize(
    ("sessions", "is_so"),
    [
        ([Session(ago(0), pain=4)], True),
        ([Session(ago(0), pain=3)], False),
        ([Session(ago(6), pain=4), Session(ago(0))], True),
        ([Session(ago(7), pain=4)], False),
        ([Session(ago(6), pain_changes_movement=True)], True),
        ([Session(ago(7), pain_changes_movement=True)], False),
        ([Session(ago(3), pain=3, **PLACE), Session(ago(1), pain=3, **PLACE)], True),
        ([Session(ago(3), pain=2, **PLACE), Session(ago(1), pain=3, **PLACE)], False),
        ([Session(ago(3), pain=3, **PLACE), Session(ago(1), pain=2, **PLACE)], False),
        ([Session(ago(3), pain=3, pain_place="hip"), Session(ago(1), pain=3, **PLACE)], False),
        ([Session(ago(3), pain=3), Session(ago(1), pain=3)], False),  # no place named
        ([Session(ago(3), pain=3, **PLACE), Session(ago(2)), Session(ago(1), pain=3, **PLACE)], False),
        ([Session(ago(20), pain=3, **PLACE), Session(ago(6), pain=3, **PLACE)], True),
        ([Session(ago(8), pain=3, **PLACE), Session(ago(7), pain=3, **PLACE)], False),
        ([], False),
    ],
)
def test_pain(sessions, is_so):
    assert signals.hurts(sessions, TODAY) is is_so


# G8


def daily(oldest: int, newest: int, rpe: int = 5, minutes: int = 30) -> list[Session]:
    return [Session(ago(day), rpe, minutes) for day in range(oldest, newest - 1, -1)]


@pytest.mark.parametrize(
    ("sessions", "is_so"),
    [
        (daily(13, 0), True),
        (daily(14, 1), True),  # up to yesterday
        (daily(12, 0), False),
        (daily(15, 2), False),  # yesterday was a rest
        ([*daily(13, 8), Session(ago(7), 4), *daily(6, 0)], False),
        (daily(30, 0, rpe=4), False),
    ],
)
def test_days_in_a_row(sessions, is_so):
    assert signals.trains_without_rest(sessions, TODAY) is is_so


@pytest.mark.parametrize(
    ("sessions", "is_so"),
    [
        ([Session(ago(13), pain=4), Session(ago(0), pain=4)], True),
        ([Session(ago(14), pain=4), Session(ago(0), pain=4)], False),
        ([Session(ago(5), pain=3), Session(ago(0), pain=4)], False),
        ([Session(ago(9)), Session(ago(8))], True),  # both while ill
        ([Session(ago(9)), Session(ago(7))], False),
        ([Session(ago(9)), Session(ago(1), pain=4)], True),
    ],
)
def test_training_while_ill_or_in_pain(sessions, is_so):
    assert signals.trains_through(sessions, [(ago(10), ago(8))], TODAY) is is_so


def weekly(*loads: int) -> list[Session]:
    """One session of effort 1 on the Wednesday of each week before this one, the last load for the newest."""
    return [Session(ago(7 * back), 1, load) for back, load in zip(range(len(loads), 0, -1), loads, strict=True) if load]


USUAL = [100] * 8


@pytest.mark.parametrize(
    ("loads", "is_so"),
    [
        ([*USUAL, 201, 201], True),
        ([*USUAL, 200, 201], False),
        ([*USUAL, 201, 200], False),
        ([50, 60, 100, 100, 140, 150, 90, 110, 201, 300], True),
        ([0, 0, 0, 0, 100, 100, 100, 100, 101, 101], True),  # a median of 50
        ([0, 0, 0, 0, 100, 100, 100, 100, 100, 101], False),
        ([0, 0, 0, 0, 0, 100, 100, 100, 500, 500], False),  # a median of 0 says nothing
        ([100, *USUAL, 201, 201], True),
    ],
)
def test_twice_the_usual_load(loads, is_so):
    assert signals.load_has_doubled(weekly(*loads), [], TODAY) is is_so


def test_paused_weeks_leave_the_usual_load_and_four_are_needed():
    lull, paused = weekly(100, 100, 100, 100, 0, 0, 0, 0, 201, 201), [(ago(42), ago(17))]
    assert signals.load_has_doubled(lull, paused, TODAY) is True
    lull, paused = weekly(100, 100, 100, 0, 0, 0, 0, 0, 201, 201), [(ago(49), ago(17))]
    assert signals.load_has_doubled(lull, paused, TODAY) is False


def test_the_week_that_runs_does_not_count():
    assert signals.load_has_doubled([*weekly(*USUAL, 100, 201), Session(ago(0), 5, 300)], [], TODAY) is False


def rated(oldest: int, newest: int, step: int, *efforts: int | None) -> list[Session]:
    """Sessions every so many days, the efforts in turn."""
    days = range(oldest, newest - 1, -step)
    return [Session(ago(day), efforts[place % len(efforts)]) for place, day in enumerate(days)]


EFFORTS = rated(30, 20, 2, 4)


@pytest.mark.parametrize(
    ("sessions", "is_so"),
    [
        ([*EFFORTS, *rated(12, 2, 2, 5, 5, 5, 6, 6, 6)], True),  # 5.5 against 4
        ([*EFFORTS, *rated(12, 2, 2, 5)], False),
        ([*EFFORTS[1:], *rated(12, 2, 2, 9)], False),  # five before
        ([*EFFORTS, *rated(10, 2, 2, 9)], False),  # one of the last six is of before, so five are left there
        ([*EFFORTS, *rated(13, 2, 1, 9, None)], True),  # what was not rated is passed over
        ([*rated(60, 50, 2, 4), *rated(12, 2, 2, 9)], False),  # more than four weeks before
        ([*rated(50, 41, 1, 4), *rated(28, 23, 1, 9)], False),  # the last six reach too far back
        ([*rated(50, 41, 1, 4), *rated(27, 22, 1, 9)], True),
    ],
)
def test_effort_is_up(sessions, is_so):
    assert ("effort" in signals.deload_parts(sessions, {}, [], [], TODAY)) is is_so


SUNK = [
    (values((34, 25, [6]), (3, 0, [4, 5])), True),  # 4.5 against 6
    (values((34, 25, [6]), (3, 0, [4, 5, 5, 5])), False),
    (values((34, 26, [6]), (3, 0, [4])), False),  # nine before
    (values((34, 25, [6]), (2, 0, [4])), False),  # three now
    (values((16, 7, [6]), (6, 3, [4])), True),
    (values((35, 26, [6]), (3, 0, [4])), False),  # one of them lies five weeks back
]


@pytest.mark.parametrize(("days", "is_so"), SUNK)
def test_mood_and_quality_of_sleep_sink_by_the_same_rule(days, is_so):
    slept = [Night(day, quality=score) for day, score in days.items()]
    assert ("mood" in signals.deload_parts([], days, [], [], TODAY)) is is_so
    assert ("sleep" in signals.deload_parts([], {}, slept, [], TODAY)) is is_so


@pytest.mark.parametrize(
    ("pulses", "is_so"),
    [
        ([*((day, 55) for day in range(10, 2, -1)), (2, 62), (1, 62), (0, 62)], True),
        ([*((day, 55) for day in range(10, 2, -1)), (2, 62), (1, 61), (0, 62)], False),
        ([*((day, 55) for day in range(11, 3, -1)), (3, 62), (2, 62), (1, 62)], True),  # up to yesterday
        ([*((day, 55) for day in range(11, 4, -1)), (3, 62), (1, 62), (0, 62)], False),  # not three days running
        ([*((day, 55) for day in range(8, 2, -1)), (2, 62), (1, 62), (0, 62)], False),  # six days before
        ([*((day, 55) for day in range(10, 2, -1)), (2, 62), (1, 70), (1, 60), (0, 62)], False),  # the day's lowest
    ],
)
def test_resting_pulse_is_up_on_three_days(pulses, is_so):
    told = [(ago(day), beats) for day, beats in pulses]
    assert ("pulse" in signals.deload_parts([], {}, [], told, TODAY)) is is_so


TIRED = [*EFFORTS, *rated(12, 6, 2, 6)]
TIRED_AND_HURT = [*TIRED, Session(ago(4), 6, 1, 4), Session(ago(2), 6, 1, 4)]
MOODS = values((34, 25, [6]), (3, 0, [4]))
HURT = [Session(ago(3), 1, 1, 4), Session(ago(1), 1, 1, 4)]


@pytest.mark.parametrize(
    ("sessions", "moods", "slept", "is_so"),
    [
        (daily(13, 0), {}, [], False),
        ([*daily(13, 0), *HURT], {}, [], True),
        ([*weekly(*USUAL, 201, 201), *HURT], {}, [], True),
        ([*TIRED, *rated(4, 2, 2, 6)], MOODS, [], False),  # effort and mood are one sign together
        (TIRED_AND_HURT, MOODS, [], True),
        (TIRED_AND_HURT, {}, [], False),  # effort alone is none
        (TIRED_AND_HURT, {}, [Night(day, quality=score) for day, score in MOODS.items()], True),
        (HURT, MOODS, [], False),  # mood alone is none
    ],
)
def test_too_much_needs_two_of_five(sessions, moods, slept, is_so):
    assert signals.does_too_much(sorted(sessions), moods, slept, [], [], TODAY) is is_so


@pytest.mark.parametrize(
    ("sessions", "answer", "is_so"),
    [
        (HURT, Answer(ago(0), 7), True),
        (HURT, Answer(ago(27), 10), True),
        (HURT, Answer(ago(28), 10), False),  # four weeks ago
        (HURT, Answer(ago(0), 6), False),
        (HURT, Answer(ago(0), 0), False),
        (HURT, None, False),
        ([], Answer(ago(0), 10), False),  # alone it is one sign
    ],
)
def test_feeling_bad_without_training_is_one_of_the_signs(sessions, answer, is_so):
    assert signals.does_too_much(sessions, {}, [], [], [], TODAY, irritable=answer) is is_so
