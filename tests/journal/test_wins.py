"""Small wins as a function of the log: order, identity, cool-downs, and the plain reading of every rule beside it."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journal.wins import SessionFacts, Win, newest, replay
from journal.wins_facts import OF_SESSIONS, RULES, SetFacts
from tests.journal import naive_wins
from tests.journal.random_logs import Journal, made_journal, raw
from tests.journal.small_logs import MONDAY, jog, lift, on

THREE = [on(0, lift("60")), on(2, lift("60")), on(4, lift("60"))]
LOG = [*THREE, on(7, lift("62.5"), lift("60", 7)), on(19, lift("65"), jog(600)), on(26, lift("65", 6))]

journals = st.integers(0, 10**6).map(lambda seed: made_journal(seed, most=24))


def told(journal: Journal) -> list[Win]:
    """All wins of a journal."""
    return replay(journal.sessions, beside=journal.beside(max(one.day for one in journal.sessions)))


def test_every_rule_of_the_specification_is_there():
    assert list(RULES) == [f"SW{number:02}" for number in range(1, 20)]
    assert [RULES[name].priority for name in RULES] == [1, 2, 3, 5, 1, 2, 2, 4, 1, 4, 3, 0, 3, 3, 4, 4, 4, 5, 2]
    days = [0, 7, 21, 14, 0, 21, 21, 28, 0, 7, 7, 28, 28, 7, 14, 7, 7, 28, 28]
    assert [RULES[name].cool_down_days for name in RULES] == days
    assert [name for name in RULES if RULES[name].kind == "trend"] == ["SW03", "SW06", "SW07", "SW08", "SW18"]


def test_wins_of_a_session_come_by_priority():
    by_day = [((win.day - MONDAY).days, win.rule) for win in replay(LOG)]
    first, back, last = (
        [(7, "SW01"), (7, "SW02"), (7, "SW04")],
        [(19, "SW12"), (19, "SW01")],
        [(26, "SW02"), (26, "SW13")],
    )
    assert by_day == [one for one in [*first, *back, *last] if one[1] != "SW04"]  # no effort was rated


def test_ids_are_stable_and_distinct():
    ids = [win.id for win in replay(LOG)]
    assert ids == [win.id for win in replay(LOG)]
    assert len(set(ids)) == len(ids)


def test_a_win_without_a_session_is_a_persons_of_that_week_or_day():
    ana, bo = UUID(int=1), UUID(int=2)
    tuesday, sunday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
    assert Win("SW17", None, tuesday, person=ana).id == Win("SW17", None, sunday, person=ana).id
    assert Win("SW17", None, tuesday, person=ana).id != Win("SW17", None, tuesday, person=bo).id
    assert Win("SW19", None, tuesday, "steps", person=ana).id != Win("SW19", None, sunday, "steps", person=ana).id
    with pytest.raises(ValueError, match="belongs"):
        Win("SW17", None, tuesday).id  # noqa: B018


# --- any journal ----------------------------------------------------------------------------------


@given(journals, st.randoms())
def test_order_of_arrival_does_not_matter(journal, random):
    shuffled = random.sample(journal.sessions, len(journal.sessions))
    beside = journal.beside(max(one.day for one in journal.sessions))
    assert replay(shuffled, beside=beside) == replay(journal.sessions, beside=beside)


@given(journals, st.data())
def test_replay_from_a_week_continues_the_whole_replay(journal, data):
    day = data.draw(st.sampled_from(journal.sessions)).day
    since = day - timedelta(days=day.weekday())
    whole = told(journal)
    again = replay(journal.sessions, since, whole, journal.beside(max(one.day for one in journal.sessions)))
    assert again == [win for win in whole if win.day >= since]


@given(journals)
def test_each_newest_session_gives_what_the_replay_gives(journal):
    ordered = sorted(journal.sessions, key=lambda one: (one.day, one.started_at, one.id))
    wins: list[Win] = []
    for number, session in enumerate(ordered):
        wins += newest(session, ordered[:number], wins, journal.beside(session.day))
    assert wins == told(journal)


@settings(max_examples=50)
@given(journals)
@example(made_journal(17))
@example(made_journal(4))
def test_the_wins_are_those_of_a_plain_reading_of_the_rules(journal):
    """F-07: none that the log contradicts, and none left out."""
    plainly = naive_wins.wins_of([raw(one) for one in journal.sessions], journal.pauses, journal.flags, journal.unit)
    assert plainly == sorted(map(as_row, told(journal)), key=str)


def as_row(win: Win) -> tuple[UUID | None, str, str, Fraction | None, Fraction | None]:
    numbers = (None if number is None else Fraction(number) for number in (win.old, win.new))
    return (win.session, win.rule, win.exercise, *numbers)


def test_the_made_journals_reach_every_rule():
    counted = Counter(win.rule for seed in range(200) for win in told(made_journal(seed)))
    assert sorted(counted) == sorted(OF_SESSIONS)


@given(journals)
def test_first_entries_and_pain_earn_nothing(journal):
    ordered = sorted(journal.sessions, key=lambda one: (one.day, one.started_at, one.id))
    hurt = {one.id for one in ordered if (one.pain or 0) >= 4}
    seen: Counter[str] = Counter()
    whole = told(journal)
    for session in ordered:
        wins = [win for win in whole if win.session == session.id]
        assert not (wins and session.id in hurt)
        for win in wins:
            needs_three = win.rule in ("SW01", "SW02", "SW03", "SW04", "SW09", "SW10")
            is_no_record = win.rule == "SW16"
            assert seen[win.exercise] >= 3 if needs_three else is_no_record or ordered[0].id != session.id
        if session.id not in hurt:
            seen.update({one.exercise for one in session.sets})


@given(journals, st.data())
def test_deleting_a_session_recomputes_the_wins_after_it(journal, data):
    gone = data.draw(st.sampled_from(journal.sessions))
    since = gone.day - timedelta(days=gone.day.weekday())
    rest = [one for one in journal.sessions if one.id != gone.id]
    kept = [win for win in replay(journal.sessions) if win.day < since]
    assert kept + replay(rest, since, kept) == replay(rest)


def test_no_log_has_no_wins():
    assert replay([]) == []
    alone = SessionFacts(UUID(int=1), MONDAY, datetime.combine(MONDAY, time(9), tzinfo=UTC), 200, "running",
                         vigorous_minutes=200, sets=(SetFacts("jog", seconds=900),))  # fmt: skip
    assert replay([alone]) == newest(alone, []) == []
