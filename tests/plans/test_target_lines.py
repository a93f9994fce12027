"""How far a target has come, in words: the figure, and above the band that it is above the band."""

from datetime import date, timedelta

import pytest

from plans.models import WeeklyTarget
from plans.progress import WeekTotals
from plans.target_kinds import suggested
from plans.target_lines import Steps, lines_of

MINUTES, DAYS = "moderate_equivalent_minutes", "resistance_days"
FAMILY, MIND_BODY, STEPS = "family_sessions", "mind_body_sessions", "steps"


def words(kind: str, target: int, done: int) -> str:
    (line,) = lines_of({kind: target}, WeekTotals(**{kind: done}), None)
    return line.words


@pytest.mark.parametrize(
    ("kind", "target", "done", "told"),
    [
        (MINUTES, 150, 0, "0 of 150 minutes"),
        (MINUTES, 150, 120, "120 of 150 minutes"),
        (MINUTES, 150, 150, "150 of 150 minutes"),
        (MINUTES, 150, 151, "151 minutes, target 150"),
        (MINUTES, 150, 300, "300 minutes, target 150"),
        (MINUTES, 150, 301, "301 minutes, above the band"),
        (MINUTES, 400, 320, "320 minutes, above the band"),
        (DAYS, 2, 1, "1 of 2 days"),
        (DAYS, 1, 1, "1 of 1 day"),
        (DAYS, 2, 5, "5 days, target 2"),
        (FAMILY, 1, 0, "0 of 1"),
        (FAMILY, 1, 1, "yes, this week"),
        (FAMILY, 1, 3, "yes, this week"),
        (FAMILY, 2, 1, "1 of 2"),
        (MIND_BODY, 1, 2, "yes, this week"),
        (MIND_BODY, 3, 2, "2 of 3"),
    ],
)
def test_a_target_is_told_as_a_figure(kind: str, target: int, done: int, told: str) -> None:
    assert words(kind, target, done) == told


@pytest.mark.parametrize(
    ("mean", "level", "told"),
    [
        (None, None, "a mean comes with 4 days"),
        (None, 6000, "a mean comes with 4 days"),
        (5200, None, "5,200; your first 14 days set your own level"),
        (5200, 6000, "5,200 of 6,000"),
        (7000, 8000, "7,000 of 8,000, already a good level"),
        (6400, 6400, "6,400, own level 6,400"),
    ],
)
def test_steps_are_told_beside_the_own_level(mean: int | None, level: int | None, told: str) -> None:
    (line,) = lines_of({STEPS: 8000}, WeekTotals(), Steps(mean, level))
    assert line.words == told


def test_steps_that_may_not_be_read_have_no_line() -> None:
    assert lines_of({STEPS: 8000}, WeekTotals(), None) == []


def test_the_target_of_sessions_has_its_own_place_and_the_others_one_order() -> None:
    kinds = ["sessions", MIND_BODY, STEPS, MINUTES, FAMILY, DAYS]
    lines = lines_of(dict.fromkeys(kinds, 1), WeekTotals(), Steps(None, None))
    assert [line.kind for line in lines] == [MINUTES, DAYS, STEPS, FAMILY, MIND_BODY]


@pytest.mark.parametrize(
    ("counts", "aim", "after", "level"),
    [
        ([5000] * 13, 8000, 14, None),  # thirteen days set nothing
        ([5000] * 14, 8000, 14, 6000),
        ([5000] * 14, 8000, 28, 7000),
        ([5000] * 14, 8000, 42, 8000),
        ([5000] * 14, 8000, 200, 8000),
        ([5000] * 14, 7000, 200, 7000),  # the ramp ends where the person wants it to
        ([5400] * 14, 7000, 200, 7000),
        ([5400] * 14, 10_000, 200, 10_000),
        ([9000] * 14, 8000, 14, 8000),
    ],
)
def test_the_ramp_ends_at_the_persons_own_number(counts: list[int], aim: int, after: int, level: int | None) -> None:
    first = date(2026, 1, 5)
    days = {first + timedelta(days=number): count for number, count in enumerate(counts)}
    assert Steps.of(days, first + timedelta(days=after), aim).level == level


def test_what_a_programme_names_is_a_suggestion_with_its_title() -> None:
    named = [
        ("Steady mix", {"moderate_equivalent_min": [150, 300], "mindbody_sessions": [2, 3], "sessions": 5}),
        ("Yoga", {"gentle_stretch_or_yoga_sessions": [3, 4], "family_low_intensity": 1}),
    ]
    assert suggested(named) == {MINUTES: (150, "Steady mix"), MIND_BODY: (2, "Steady mix"), FAMILY: (1, "Yoga")}


@pytest.mark.parametrize("value", [0, -1, 9, "three", [], ["two"], None, 2.5])
def test_a_figure_that_no_target_may_have_is_no_suggestion(value: object) -> None:
    assert suggested([("Own", {"resistance_days": value})]) == {}


def test_every_kind_but_sessions_has_a_line() -> None:
    lines = lines_of(dict.fromkeys(WeeklyTarget.Kind, 1), WeekTotals(), Steps(None, None))
    assert {line.kind for line in lines} == set(WeeklyTarget.Kind) - {WeeklyTarget.Kind.SESSIONS}
