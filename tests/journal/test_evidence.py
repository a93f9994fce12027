"""Evidence that one can: which session stands beside which, and what is said of the two."""

from datetime import date
from decimal import Decimal

import pytest

from journal import evidence
from journal.evidence import Before, Fact, Rank, Whole, Work
from journal.evidence_texts import Words
from journal.load_units import Units
from journal.wins import SetFacts

OWN = {"own_push": "Push", "own_hold": "Hold"}
TODAY, EARLIER = date(2026, 3, 12), date(2026, 3, 4)


METRIC, IMPERIAL = Units(), Units("lb", "mi")


def said(facts, activity="running", units=METRIC):
    """The lines in English."""
    words = Words(units=units, language="en", activity=activity, own_names=OWN)
    return [" | ".join(filter(None, line)) for line in words.lines(facts)]


def whole(minutes=30, km=None, rpe=None, zone=None, day=TODAY):
    return Whole(day, minutes, None if km is None else int(km * 1000), rpe, zone)


def beside(today, last, **options):
    """What is said of a session beside the last one, given without their days."""
    return said(evidence.of_whole(whole(*today), whole(*last, day=EARLIER), is_first=False), **options)


@pytest.mark.parametrize(
    ("minutes", "metres", "pace"),
    [
        (30, 5000, 360),
        (30, None, None),
        (30, 0, None),
        (30, 15_000, 120),
        (30, 15_001, None),
        (30, 1000, 1800),
        (30, 999, None),
    ],
)
def test_pace_of_a_session(minutes, metres, pace):
    assert Whole(TODAY, minutes, metres).pace == pace


@pytest.mark.parametrize(("value", "low", "high"), [(30, 27, 33), (35, 32, 38), (1, 1, 1), (4999, 4500, 5498)])
def test_about_the_same_is_within_ten_per_cent(value, low, high):
    assert evidence.around(value) == (low, high)


LIGHT, MODERATE, VIGOROUS = (f"On average in the {zone} heart-rate zone" for zone in evidence.ZONES)
EASIER = "Felt like 4 of 10 | instead of 6 on 4 March"
LONGER = "33 minutes | 3 minutes longer than on 4 March"
SAME_5_KM = "5 km | about as on 4 March"


@pytest.mark.parametrize(
    ("today", "last", "lines"),
    [
        # Two per cent and more of the pace are faster; slower than that is today's pace alone.
        ((49, 5.0), (50, 5.0), ["9:48 per km | 12 s faster than on 4 March", SAME_5_KM]),
        ((30, 6.0), (30, 5.5), ["5:00 per km | 27 s faster than on 4 March", "6 km | 0.5 km more than on 4 March"]),
        ((50, 5.0), (50, 5.0), ["10:00 per km | about as on 4 March", SAME_5_KM]),
        ((50, 5.04), (50, 5.0), ["9:55 per km | about as on 4 March", "5.04 km | about as on 4 March"]),
        ((30, 4.9), (30, 5.0), ["6:07 per km", "4.9 km"]),
        ((30, 5.0), (30, None), ["6:00 per km", "5 km"]),
        ((30, None), (30, 5.0), []),
        # A hundred metres and a minute are more.
        ((30, 5.1), (30, 5.0), ["5.1 km | 0.1 km more than on 4 March", "5:53 per km | about as on 4 March"]),
        ((30, 5.09), (30, 5.0), ["5:54 per km | about as on 4 March", "5.09 km | about as on 4 March"]),
        ((33, 5.5), (30, 5.0), ["5.5 km | 0.5 km more than on 4 March", LONGER, "6:00 per km | about as on 4 March"]),
        ((33, 5.0), (30, 5.0), [SAME_5_KM, "6:36 per km"]),
        ((33, 5.0), (30, None), [LONGER, "6:36 per km", "5 km"]),
        ((31,), (30,), ["31 minutes | 1 minute longer than on 4 March"]),
        ((30,), (30,), []),
        ((29,), (30,), []),
        # Less effort and a lower zone are more.
        ((30, None, 4), (30, None, 6), [EASIER]),
        ((30, None, 6), (30, None, 6), ["Felt like 6 of 10 | as on 4 March"]),
        ((30, None, 7), (30, None, 6), ["Felt like 7 of 10"]),
        ((30, None, 7), (30, None, None), ["Felt like 7 of 10"]),
        ((30, None, None), (30, None, 6), []),
        ((30, None, None, "light"), (30, None, None, "moderate"), [f"{LIGHT} | in the moderate one on 4 March"]),
        ((30, None, None, "light"), (30, None, None, "vigorous"), [f"{LIGHT} | in the vigorous one on 4 March"]),
        ((30, None, None, "light"), (30, None, None, "light"), [f"{LIGHT} | as on 4 March"]),
        ((30, None, None, "moderate"), (30, None, None, "light"), [MODERATE]),
        ((30, None, None, "vigorous"), (30, None, None, None), [VIGOROUS]),
        ((30, None, None, None), (30, None, None, "light"), []),
        # Three at most: first what is more, then what is the same, then today alone.
        (
            (30, 5.0, 4, "moderate"),
            (30, 5.0, 6, "moderate"),
            [EASIER, "6:00 per km | about as on 4 March", f"{MODERATE} | as on 4 March"],
        ),
        (
            (33, 6.0, 4, "light"),
            (30, 4.0, 6, "moderate"),
            ["5:30 per km | 2:00 min faster than on 4 March", EASIER, f"{LIGHT} | in the moderate one on 4 March"],
        ),
        ((30, 4.0, 8, "vigorous"), (30, 5.0, 6, "light"), ["7:30 per km", "Felt like 8 of 10", VIGOROUS]),
    ],
)
def test_more_and_the_same_are_compared_and_less_is_only_told(today, last, lines):
    assert beside(today, last) == lines


