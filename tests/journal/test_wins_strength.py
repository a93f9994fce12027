"""SW01 to SW04, each at its borders."""

from datetime import timedelta
from decimal import Decimal

import pytest

from journal.load_units import stored_load
from journal.wins import Beside, SessionFacts, SetFacts
from tests.journal.small_logs import day_of, fired, lift, on, won

THREE = [on(0, lift("60")), on(2, lift("60")), on(4, lift("60"))]


# --- SW01 more load -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([lift("62.5")], [(7, "60", "62.5")]),
        ([lift("62.4")], []),
        ([lift("62.5", 4)], []),
        ([lift("62.5", 6)], [(7, "60", "62.5")]),
        ([lift("62.5", rpe=Decimal("9"))], [(7, "60", "62.5")]),
        ([lift("62.5", rpe=Decimal("9.5"))], []),
        ([lift("62.5", kind="warmup")], []),
        ([lift("62.5", kind="assisted")], []),
        ([lift("62.5", kind="failure")], []),
        ([lift("62.5", kind="drop")], [(7, "60", "62.5")]),
        ([lift("65", 3), lift("62.5", 5)], [(7, "60", "62.5")]),
        ([lift("62.5"), lift("65")], [(7, "60", "65")]),
        ([lift(None)], []),
        ([lift("62.5", None)], []),
    ],
)
def test_more_load(new, told):
    assert fired([*THREE, on(7, *new)], "SW01") == told


@pytest.mark.parametrize(
    ("pounds", "told"), [("140", [(7, "61.23", "63.5")]), ("139", []), ("137.5", []), ("145", [(7, "61.23", "65.77")])]
)
def test_five_pounds_are_a_step_to_whoever_loads_in_pounds(pounds, told):
    before = [on(day, lift("61.23")) for day in (0, 2, 4)]  # 135 lb
    log = [*before, on(7, lift(str(stored_load(Decimal(pounds), "lb"))))]
    assert fired(log, "SW01", Beside(load_unit="lb")) == told
    if pounds == "140":
        assert fired(log, "SW01") == []  # 2.27 kg


def test_a_small_lift_grows_by_half_as_many_pounds():
    sets = [SetFacts("overhead_press", reps=5, load_kg=stored_load(Decimal(pounds), "lb")) for pounds in ("45", "47.5")]
    log = [*(on(day, sets[0]) for day in (0, 2, 4)), on(7, sets[1])]
    assert fired(log, "SW01", Beside(load_unit="lb")) == [(7, "20.41", "21.55")]


def test_more_load_needs_three_sessions_before():
    assert fired([*THREE[:2], on(7, lift("62.5"))], "SW01") == []


def test_three_sets_of_one_session_are_one_exposure():
    assert fired([on(0, lift("60"), lift("60"), lift("60")), on(7, lift("62.5"))], "SW01") == []


def test_the_next_weight_may_begin_at_the_repetitions_of_the_last_weight():
    worked_up = [on(0, lift("60", 6)), on(2, lift("60", 8)), on(4, lift("60", 10))]
    assert fired([*worked_up, on(7, lift("62.5", 6))], "SW01") == [(7, "60", "62.5")]


def test_small_lift_has_a_small_step():
    def press(day: int, kg: str) -> SessionFacts:
        return on(day, SetFacts("overhead_press", reps=5, load_kg=Decimal(kg)))

    before = [press(0, "20"), press(2, "20"), press(4, "20")]
    assert fired([*before, press(7, "21.25")], "SW01") == [(7, "20", "21.25")]
    assert fired([*before, press(7, "21.2")], "SW01") == []


def test_baseline_ends_after_26_weeks():
    assert fired([*THREE, on(182, lift("62.5"))], "SW01") == [(182, "60", "62.5")]
    assert fired([*THREE, on(183, lift("62.5"))], "SW01") == []


def test_pain_of_four_neither_earns_nor_counts():
    assert fired([*THREE, on(7, lift("62.5"), pain=4)], "SW01") == []
    assert fired([*THREE, on(7, lift("62.5"), pain=3)], "SW01") == [(7, "60", "62.5")]
    assert fired([*THREE[:2], on(4, lift("60"), pain=4), on(7, lift("62.5"))], "SW01") == []
    hurt_at_80 = [*THREE, on(5, lift("80"), pain=4), on(7, lift("62.5"))]
    assert fired(hurt_at_80, "SW01") == [(7, "60", "62.5")]


def test_more_load_has_no_cool_down():
    assert fired([*THREE, on(7, lift("62.5")), on(8, lift("65"))], "SW01") == [(7, "60", "62.5"), (8, "62.5", "65")]


