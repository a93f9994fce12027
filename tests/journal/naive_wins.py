"""The rules of SPEC 5.2 once more, slowly and plainly, over raw rows: a check on the product, with none of its code.

A row is a dict with the columns of a session and its `sets`, dicts as well. Everything before a session is looked
through anew for each rule, in exact fractions.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

type Row = dict[str, Any]
type Told = tuple[str, str, Fraction | None, Fraction | None]
"""Rule, exercise, old, new."""

REST = {
    "SW01": 0, "SW02": 7, "SW03": 21, "SW04": 14, "SW05": 0, "SW06": 21, "SW07": 21, "SW08": 28, "SW09": 0, "SW10": 7,
    "SW12": 28, "SW13": 28, "SW15": 14, "SW16": 7, "SW18": 28, "SW19": 28,
}  # fmt: skip
HOLDS = {"plank", "yoga_tree", "yoga_warrior2"}
LOADED = {"back_squat", "overhead_press", "bench_press", "row"}
STEP = {"overhead_press": Fraction(5, 4)}
POUND = Fraction(45359237, 100000000)
RUNS = {"jog", "run_easy", "run_steady", "run_interval"}
BAD = {"tense", "worried", "down", "irritated", "tired", "stressed", "restless", "lonely"}


def wins_of(
    rows: list[Row],
    pauses: list[tuple[date, date | None]] = (),  # type: ignore[assignment]
    flags: list[date] = (),  # type: ignore[assignment]
    unit: str = "kg",
) -> list[tuple]:  # type: ignore[type-arg]
    """(session, rule, exercise, old, new) of every win of the log."""
    last: dict[tuple[str, str], date] = {}
    found = []
    ordered = sorted(rows, key=lambda row: (row["day"], row["started_at"], row["id"]))
    for number, row in enumerate(ordered):
        if (row["pain"] or 0) >= 4:
            continue
        for rule, exercise, old, new in candidates(row, ordered[:number], pauses, flags, unit):
            before = last.get((rule, exercise))
            if before is None or (row["day"] - before).days >= REST[rule]:
                last[rule, exercise] = row["day"]
                found.append((row["id"], rule, exercise, cents(old), cents(new)))
    return sorted(found, key=str)


def cents(number: Fraction | None) -> Fraction | None:
    """As stored, half to even."""
    return None if number is None else Fraction(round(number * 100), 100)


def candidates(row: Row, before: list[Row], pauses: Any, flags: Any, unit: str) -> Iterator[Told]:
    """What the rules would say of one session, were there no cool-down."""
    year_half = [one for one in before if (row["day"] - one["day"]).days <= 182 and (one["pain"] or 0) < 4]
    yield from of_lifts(row, year_half, flags, unit)
    yield from of_holds(row, year_half)
    yield from of_whole_sessions(row, year_half)
    yield from of_feelings(row, year_half)
    yield from of_weeks(row, before, pauses)


def work_sets(row: Row, exercise: str) -> list[Row]:
    return [one for one in row["sets"] if one["exercise"] == exercise and one["kind"] not in ("warmup", "assisted")]


def lifts(row: Row, exercise: str) -> list[tuple[Fraction, int, Row]]:
    """Weight, repetitions and set; without a weight only where none belongs to the exercise."""
    return [
        (Fraction(one["load_kg"] or 0), one["reps"], one)
        for one in work_sets(row, exercise)
        if one["reps"] and (one["load_kg"] is not None or exercise not in LOADED)
    ]


def is_a_step(old: Fraction, new: Fraction, exercise: str, unit: str) -> bool:
    """In pounds: five, or two and a half for a small lift, between the weights to a tenth of a pound."""
    kilograms = STEP.get(exercise, Fraction(5, 2))
    if unit == "kg":
        return new - old >= kilograms
    pounds = [Fraction(round(10 * weight / POUND), 10) for weight in (old, new)]
    return pounds[1] - pounds[0] >= 2 * kilograms


def of_lifts(row: Row, before: list[Row], flags: Any, unit: str) -> Iterator[Told]:
    for exercise in sorted({one["exercise"] for one in row["sets"]}):
        now = lifts(row, exercise)
        earlier = [done for one in before if (done := lifts(one, exercise))]
        if now and len(earlier) >= 3:
            everything = [one for done in earlier for one in done]
            best = max(weight for weight, _, _ in everything)
            first = next(done for done in earlier if any(weight == best for weight, _, _ in done))
            target = max(reps for weight, reps, _ in first if weight == best)
            enough = [
                weight
                for weight, reps, one in now
                if is_a_step(best, weight, exercise, unit) and reps >= target
                if one["kind"] != "failure" and (one["rpe"] is None or 10 - one["rpe"] >= 1)
            ]
            if best > 0 and enough:
                yield "SW01", exercise, best, max(enough)
            for weight in sorted({weight for weight, _, _ in now}, reverse=True):
                old = max((reps for other, reps, _ in everything if abs(other - weight) <= Fraction(1, 100)), default=0)
                new = max(reps for other, reps, _ in now if other == weight)
                if old and new > old:
                    yield "SW02", exercise, Fraction(old), Fraction(new)
                    break
        yield from of_maxima(row, before, exercise)
        yield from of_volume(row, before, exercise, flags)


def maximum(row: Row, exercise: str) -> Fraction | None:
    """Brzycki with the repetitions in reserve, where they are at most four and the sum is at most ten."""
    values = []
    for weight, reps, one in lifts(row, exercise):
        reserve = 0 if one["rpe"] is None or 10 - one["rpe"] > 4 else Fraction(10 - one["rpe"])
        if weight and reps + reserve <= 10:
            values.append(weight * 36 / (37 - reps - reserve))
    return max(values, default=None)


def of_maxima(row: Row, before: list[Row], exercise: str) -> Iterator[Told]:
    now = maximum(row, exercise)
    known = [((row["day"] - one["day"]).days, value) for one in before if (value := maximum(one, exercise))]
    recent = [value for age, value in known if age <= 28][-2:]
    then = [value for age, value in known if 29 <= age <= 56]
    if now and len(recent) == 2 and len(then) >= 3:
        new = median([*recent, now])
        if new >= median(then) * Fraction(1025, 1000):
            yield "SW03", exercise, Fraction(median(then)), Fraction(new)


def volume(row: Row, exercise: str) -> Fraction:
    return sum((weight * reps for weight, reps, _ in lifts(row, exercise)), Fraction(0))


def of_volume(row: Row, before: list[Row], exercise: str, flags: Any) -> Iterator[Told]:
    now = volume(row, exercise)
    eight = [volume(one, exercise) for one in before if (row["day"] - one["day"]).days <= 56]
    eight = [kilograms for kilograms in eight if kilograms]
    is_flagged = any(0 <= (row["day"] - flag).days < 28 for flag in flags)
    if row["rpe"] is None or row["rpe"] > 8 or is_flagged or len(eight) < 3:
        return
    if now >= max(eight) * Fraction(105, 100):
        yield "SW04", exercise, max(eight), now


def held(row: Row, exercise: str, level: int) -> int:
    """The longest hold at this pose level or above it."""
    return max(
        (one["seconds"] or 0 for one in work_sets(row, exercise) if (one["pose_level"] or 0) >= level), default=0
    )


def kept_level(row: Row, exercise: str) -> int:
    levels = [0] if (row["pain"] or 0) > 2 else [0, *range(1, 6)]
    return max(level for level in levels if level == 0 or held(row, exercise, level) >= 20)


def of_holds(row: Row, before: list[Row]) -> Iterator[Told]:
    for exercise in sorted({one["exercise"] for one in row["sets"]} & HOLDS):
        if not held(row, exercise, 0):
            continue
        earlier = [one for one in before if held(one, exercise, 0)]
        levels = [kept_level(one, exercise) for one in earlier]
        if len(levels) >= 3:
            twice = max(min(pair) for pair in pairwise(levels))
            now = min(levels[-1], kept_level(row, exercise))
            if twice and now > twice:
                yield "SW09", exercise, Fraction(twice), Fraction(now)
        of_row = {one["pose_level"] or 0 for one in work_sets(row, exercise) if one["seconds"]}
        for level in sorted(of_row, reverse=True):
            now = max(one["seconds"] or 0 for one in work_sets(row, exercise) if (one["pose_level"] or 0) == level)
            then = [seconds for one in earlier if (seconds := held(one, exercise, level))]
            if len(then) >= 3 and now >= max(then) + 5:
                yield "SW10", exercise, Fraction(max(then)), Fraction(now)
                break


def run(row: Row) -> int:
    if not row["sets"]:
        return row["minutes"] * 60 if row["activity"] == "running" else 0
    return max((one["seconds"] or 0 for one in row["sets"] if one["exercise"] in RUNS), default=0)


def pace(row: Row) -> Fraction | None:
    if not row["distance_m"]:
        return None
    seconds = Fraction(row["minutes"] * 60 * 1000, row["distance_m"])
    return seconds if 120 <= seconds <= 1800 else None


def near(other: Any, now: Any, percent: int) -> bool:
    return bool(now) and other is not None and 100 * abs(Fraction(other) - Fraction(now)) <= percent * Fraction(now)


def of_whole_sessions(row: Row, before: list[Row]) -> Iterator[Told]:
    runs = [run(one) for one in before if run(one)]
    if run(row) and len(runs) >= 3 and run(row) >= max(runs) + 60:
        yield "SW05", "", Fraction(max(runs)), Fraction(run(row))
    same_kind = [one for one in before if one["activity"] == row["activity"]]
    yield from of_pace(row, same_kind)
    if row["rpe"] is not None:
        efforts = [one["rpe"] for one in same_kind if one["rpe"] is not None and is_same_work(row, one)]
        if len(efforts) >= 5:
            old, new = median(efforts[:-2]), median([*efforts[-2:], row["rpe"]])
            if new <= old - 1:
                yield "SW07", row["activity"], Fraction(old), Fraction(new)
    if pace(row) and row["avg_hr"]:
        beats = [one["avg_hr"] for one in same_kind if one["avg_hr"] and near(pace(one), pace(row), 3)]
        if len(beats) >= 5:
            old, new = median(beats[:-2]), median([*beats[-2:], row["avg_hr"]])
            if new <= old - 5:
                yield "SW08", row["activity"], Fraction(old), Fraction(new)


def of_pace(row: Row, before: list[Row]) -> Iterator[Told]:
    alike: list[tuple[int, Fraction]] = []
    for one in before:
        close = near(one["distance_m"], row["distance_m"], 10) or near(one["minutes"], row["minutes"], 10)
        effort = None not in (one["rpe"], row["rpe"]) and abs(one["rpe"] - row["rpe"]) <= 1
        pulse = None not in (one["avg_hr"], row["avg_hr"]) and abs(one["avg_hr"] - row["avg_hr"]) <= 5
        if close and (effort or pulse) and (known := pace(one)):
            alike.append(((row["day"] - one["day"]).days, known))
    recent = [value for age, value in alike if age < 21][-2:]
    then = [value for age, value in alike if 21 <= age <= 56]
    now = pace(row)
    if now and len(recent) == 2 and len(then) >= 3:
        old, new = median(then), median([*recent, now])
        if new <= old * Fraction(98, 100):
            yield "SW06", row["activity"], Fraction(old), Fraction(new)


def loads(row: Row) -> dict[str, Fraction]:
    """Every exercise that moved kilograms."""
    every = {one["exercise"]: volume(row, one["exercise"]) for one in row["sets"]}
    return {exercise: kilograms for exercise, kilograms in every.items() if kilograms}


def is_same_work(row: Row, one: Row) -> bool:
    if loads(row):
        is_recent = (row["day"] - one["day"]).days <= 56
        return is_recent and loads(one).keys() == loads(row).keys() and near(
            sum(loads(one).values()), sum(loads(row).values()), 5
        )  # fmt: skip
    if not near(one["minutes"], row["minutes"], 5):
        return False
    if row["distance_m"]:
        return near(one["distance_m"], row["distance_m"], 5)
    return not one["distance_m"] and row["activity"] not in ("strength", "circuit", "other")


def of_feelings(row: Row, before: list[Row]) -> Iterator[Told]:
    rated = [one for one in [*before, row] if None not in (one["emotion_before"], one["emotion_after"])][-4:]
    eased = [
        one for one in rated if one["emotion_word"] in BAD and one["emotion_after"] <= one["emotion_before"] - 2
    ]  # fmt: skip
    if row in rated and len(rated) == 4 and len(eased) >= 3:
        yield "SW15", "", None, Fraction(len(eased))
    sure = [one["confidence_next"] for one in [*before, row] if one["confidence_next"] is not None][-8:]
    if row["confidence_next"] is not None and len(sure) == 8 and sum(sure[4:]) >= sum(sure[:4]) + 4:
        yield "SW18", "", None, None


def week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def of_weeks(row: Row, before: list[Row], pauses: Any) -> Iterator[Told]:
    if before and (row["day"] - before[-1]["day"]).days >= 10:
        yield "SW12", "", None, None
    if row["with_family"]:
        yield "SW16", "family", None, None
    weeks = [week(row["day"]) - timedelta(weeks=back) for back in range(26)]
    open_weeks = [monday for monday in weeks if not is_paused(monday, pauses)]
    active = {week(one["day"]) for one in [*before, row]}
    if weeks[0] in open_weeks:
        for enough, of in ((12, 15), (8, 10), (4, 5)):
            k = sum(monday in active for monday in open_weeks[:of])
            if len(open_weeks) >= of and k >= enough:
                yield "SW13", "", None, Fraction(k)
                break
    yield from of_bands(row, before)


def is_paused(monday: date, pauses: Any) -> bool:
    days = [monday + timedelta(days=n) for n in range(7)]
    return sum(any(first <= day and (last is None or day <= last) for first, last in pauses) for day in days) >= 4


def of_bands(row: Row, before: list[Row]) -> Iterator[Told]:
    """The first week of all with 150 minutes, or with two days of resistance training."""

    def minutes(rows: list[Row]) -> int:
        return sum(one["moderate_minutes"] + 2 * one["vigorous_minutes"] for one in rows)

    def strong_days(rows: list[Row]) -> int:
        return len({one["day"] for one in rows if one["is_resistance"]})

    this = [one for one in before if week(one["day"]) == week(row["day"]) and (one["pain"] or 0) < 4]
    older: dict[date, list[Row]] = {}
    for one in before:
        if week(one["day"]) < week(row["day"]):
            older.setdefault(week(one["day"]), []).append(one)
    for band, count, border in (("minutes", minutes, 150), ("resistance", strong_days, 2)):
        is_new = count(this) < border <= count([*this, row])
        if before and is_new and not any(count(rows) >= border for rows in older.values()):
            yield "SW19", band, None, Fraction(border)