@pytest.mark.parametrize(
    ("today", "is_first", "lines"),
    [
        ((30,), True, ["Running: 30 minutes | A start."]),
        ((1, 0.2), True, ["Running: 0.2 km in 1 minute | A start.", "5:00 per km"]),
        ((30, 5.0, 6, "light"), True, ["Running: 5 km in 30 minutes | A start.", "6:00 per km", "Felt like 6 of 10"]),
        ((30, 5.0, 6, "light"), False, ["6:00 per km", "5 km", "Felt like 6 of 10"]),
        ((30,), False, []),
    ],
)
def test_a_session_beside_none_is_a_start_only_the_first_time(today, is_first, lines):
    assert said(evidence.of_whole(whole(*today), None, is_first=is_first)) == lines


def test_miles_for_those_who_count_in_them():
    assert beside((30, 5.0), (31, 4.8), units=IMPERIAL) == [
        "9:39 per mile | 45 s faster than on 4 March",
        "3.11 mi | 0.12 mi more than on 4 March",
    ]


def sets(text):
    """`squat 60x5 60x5` as sets: an exercise, then load x repetitions, or seconds as `40s`."""
    exercise, *cells = text.split()
    rows = []
    for cell in cells:
        kind = "warmup" if cell.startswith("w") else "assisted" if cell.startswith("a") else "working"
        load, times, reps = cell.lstrip("wa").partition("x")
        if times:
            rows.append(SetFacts(exercise, kind, reps=int(reps), load_kg=Decimal(load) if load else None))
        else:
            rows.append(SetFacts(exercise, kind, seconds=int(load.rstrip("s"))))
    return rows


def works(*texts):
    return evidence.works_of([one for text in texts for one in sets(text)])


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("back_squat 60x5 62.5x3 60x6", Work(Decimal("62.5"), 3, Decimal("847.5"), 14, sets=3)),
        ("back_squat 60x5 60x6", Work(Decimal(60), 6, Decimal(660), 11, sets=2)),
        ("back_squat w80x5 a90x5 60x5", Work(Decimal(60), 5, Decimal(300), 5, sets=1)),
        ("own_push x10 x12", Work(reps=12, all_reps=22, sets=2)),
        ("own_hold 40s 45s", Work(hold=45, sets=2)),
    ],
)
def test_the_sets_of_an_exercise_add_up(text, work):
    assert works(text) == {text.split()[0]: work}


def test_sets_that_do_not_count_leave_no_exercise():
    assert works("back_squat w60x5 a60x5 60x0") == {}


def befores(*texts, rpe=None):
    """The last session of these exercises, all of them in one."""
    done = works(*texts)
    return dict.fromkeys(done, Before(EARLIER, rpe, done))