def test_an_own_exercise_has_the_usual_step():
    def own(day: int, kg: str) -> SessionFacts:
        return on(day, SetFacts("my_machine", reps=8, load_kg=Decimal(kg)))

    assert fired([own(0, "40"), own(2, "40"), own(4, "40"), own(7, "42.5")], "SW01") == [(7, "40", "42.5")]


# --- SW02 more repetitions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([lift("60", 6)], [(7, "5", "6")]),
        ([lift("60.01", 6)], [(7, "5", "6")]),
        ([lift("60.02", 6)], []),
        ([lift("60", 5)], []),
        ([lift("55", 9)], []),
        ([lift("60", 6, kind="failure", rpe=Decimal("10"))], [(7, "5", "6")]),
        ([lift("60", 6, kind="warmup")], []),
        ([lift(None, 9)], []),
    ],
)
def test_more_reps_at_the_same_weight(new, told):
    assert fired([*THREE, on(7, *new)], "SW02") == told


def test_more_reps_tells_the_heaviest_weight_and_only_that():
    before = [on(day, lift("60"), lift("50", 8)) for day in (0, 2, 4)]
    wins = won([*before, on(7, lift("50", 9), lift("60", 6))], "SW02")
    assert [(win.extra, win.old, win.new, win.diff) for win in wins] == [(60, 5, 6, 1)]


def test_more_reps_rests_for_seven_days():
    week = [*THREE, on(5, lift("60", 6)), on(11, lift("60", 7)), on(12, lift("60", 8))]
    assert fired(week, "SW02") == [(5, "5", "6"), (12, "7", "8")]


def test_bodyweight_repetitions_count():
    def push_ups(day: int, reps: int) -> SessionFacts:
        return on(day, SetFacts("push_up", reps=reps))

    assert fired([push_ups(0, 8), push_ups(2, 8), push_ups(4, 8), push_ups(7, 10)], "SW02") == [(7, "8", "10")]


# --- SW03 a rising one-repetition maximum -----------------------------------------------------------

BEFORE = [on(day, lift("100", 1)) for day in (0, 7, 14)]  # 100 kg, 100 kg, 100 kg
AFTER = [on(day, lift("102.5", 1)) for day in (43, 45, 47)]


def test_the_median_of_three_has_risen_by_a_fortieth():
    assert fired([*BEFORE, *AFTER], "SW03") == [(47, "100", "102.5")]
    assert fired([*BEFORE, *AFTER[:2], on(47, lift("101", 1))], "SW03") == [(47, "100", "102.5")]  # two of three
    assert fired([*BEFORE, AFTER[0], on(45, lift("101", 1)), on(47, lift("101", 1))], "SW03") == []
    assert fired([*BEFORE, *[on(day, lift("102.4", 1)) for day in (43, 45, 47)]], "SW03") == []


@pytest.mark.parametrize(
    ("first", "days"),
    [(0, [(47, "100", "102.5")]), (18, [(47, "100", "102.5")]), (19, []), (-9, [(47, "100", "102.5")]), (-10, [])],
)
def test_it_is_compared_with_the_fifth_to_eighth_week_before(first, days):
    """On day 47 that is day -9 to day 18."""
    before = [on(first, lift("100", 1)), on(5, lift("100", 1)), on(14, lift("100", 1))]
    assert fired([*before, *AFTER], "SW03") == days


def test_three_on_both_sides_are_needed_and_the_last_three_are_of_four_weeks():
    assert fired([*BEFORE[:2], *AFTER], "SW03") == []
    assert fired([*BEFORE, *AFTER[:2]], "SW03") == []
    late = [on(33, lift("103", 1)), on(47, lift("103", 1)), on(61, lift("103", 1))]
    assert fired([*[on(day, lift("100", 1)) for day in (5, 19, 32)], *late], "SW03") == [(61, "100", "103")]
    assert fired([*[on(day, lift("100", 1)) for day in (5, 19, 31)], on(32, lift("103", 1)), *late[1:]], "SW03") == []


def test_repetitions_in_reserve_count_up_to_four_and_the_sum_up_to_ten():
    """60 kg x 5 with two in reserve is about 72 kg (SPEC 2.3)."""
    before = [on(day, lift("60", 5)) for day in (0, 7, 14)]
    with_two = [on(day, lift("60", 5, rpe=Decimal(8))) for day in (43, 45, 47)]
    assert fired([*before, *with_two], "SW03") == [(47, "67.5", "72")]
    assert fired([*before, *[on(day, lift("60", 5, rpe=Decimal("5.5"))) for day in (43, 45, 47)]], "SW03") == []
    assert fired([*before, *[on(day, lift("60", 12)) for day in (43, 45, 47)]], "SW03") == []
    assert fired([*before, *[on(day, lift("60", 8, rpe=Decimal(7))) for day in (43, 45, 47)]], "SW03") == []


