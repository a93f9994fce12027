"""The facts of a weekly review worked out from the CSV files alone, in exact fractions; no code of the product."""

import csv
import math
from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median

from tests.journal import naive_wins

AEROBIC = {"running", "walking", "cycling", "swimming", "hiking", "team_sport", "circuit", "dance", "cardio"}
PRIORITY = {"SW05": 1, "SW06": 2, "SW07": 2, "SW08": 4, "SW12": 0, "SW13": 3, "SW19": 2}
DEFAULTS = {"running": 5, "team_sport": 5, "circuit": 5, "walking": 3, "cycling": 3, "hiking": 3, "cardio": 3}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def day_of(instant: str) -> date:
    """The date on the clock that the entry carries."""
    return date.fromisoformat(instant[:10])


def half_up(value: Fraction, places: int) -> float:
    scale = 10**places
    return math.floor(value * scale + Fraction(1, 2)) / scale


def mean(values: list, places: int) -> float | None:
    """SPEC 3.4 and 4.1: nothing below four."""
    return half_up(Fraction(sum(values)) / len(values), places) if len(values) >= 4 else None


def minutes_between(start: str, end: str) -> Fraction:
    seconds = (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    return Fraction(int(seconds), 60)


def facts_of(folder: Path, monday: date, planned: int = 0) -> dict:
    """What api.md calls facts, wins left out."""
    week = {monday + timedelta(days=n) for n in range(7)}
    sessions = [row for row in rows(folder, "training_sessions.csv") if day_of(row["started_at"]) in week]
    moods = [int(row["score"]) for row in rows(folder, "mood_ratings.csv") if day_of(row["rated_at"]) in week]
    moderate = sum(int(row["minutes"]) for row in sessions if row["activity"] in AEROBIC and effort(row) in {3, 4})
    vigorous = sum(int(row["minutes"]) for row in sessions if row["activity"] in AEROBIC and effort(row) >= 5)
    changes = [
        int(row["emotion_after"]) - int(row["emotion_before"])
        for row in sessions
        if row["emotion_before"] and row["emotion_after"]
    ]
    strong = {"strength", "circuit"}
    return {
        "week_start": monday.isoformat(),
        "sessions": len(sessions),
        "minutes": sum(int(row["minutes"]) for row in sessions),
        "load": sum(int(row["minutes"]) * int(row["rpe"]) for row in sessions if row["rpe"]),
        "active_days": len({row["started_at"][:10] for row in sessions}),
        "moderate_minutes": moderate,
        "vigorous_minutes": vigorous,
        "moderate_equivalent_minutes": moderate + 2 * vigorous,
        "resistance_days": len(
            {row["started_at"][:10] for row in sessions if row["activity"] in strong and int(row["minutes"]) >= 20}
        ),
        "tasks_planned": planned,
        "tasks_done": min(planned, len(sessions)),
        "mood": {"ratings": len(moods), "mean": mean(moods, 1)},
        "emotion": {"rated": len(changes), "median_change": median(changes) if changes else None},
        "sleep": sleep_of(folder, monday),
    }


def effort(row: dict[str, str]) -> int:
    return int(row["rpe"]) if row["rpe"] else DEFAULTS.get(row["activity"], 0)


def sleep_of(folder: Path, monday: date) -> dict:
    totals, efficiencies, awakenings, middles = [], [], [], []
    nights = 0
    for row in rows(folder, "sleep_diary.csv"):
        day = date.fromisoformat(row["day"])
        if not monday - timedelta(days=7) <= day <= monday + timedelta(days=6):
            continue
        window = minutes_between(row["tried_to_sleep"], row["final_wake"])
        middles.append(middle_of(row, window))
        if day < monday:
            continue
        nights += 1
        if row["awakenings"]:
            awakenings.append(int(row["awakenings"]))
        asleep = window - int(row["sol_min"]) - int(row["waso_min"])
        totals.append(asleep)
        efficiencies.append(100 * asleep / minutes_between(row["into_bed"], row["out_of_bed"]))
    total = mean(totals, 0)
    return {
        "nights": nights,
        "mean_total_sleep_min": None if total is None else int(total),
        "mean_efficiency": mean(efficiencies, 1),
        "mean_awakenings": mean(awakenings, 1),
        "mid_sleep_sd_min": spread(middles),
    }


def middle_of(row: dict[str, str], window: Fraction) -> Fraction:
    """Minutes after the noon before, on the clock of waking, half way between falling asleep and waking."""
    wake = datetime.fromisoformat(row["final_wake"])
    clock = wake.hour * 60 + wake.minute + Fraction(wake.second, 60)
    return (clock - (window - int(row["sol_min"])) / 2 - 720) % 1440


def spread(middles: list[Fraction]) -> int | None:
    """The sample SD of seven nights or more; on the circle when they lie more than twelve hours apart."""
    if len(middles) < 7:
        return None
    if max(middles) - min(middles) > 720:
        angles = [float(middle) * math.tau / 1440 for middle in middles]
        length = math.hypot(sum(map(math.cos, angles)), sum(map(math.sin, angles))) / len(angles)
        return math.floor(math.sqrt(-2 * math.log(length)) * 1440 / math.tau + 0.5)
    centre = sum(middles) / len(middles)
    return math.floor(math.sqrt(sum((m - centre) ** 2 for m in middles) / (len(middles) - 1)) + 0.5)


def wins_of(folder: Path) -> dict[date, list[str]]:
    """Which rules of SPEC 5.2 fire in which week, the most telling first."""
    sessions = {row["id"]: raw(row) for row in rows(folder, "training_sessions.csv")}
    found: dict[date, list[tuple[int, date, str]]] = defaultdict(list)
    for session_id, rule, *_ in naive_wins.wins_of(list(sessions.values())):
        day = sessions[session_id]["day"]
        found[day - timedelta(days=day.weekday())].append((PRIORITY[rule], day, rule))
    return {monday: [rule for *_, rule in sorted(wins)][:3] for monday, wins in found.items()}


def raw(row: dict[str, str]) -> dict:
    """A line of the file as a row without sets."""
    minutes, is_aerobic = int(row["minutes"]), row["activity"] in AEROBIC
    number = {name: int(row[name]) if row[name] else None for name in ("rpe", "distance_m", "avg_hr")}
    feelings = {name: int(row[name]) if row[name] else None for name in ("emotion_before", "emotion_after")}
    return number | feelings | {
        "id": row["id"],
        "day": day_of(row["started_at"]),
        "started_at": datetime.fromisoformat(row["started_at"]),
        "minutes": minutes,
        "activity": row["activity"],
        "pain": None,
        "with_family": False,
        "moderate_minutes": minutes if is_aerobic and effort(row) in {3, 4} else 0,
        "vigorous_minutes": minutes if is_aerobic and effort(row) >= 5 else 0,
        "is_resistance": row["activity"] in {"strength", "circuit"} and minutes >= 20,
        "emotion_word": "",
        "confidence_next": None,
        "sets": [],
    }  # fmt: skip