@pytest.mark.parametrize(
    ("today", "last", "lines"),
    [
        ("back_squat 62.5x5", "back_squat 60x5 60x5", ["Back squat: 62.5 kg × 5 | 2.5 kg more than on 4 March"]),
        ("back_squat 60x6", "back_squat 60x5 60x5", ["Back squat: 60 kg × 6 | 1 repetition more than on 4 March"]),
        ("back_squat 60x5 60x5", "back_squat 60x5", ["Back squat: 600 kg in all | 300 kg more than on 4 March"]),
        ("back_squat 57.5x8 57.5x8", "back_squat 60x5", ["Back squat: 920 kg in all | 620 kg more than on 4 March"]),
        ("back_squat 60x5 60x5", "back_squat 60x5 60x5", ["Back squat: 60 kg × 5 | as on 4 March"]),
        ("back_squat 60x5", "back_squat 60x5 60x5", ["Back squat: 60 kg × 5"]),
        ("back_squat 57.5x5", "back_squat 60x5", ["Back squat: 57.5 kg × 5"]),
        ("own_push x12", "own_push x10 x10", ["Push: 12 repetitions | 2 repetitions more than on 4 March"]),
        ("own_push x10 x10", "own_push x10", ["Push: 20 repetitions in all | 10 repetitions more than on 4 March"]),
        ("own_push x9", "own_push x10", ["Push: 9 repetitions"]),
        ("own_push x12", "own_push 5x10", ["Push: 12 repetitions"]),
        ("own_push 5x8", "own_push x10", ["Push: 5 kg × 8 | 5 kg more than on 4 March"]),
        ("own_hold 45s", "own_hold 40s 40s", ["Hold: 45 s | 5 s longer than on 4 March"]),
        ("own_hold 90s", "own_hold 90s", ["Hold: 1:30 min | as on 4 March"]),
        ("own_hold 39s", "own_hold 40s", ["Hold: 39 s"]),
        ("own_push 80x1", "own_push 70x1", ["Push: 80 kg × 1 | 10 kg more than on 4 March"]),
    ],
)
def test_an_exercise_beside_its_last_time(today, last, lines):
    assert said(evidence.of_exercises(whole(), works(today), befores(last))) == lines


def test_the_first_time_of_an_exercise_is_a_start():
    today = works("back_squat 40x5", "own_hold 30s", "own_push x5")
    known = {"back_squat": None, **befores("own_push x5")}
    assert said(evidence.of_exercises(whole(), today, known)) == [
        "Push: 5 repetitions | as on 4 March",
        "Hold: 30 s | A start.",
        "Back squat: 40 kg × 5",
    ]


def test_what_another_card_tells_is_left_out():
    today, last = works("back_squat 62.5x5", "own_hold 45s"), befores("back_squat 60x5", "own_hold 40s")
    lines = ["Hold: 45 s | 5 s longer than on 4 March"]
    assert said(evidence.of_exercises(whole(), today, last, besides=["back_squat"])) == lines


LAST = ("back_squat 60x5 60x5", "own_hold 40s 40s")


@pytest.mark.parametrize(
    ("today", "beside_last"),
    [
        (LAST, True),
        (("back_squat 54x5 54x5", "own_hold 40s 40s"), True),  # nine tenths of the load
        (("back_squat 53.5x5 53.5x5", "own_hold 40s 40s"), False),
        (("back_squat 60x5 60x5", "own_hold 60s"), False),  # three sets of four
        (("back_squat 60x5 60x5",), False),
        ((*LAST, "own_push x10"), False),
    ],
)
def test_effort_is_compared_for_the_same_work(today, beside_last):
    facts = evidence.of_exercises(whole(rpe=4), works(*today), befores(*LAST, rpe=6))
    assert (EASIER in said(facts)) is beside_last


def test_effort_is_not_compared_across_sessions():
    today = works(*LAST)
    one, other = works(LAST[0]), works(LAST[1])
    known = {"back_squat": Before(EARLIER, 6, one), "own_hold": Before(EARLIER, 6, other)}
    effort = [fact for fact in evidence.of_exercises(whole(rpe=4), today, known) if fact.kind == "effort"]
    assert effort == [Fact("effort", Rank.TODAY, whole(rpe=4))]


def test_pounds_for_those_who_count_in_them():
    facts = evidence.of_exercises(whole(), works("back_squat 63.5x5"), befores("back_squat 61.23x5"))
    assert said(facts, units=IMPERIAL) == ["Back squat: 140 lb × 5 | 5 lb more than on 4 March"]
    facts = evidence.of_exercises(whole(), works("back_squat 60x5 60x5"), befores("back_squat 60x5"))
    assert said(facts, units=IMPERIAL) == ["Back squat: 1323 lb in all | 661 lb more than on 4 March"]
