"""Pauses take weeks out of counts: four days of seven, together; one that lasts reaches to the coming Sunday."""

from datetime import date, timedelta

import pytest

from journal.pauses import is_paused, overlap, paused_weeks

MONDAY = date(2026, 3, 2)
FIRST, LAST = MONDAY - timedelta(weeks=2), MONDAY + timedelta(weeks=2)


def at(days: int) -> date:
    return MONDAY + timedelta(days=days)


def mondays(*weeks: int) -> set[date]:
    return {MONDAY + timedelta(weeks=week) for week in weeks}


@pytest.mark.parametrize(
    ("pauses", "paused"),
    [
        ([], ()),
        ([(0, 2)], ()),  # three days of seven
        ([(0, 3)], (0,)),  # four
        ([(3, 6)], (0,)),
        ([(4, 10)], (1,)),  # three days of one week, four of the next
        ([(3, 10)], (0, 1)),
        ([(0, 1), (5, 6)], (0,)),  # two pauses, four days together
        ([(0, 2), (1, 2)], ()),  # a day counts once
        ([(-70, 70)], (-2, -1, 0, 1, 2)),  # only weeks between the two that were asked for
        ([(-40, -36)], ()),
    ],
)
def test_a_week_is_paused_from_four_days_on(pauses, paused):
    spans = [(at(begins), at(ends)) for begins, ends in pauses]
    assert paused_weeks(spans, FIRST, LAST, at(30)) == mondays(*paused)


@pytest.mark.parametrize(
    ("begins", "today", "paused"),
    [
        (0, 0, (0,)),  # begun on a Monday: nobody expects training in the rest of the week
        (3, 4, (0,)),
        (4, 5, ()),  # begun on a Friday: three days of seven
        (4, 7, (1,)),
        (-7, 2, (-1, 0)),  # not the weeks to come
    ],
)
def test_a_pause_that_lasts_reaches_to_the_sunday_of_today(begins, today, paused):
    assert paused_weeks([(at(begins), None)], FIRST, LAST, at(today)) == mondays(*paused)


def test_any_day_names_its_week():
    pauses = [(at(0), at(6))]
    assert paused_weeks(pauses, at(6), at(6), at(20)) == mondays(0)
    assert paused_weeks(pauses, at(7), at(13), at(20)) == set()


@pytest.mark.parametrize(
    ("span", "day", "is_so"),
    [((0, 3), -1, False), ((0, 3), 0, True), ((0, 3), 3, True), ((0, 3), 4, False), ((0, None), 90, True)],
)
def test_a_day_is_paused_from_the_first_to_the_last_day(span, day, is_so):
    begins, ends = span
    assert is_paused([(at(begins), None if ends is None else at(ends))], at(day)) is is_so


@pytest.mark.parametrize(
    ("other", "is_so"),
    [((-5, -1), False), ((-5, 0), True), ((3, None), True), ((4, None), False), ((-9, None), True), ((1, 2), True)],
)
def test_pauses_overlap_on_a_shared_day(other, is_so):
    begins, ends = other
    span = (at(begins), None if ends is None else at(ends))
    assert overlap((at(0), at(3)), span) is is_so
    assert overlap(span, (at(0), at(3))) is is_so