def test_the_best_set_of_a_session_stands_for_it_and_warm_ups_do_not():
    mixed = [on(day, lift("80", 1), lift("102.5", 1), lift("200", 1, kind="warmup")) for day in (43, 45, 47)]
    assert fired([*BEFORE, *mixed], "SW03") == [(47, "100", "102.5")]


def test_a_rising_maximum_is_a_trend_and_rests_for_three_weeks():
    usual = [on(day, lift("100", 1)) for day in (20, 30)]
    log = [*BEFORE, *usual, *AFTER, *[on(day, lift("120", 1)) for day in (49, 65, 66, 70)]]
    assert [(win.day, win.kind) for win in won(log, "SW03")] == [(day_of(45), "trend"), (day_of(66), "trend")]


def test_pain_of_four_neither_earns_nor_counts_in_a_trend():
    hurt = [*BEFORE, *AFTER[:2], on(46, lift("60", 1), pain=4), AFTER[2]]
    assert fired(hurt, "SW03") == [(47, "100", "102.5")]
    assert fired([*BEFORE, *AFTER[:2], on(47, lift("110", 1), pain=4)], "SW03") == []


# --- SW04 more volume ---------------------------------------------------------------------------------

FIVES = [on(day, *[lift("60")] * 3, rpe=6) for day in (0, 2, 4)]  # 900 kg


@pytest.mark.parametrize(
    ("sets", "more", "told"),
    [
        ([*[lift("63")] * 3], {"rpe": 8}, [(7, "900", "945")]),
        ([*[lift("62.9")] * 3], {"rpe": 8}, []),
        ([*[lift("63")] * 3], {"rpe": 9}, []),
        ([*[lift("63")] * 3], {}, []),
        ([*[lift("63")] * 3], {"rpe": 5, "pain": 4}, []),
        ([*[lift("63")] * 3], {"rpe": 5, "pain": 3}, [(7, "900", "945")]),
        ([*[lift("60")] * 3, lift("60", kind="warmup")], {"rpe": 5}, []),
        ([*[lift("60")] * 3, lift("60", kind="assisted")], {"rpe": 5}, []),
        ([*[lift("60")] * 3, lift("60", kind="drop")], {"rpe": 5}, [(7, "900", "1200")]),
        ([*[lift("60")] * 3, lift(None)], {"rpe": 5}, []),
        ([*[lift("60")] * 3, lift("60", exercise="row")], {"rpe": 5}, []),
    ],
)
def test_more_volume(sets, more, told):
    assert fired([*FIVES, on(7, *sets, **more)], "SW04") == told


def test_more_volume_looks_back_eight_weeks_and_needs_three_sessions_there():
    assert fired([*FIVES, on(56, *[lift("63")] * 3, rpe=6)], "SW04") == [(56, "900", "945")]
    assert fired([*FIVES, on(57, *[lift("63")] * 3, rpe=6)], "SW04") == []
    assert fired([on(0, *[lift("60")] * 9, rpe=6), *[on(day, *[lift("60")] * 3) for day in (50, 52, 54)],
                  on(57, *[lift("63")] * 3, rpe=6)], "SW04") == [(57, "900", "945")]  # fmt: skip


def test_more_volume_rests_for_two_weeks():
    log = [*FIVES, on(7, *[lift("60")] * 4, rpe=6), on(20, *[lift("60")] * 5, rpe=6), on(21, *[lift("60")] * 6, rpe=6)]
    assert fired(log, "SW04") == [(7, "900", "1200"), (21, "1500", "1800")]


@pytest.mark.parametrize(("flag", "told"), [(7, []), (-20, []), (-21, [(7, "900", "945")]), (8, [(7, "900", "945")])])
def test_no_volume_is_praised_for_four_weeks_after_a_flag_for_too_much(flag, told):
    beside = Beside(flagged=[day_of(7) + timedelta(days=flag - 7)])
    assert fired([*FIVES, on(7, *[lift("63")] * 3, rpe=6)], "SW04", beside) == told


def test_a_volume_beyond_what_can_be_stored_is_no_win():
    log = [*[on(day, *[lift("500", 100)] * 50, rpe=6) for day in (0, 2, 4)], on(7, *[lift("500", 100)] * 201, rpe=6)]
    assert fired(log, "SW04") == []
