"""Small wins: each rule at its borders, then properties of any log."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import wins
from journal.win_texts import plain, text
from journal.wins import SessionFacts, SetFacts, Win, newest, replay

MONDAY = date(2026, 1, 5)


def squat(kg: str | None, reps: int | None = 5, *, kind: str = "working", rpe: str | None = None) -> SetFacts:
    return SetFacts("back_squat", kind, reps, None if kg is None else Decimal(kg), rpe=rpe and Decimal(rpe))


def jog(seconds: int) -> SetFacts:
    return SetFacts("jog", seconds=seconds)


def on(
    day: int, *sets: SetFacts, pain: int | None = None, activity: str = "strength", minutes: int = 40
) -> SessionFacts:
    """A session `day` days after the first Monday, at six in the evening."""
    date_ = MONDAY + timedelta(days=day)
    started_at = datetime.combine(date_, time(18), tzinfo=UTC)
    return SessionFacts(UUID(int=1000 + day), date_, started_at, minutes, activity, pain, tuple(sets))


def fired(sessions: Sequence[SessionFacts], rule: str) -> list[tuple[int, str, str]]:
    """(day, old, new) of each win of one rule."""
    return [
        ((win.day - MONDAY).days, plain(win.old or Decimal(0)), plain(win.new or Decimal(0)))
        for win in replay(sessions)
        if win.rule == rule
    ]


THREE = [on(0, squat("60")), on(2, squat("60")), on(4, squat("60"))]
THREE_RUNS = [on(0, jog(600)), on(2, jog(900)), on(4, jog(1200))]


# --- SW01 more load -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([squat("62.5")], [(7, "60", "62.5")]),
        ([squat("62.4")], []),
        ([squat("62.5", 4)], []),
        ([squat("62.5", 6)], [(7, "60", "62.5")]),
        ([squat("62.5", rpe="9")], [(7, "60", "62.5")]),
        ([squat("62.5", rpe="9.5")], []),
        ([squat("62.5", kind="warmup")], []),
        ([squat("62.5", kind="assisted")], []),
        ([squat("62.5", kind="failure")], []),
        ([squat("62.5", kind="drop")], [(7, "60", "62.5")]),
        ([squat("65", 3), squat("62.5", 5)], [(7, "60", "62.5")]),
        ([squat("62.5"), squat("65")], [(7, "60", "65")]),
        ([squat(None)], []),
        ([squat("62.5", None)], []),
    ],
)
def test_more_load(new, told):
    assert fired([*THREE, on(7, *new)], "SW01") == told


def test_more_load_needs_three_sessions_before():
    assert fired([*THREE[:2], on(7, squat("62.5"))], "SW01") == []


def test_three_sets_of_one_session_are_one_exposure():
    assert fired([on(0, squat("60"), squat("60"), squat("60")), on(7, squat("62.5"))], "SW01") == []


def test_the_next_weight_may_begin_at_the_repetitions_of_the_last_weight():
    worked_up = [on(0, squat("60", 6)), on(2, squat("60", 8)), on(4, squat("60", 10))]
    assert fired([*worked_up, on(7, squat("62.5", 6))], "SW01") == [(7, "60", "62.5")]


def test_small_lift_has_a_small_step():
    def press(day: int, kg: str) -> SessionFacts:
        return on(day, SetFacts("overhead_press", reps=5, load_kg=Decimal(kg)))

    before = [press(0, "20"), press(2, "20"), press(4, "20")]
    assert fired([*before, press(7, "21.25")], "SW01") == [(7, "20", "21.25")]
    assert fired([*before, press(7, "21.2")], "SW01") == []


def test_baseline_ends_after_26_weeks():
    assert fired([*THREE, on(182, squat("62.5"))], "SW01") == [(182, "60", "62.5")]
    assert fired([*THREE, on(183, squat("62.5"))], "SW01") == []


def test_pain_of_four_neither_earns_nor_counts():
    assert fired([*THREE, on(7, squat("62.5"), pain=4)], "SW01") == []
    assert fired([*THREE, on(7, squat("62.5"), pain=3)], "SW01") == [(7, "60", "62.5")]
    assert fired([*THREE[:2], on(4, squat("60"), pain=4), on(7, squat("62.5"))], "SW01") == []
    hurt_at_80 = [*THREE, on(5, squat("80"), pain=4), on(7, squat("62.5"))]
    assert fired(hurt_at_80, "SW01") == [(7, "60", "62.5")]


def test_more_load_has_no_cool_down():
    assert fired([*THREE, on(7, squat("62.5")), on(8, squat("65"))], "SW01") == [(7, "60", "62.5"), (8, "62.5", "65")]


def test_an_own_exercise_has_the_usual_step():
    def own(day: int, kg: str) -> SessionFacts:
        return on(day, SetFacts("my_machine", reps=8, load_kg=Decimal(kg)))

    assert fired([own(0, "40"), own(2, "40"), own(4, "40"), own(7, "42.5")], "SW01") == [(7, "40", "42.5")]


# --- SW02 more repetitions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([squat("60", 6)], [(7, "5", "6")]),
        ([squat("60.01", 6)], [(7, "5", "6")]),
        ([squat("60.02", 6)], []),
        ([squat("60", 5)], []),
        ([squat("55", 9)], []),
        ([squat("60", 6, kind="failure", rpe="10")], [(7, "5", "6")]),
        ([squat("60", 6, kind="warmup")], []),
        ([squat(None, 9)], []),
    ],
)
def test_more_reps_at_the_same_weight(new, told):
    assert fired([*THREE, on(7, *new)], "SW02") == told


def test_more_reps_tells_the_heaviest_weight_and_only_that():
    before = [on(day, squat("60"), squat("50", 8)) for day in (0, 2, 4)]
    won = [win for win in replay([*before, on(7, squat("50", 9), squat("60", 6))]) if win.rule == "SW02"]
    assert [(win.extra, win.old, win.new, win.diff) for win in won] == [(60, 5, 6, 1)]


def test_more_reps_rests_for_seven_days():
    week = [*THREE, on(5, squat("60", 6)), on(11, squat("60", 7)), on(12, squat("60", 8))]
    assert fired(week, "SW02") == [(5, "5", "6"), (12, "7", "8")]


def test_bodyweight_repetitions_count():
    def push_ups(day: int, reps: int) -> SessionFacts:
        return on(day, SetFacts("push_up", reps=reps))

    assert fired([push_ups(0, 8), push_ups(2, 8), push_ups(4, 8), push_ups(7, 10)], "SW02") == [(7, "8", "10")]


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


# --- SW12 came back, SW13 active weeks ------------------------------------------------------------


@pytest.mark.parametrize(("gap", "days"), [(9, []), (10, [10]), (400, [400])])
def test_came_back_after_ten_days(gap, days):
    assert [day for day, *_ in fired([on(0), on(gap)], "SW12")] == days


def test_the_first_session_ever_is_no_return():
    assert replay([on(0)]) == []


def test_a_return_with_pain_is_not_praised_and_ends_the_gap():
    assert fired([on(0), on(20, pain=5), on(21)], "SW12") == []


def test_came_back_rests_for_28_days():
    assert [day for day, *_ in fired([on(0), on(10), on(20), on(37), on(48)], "SW12")] == [10, 48]


def weeks_of(*weeks: int) -> list[SessionFacts]:
    return [on(7 * week) for week in weeks]


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        ((0, 1, 2), []),
        ((0, 1, 2, 3), [(3, 4, 5)]),
        ((0, 1, 3, 4), [(4, 4, 5)]),
        ((0, 1, 4, 5), []),
        ((0, 1, 2, 3, 4, 5, 6, 7), [(3, 4, 5), (7, 8, 10)]),
        (tuple(range(12)), [(3, 4, 5), (7, 8, 10), (11, 12, 15)]),
    ],
)
def test_active_weeks(weeks, told):
    won = [win for win in replay(weeks_of(*weeks)) if win.rule == "SW13"]
    assert [((win.day - MONDAY).days // 7, win.new, win.extra) for win in won] == told


def test_weeks_are_iso_weeks():
    sundays_then_monday = [on(6), on(13), on(20), on(21)]
    assert [win.day for win in replay(sundays_then_monday) if win.rule == "SW13"] == [MONDAY + timedelta(days=21)]


# --- order, context, identity ---------------------------------------------------------------------

LOG = [*THREE, on(7, squat("62.5"), squat("60", 7)), on(19, squat("65"), jog(600)), on(26, squat("65", 6))]


def test_wins_of_a_session_come_by_priority():
    by_day = [((win.day - MONDAY).days, win.rule) for win in replay(LOG)]
    assert by_day == [(7, "SW01"), (7, "SW02"), (19, "SW12"), (19, "SW01"), (26, "SW02"), (26, "SW13")]


def test_ids_are_stable_and_distinct():
    ids = [win.id for win in replay(LOG)]
    assert ids == [win.id for win in replay(LOG)]
    assert len(set(ids)) == len(ids)


# --- wording --------------------------------------------------------------------------------------

DAY = MONDAY


@pytest.mark.parametrize(
    ("win", "sentence"),
    [
        (
            Win("SW01", UUID(int=1), DAY, "back_squat", Decimal("60.00"), Decimal("62.50")),
            "Back squat: 62.5 kg, 2.5 kg more than before. You did that.",
        ),
        (
            Win("SW02", UUID(int=1), DAY, "back_squat", Decimal(8), Decimal(10), Decimal("100.00")),
            "Back squat: 10 times at 100 kg, 2 more than before.",
        ),
        (
            Win("SW02", UUID(int=1), DAY, "push_up", Decimal(8), Decimal(10), Decimal(0)),
            "Push-up (wall, bench or floor): 10 times, 2 more than before.",
        ),
        (
            Win("SW05", UUID(int=1), DAY, "", Decimal(1200), Decimal(1500)),
            "25 minutes without a break, 5 more than your best so far.",
        ),
        (
            Win("SW05", UUID(int=1), DAY, "", Decimal(1200), Decimal(1299)),
            "21.6 minutes without a break, 1.6 more than your best so far.",
        ),
        (
            Win("SW05", UUID(int=1), DAY, "", Decimal(359), Decimal(420)),
            "7 minutes without a break, 1 more than your best so far.",  # 61 seconds, never 1.1 minutes
        ),
        (Win("SW12", UUID(int=1), DAY), "Back again. That is a skill of its own."),
        (Win("SW13", UUID(int=1), DAY, new=Decimal(4), extra=Decimal(5)), "Active in 4 of the last 5 weeks."),
    ],
)
def test_sentence(win, sentence):
    assert text(win, "en") == sentence


def test_sentence_names_an_own_exercise():
    win = Win("SW01", UUID(int=1), DAY, "my_machine", Decimal(40), Decimal("42.5"))
    assert text(win, "en", exercise_name="{Leg} press").startswith("{Leg} press: 42.5 kg")


def test_sentence_of_an_unknown_rule_is_an_error():
    with pytest.raises(ValueError, match="SW99"):
        text(Win("SW99", UUID(int=1), DAY), "en")


# --- any log --------------------------------------------------------------------------------------

any_set = st.builds(
    SetFacts,
    st.sampled_from(["back_squat", "overhead_press", "push_up", "jog", "run_easy"]),
    st.sampled_from(["working", "working", "working", "warmup", "failure", "assisted"]),
    st.none() | st.integers(0, 8),
    st.none() | st.sampled_from([Decimal(kg) for kg in ("0", "20", "21.25", "22.5", "25", "25.01")]),
    st.none() | st.sampled_from([600, 660, 900]),
    st.none() | st.sampled_from([Decimal("8.5"), Decimal("9"), Decimal("9.5")]),
)


@st.composite
def logs(draw: st.DrawFn) -> list[SessionFacts]:
    gaps = draw(st.lists(st.integers(0, 12), min_size=1, max_size=14))
    sessions, day = [], 0
    for number, gap in enumerate(gaps):
        day += gap
        sets = draw(st.lists(any_set, max_size=3))
        activity = draw(st.sampled_from(["strength", "running"]))
        one = on(day, *sets, pain=draw(st.sampled_from([None, None, None, 3, 4])), activity=activity)
        sessions.append(SessionFacts(UUID(int=number), one.day, one.started_at, 40, activity, one.pain, one.sets))
    return sessions


@given(logs(), st.randoms())
def test_order_of_arrival_does_not_matter(log, random):
    shuffled = random.sample(log, len(log))
    assert replay(shuffled) == replay(log)


@given(logs(), st.data())
def test_replay_from_a_day_continues_the_whole_replay(log, data):
    since = data.draw(st.sampled_from(log)).day
    whole = replay(log)
    assert replay(log, since, whole) == [win for win in whole if win.day >= since]


@given(logs())
def test_each_newest_session_gives_what_the_replay_gives(log):
    told: list[Win] = []
    for number, session in enumerate(log):
        told += newest(session, log[:number], told)
    assert told == replay(log)


@given(logs(), st.data())
def test_deleting_a_session_recomputes_the_wins_after_it(log, data):
    gone = data.draw(st.sampled_from(log))
    rest = [session for session in log if session is not gone]
    kept = [win for win in replay(log) if win.day < gone.day]
    assert kept + replay(rest, gone.day, kept) == replay(rest)


@settings(max_examples=200)
@given(logs())
def test_a_win_never_contradicts_the_log(log):
    for win in replay(log):
        check_against(log, win)


def check_against(log: list[SessionFacts], win: Win) -> None:
    (session,) = [one for one in log if one.id == win.session]
    before = [one for one in log if one.id.int < session.id.int]
    calm = [one for one in before if (one.pain or 0) < 4]
    assert (session.pain or 0) < 4
    assert win.day == session.day
    match win.rule:
        case "SW01":
            heaviest = max(
                one.load_kg or 0
                for earlier in calm
                for one in earlier.sets
                if one.exercise == win.exercise and one.reps and one.kind not in wins.UNCOUNTED_KINDS
            )
            assert win.old == heaviest
            assert win.new in [one.load_kg for one in session.sets if one.exercise == win.exercise and one.reps]
            assert win.diff >= Decimal("1.25")
        case "SW02":
            at_weight = [
                one.reps
                for earlier in calm
                for one in earlier.sets
                if one.exercise == win.exercise
                and one.kind not in wins.UNCOUNTED_KINDS
                and abs((one.load_kg or 0) - win.extra) <= wins.SAME_WEIGHT_KG
                and (one.load_kg is not None or one.exercise not in ("back_squat", "overhead_press"))
            ]
            assert win.old == max(reps for reps in at_weight if reps)
            assert win.diff >= 1
        case "SW05":
            assert win.old == max(filter(None, map(wins.longest_run, calm)))
            assert win.new == wins.longest_run(session)
            assert win.diff >= 60
        case "SW12":
            assert all((win.day - one.day).days >= 10 for one in before)
        case "SW13":
            active = {one.day.isocalendar()[:2] for one in [*before, session]}
            last = {(win.day - timedelta(weeks=back)).isocalendar()[:2] for back in range(int(win.extra))}
            assert win.new == len(active & last)
            assert win.new >= win.extra * Decimal("0.8")
