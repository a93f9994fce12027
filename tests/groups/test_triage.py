"""The rules of the coach's list: each at its border, each only with its streams."""

from datetime import date, timedelta

import pytest

from core.mood_bands import override
from groups.grant_terms import last_day, usual_end
from groups.models import Stream
from groups.triage import Seen, reasons

TODAY = date(2026, 3, 6)
BOTH = frozenset({Stream.TRAINING, Stream.EFFORT})


def ago(days):
    return TODAY - timedelta(days=days)


def told(**seen):
    return [(reason.rule, reason.since, reason.text) for reason in reasons(Seen(today=TODAY, **seen))]


@pytest.mark.parametrize(("days", "holds"), [(0, True), (6, True), (7, False)])
def test_a_nudge_counts_for_a_week(days, holds):
    expected = [("nudge", ago(days), "Asked for a nudge.")] if holds else []
    assert told(nudge_asked_on=ago(days)) == expected
    assert told(nudge_asked_on=ago(days), is_paused=True) == expected


def tasks(recent, before):
    """Done or not, one a day: the newest first, the days before the border of seven."""
    return [(ago(day), done) for day, done in enumerate(recent)] + [
        (ago(7 + day), done) for day, done in enumerate(before)
    ]


@pytest.mark.parametrize(
    ("recent", "before", "text"),
    [
        ([False, True, True], [True] * 6, "2 of 3 tasks done in 7 days; in their 30 days before, 100 %."),
        ([False, True, True, True, True], [True] * 6, "4 of 5 tasks done in 7 days; in their 30 days before, 100 %."),
        ([False, True, True, True, True, True], [True] * 6, ""),
        ([False, False], [True, False] * 3, "0 of 2 tasks done in 7 days; in their 30 days before, 50 %."),
        ([False], [True] * 6, ""),
        ([False, False], [True] * 3, ""),
        ([True, True], [False] * 6, ""),
    ],
    ids=["far under", "20 points", "17 points", "half as usual", "one task", "little before", "better"],
)
def test_fewer_than_planned_is_against_their_own_rate(recent, before, text):
    found = told(tasks=tasks(recent, before))
    since = ago(max((day for day, done in enumerate(recent) if not done), default=0))
    assert found == ([("planned", since, text)] if text else [])
    assert told(tasks=tasks(recent, before), is_paused=True) == []


def sessions(recent, before, minutes=(30, 30)):
    rows = [(ago(3 + 4 * n), minutes[0], rpe) for n, rpe in enumerate(recent)]
    return rows + [(ago(14 + 4 * n), minutes[1], rpe) for n, rpe in enumerate(before)]


@pytest.mark.parametrize(
    ("recent", "before", "minutes", "holds"),
    [
        ((8, 7), (6, 6), (30, 30), True),
        ((7, 7), (6, 6), (30, 30), False),
        ((8, 8), (6, 6), (31, 30), False),
        ((8, 8), (6, 6), (20, 30), True),
        ((8,), (6, 6), (30, 30), False),
        ((8, 8), (6,), (30, 30), False),
    ],
    ids=["up", "up by one", "more minutes", "fewer minutes", "one session", "one before"],
)
def test_effort_up_with_no_more_minutes(recent, before, minutes, holds):
    rows = sessions(recent, before, minutes)
    found = told(sessions=rows, streams=BOTH)
    assert [rule for rule, _since, _text in found] == (["effort"] if holds else [])
    assert told(sessions=rows, streams=frozenset({Stream.EFFORT})) == []
    assert told(sessions=rows, streams=frozenset({Stream.TRAINING})) == []


def test_effort_in_words():
    assert told(sessions=sessions((8, 7), (6, 5)), streams=BOTH) == [
        ("effort", ago(7), "RPE 5.5 → 7.5 in two weeks, with no more minutes.")
    ]


@pytest.mark.parametrize(
    ("last", "weeks", "holds"), [(10, 4, True), (9, 4, False), (30, 4, True), (10, 3, False), (10, 0, False)]
)
def test_gone_quiet_after_four_regular_weeks(last, weeks, holds):
    days = frozenset(ago(last + 7 * week) for week in range(weeks))
    text = f"Nothing that you can see for {last} days, after four regular weeks."
    assert told(active_days=days) == ([("quiet", ago(last - 10), text)] if holds else [])
    assert told(active_days=days, is_paused=True) == []


@pytest.mark.parametrize(
    ("recent", "before", "holds"),
    [((4, 4, 4), (6,) * 7, True), ((5, 4, 5), (6,) * 7, False), ((4, 4), (6,) * 7, False), ((4,) * 3, (6,) * 6, False)],
    ids=["two down", "one down", "two days", "six days before"],
)
def test_lower_mood_only_if_granted(recent, before, holds):
    moods = {ago(day): score for day, score in enumerate(recent)} | {
        ago(7 + day): score for day, score in enumerate(before)
    }
    text = "Mood 6 → 4: middle of 7 days against their own 28 days before."
    assert told(moods=moods, streams=frozenset({Stream.MOOD})) == ([("mood", ago(2), text)] if holds else [])
    assert told(moods=moods) == []


@pytest.mark.parametrize(
    ("now", "usual", "text"),
    [
        (4, 6, "Mood good → low: middle of 7 days against their own 28 days before."),
        (8, 10, "Mood lower than usual within “very good”: middle of 7 days against their own 28 days before."),
    ],
    ids=["two bands", "one band"],
)
def test_a_coach_who_hides_numbers_reads_a_lower_mood_in_words(now, usual, text):
    moods = {ago(day): now for day in range(3)} | {ago(7 + day): usual for day in range(7)}
    with override(True):
        assert told(moods=moods, streams=frozenset({Stream.MOOD})) == [("mood", ago(2), text)]


def test_the_oldest_reason_comes_first():
    found = told(nudge_asked_on=ago(1), tasks=tasks([True, False, False, False], [True] * 6))
    assert [(rule, since) for rule, since, _text in found] == [("planned", ago(3)), ("nudge", ago(1))]


@pytest.mark.parametrize(("programme_ends", "days"), [(None, 28), (-1, 28), (0, 14), (40, 54), (168, 182), (400, 182)])
def test_the_usual_end(programme_ends, days):
    ends = None if programme_ends is None else TODAY + timedelta(days=programme_ends)
    assert usual_end(TODAY, ends) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], 28),
        ([(-5, -1)], 28),
        ([(1, 3)], 31),
        ([(28, 30)], 31),
        ([(29, 40)], 28),
        ([(1, 3), (30, 31)], 33),
        ([(10, None)], 182),
        ([(-3, 1)], 29),
    ],
    ids=[
        "none",
        "before",
        "three days",
        "over the end",
        "after",
        "one in what the other added",
        "lasts",
        "from before",
    ],
)
def test_days_of_pauses_are_added(pauses, days):
    spans = [
        (TODAY + timedelta(days=first), None if last is None else TODAY + timedelta(days=last))
        for first, last in pauses
    ]
    assert last_day(TODAY, TODAY + timedelta(days=28), spans) == TODAY + timedelta(days=days)
