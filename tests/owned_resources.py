"""Every resource of the API that holds a person's own rows: where it is, and good and bad bodies for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

NASTY: list[Any] = [None, [], ["x"], "text", 5, 10**400, 1.5e300, True]


@dataclass(frozen=True)
class Resource:
    """One resource. `body(n)` is a good body, different for each n and in time order."""

    path: str
    category: str
    body: Callable[[int], dict[str, Any]]
    bad: list[dict[str, Any]] = field(default_factory=list)

    def __str__(self) -> str:
        return self.path


def at(n: int, clock: str = "18:30:00") -> str:
    """An evening in March, `n` days after the second."""
    return f"{day(n)}T{clock}+01:00"


def day(n: int) -> str:
    return (date(2026, 3, 2) + timedelta(days=n)).isoformat()


def session(n: int, **more: Any) -> dict[str, Any]:
    return {"started_at": at(n), "minutes": 40, "activity": "strength", "sets": [squat()]} | more


def squat(**more: Any) -> dict[str, Any]:
    return {"exercise": "back_squat", "reps": 5, "load_kg": "60.00"} | more


def night(n: int, **more: Any) -> dict[str, Any]:
    asleep = {"tried_to_sleep": at(n - 1, "23:00:00"), "final_wake": at(n, "07:00:00"), "sol_min": 10, "waso_min": 5}
    return asleep | more


def sleep_week(n: int, **more: Any) -> dict[str, Any]:
    return {"day": day(6 + 7 * n), "score": 6 + n} | more


def sheet(n: int, **more: Any) -> dict[str, Any]:
    answers = {"bed_time": "23:00", "rise_time": "07:00", "latency_min": 20, "sleep_min": 400, "quality": 1}
    return {"taken_on": day(28 * n), "answers": answers} | more


def weight(n: int, **more: Any) -> dict[str, Any]:
    return {"measured_at": at(n), "kind": "weight", "value": 70, "unit": "kg"} | more


def mood(n: int, **more: Any) -> dict[str, Any]:
    return {"rated_at": at(n), "score": 6} | more


def pause(n: int, **more: Any) -> dict[str, Any]:
    """Two days of a fortnight."""
    return {"day": day(14 * n), "ended_on": day(14 * n + 1), "reason": "illness", "symptoms": []} | more


def target(n: int, **more: Any) -> dict[str, Any]:
    return {"kind": "sessions", "target": 3, "starts_on": day(7 * n)} | more


def template(n: int, **more: Any) -> dict[str, Any]:
    return {"name": f"Strength {n}", "activity": "strength", "minutes": 40, "sets": [squat()]} | more


OWNED = [
    Resource(
        "session-templates",
        "training",
        template,
        [
            template(0, name=""),
            template(0, name="x" * 81),
            template(0, activity="chess"),
            template(0, minutes=0),
            template(0, minutes=901),
            template(0, sets=[squat(exercise="no_such_lift")]),
            template(0, sets=[squat(load_kg="500.01")]),
            template(0, sets=[squat(superset=51)]),
            template(0, sets={"0": squat()}),
            template(0, sets=[squat()] * 301),
        ],
    ),
    Resource(
        "training-sessions",
        "training",
        session,
        [
            session(0, started_at="2026-03-02T18:30:00"),
            session(0, started_at="2026-02-30T18:30:00+01:00"),
            session(0, started_at="0001-01-01T00:00:00+14:00"),
            session(0, started_at="2026-03-02T18:30:00+23:59"),
            session(0, minutes=0),
            session(0, minutes=901),
            session(0, minutes=30.5),
            session(0, activity="chess"),
            session(0, rpe=11),
            session(0, rpe=True),
            session(0, rpe=6.5),
            session(0, talk_test="loud"),
            session(0, emotion_word="meh"),
            session(0, avg_hr=29),
            session(0, max_hr=241),
            session(0, pain=11),
            session(0, pain_place="soul"),
            session(0, pain_changes_movement="perhaps"),
            session(0, hr_zone_minutes={"light": 50}),
            session(0, hr_samples=[[0, 500]]),
            session(0, note="x" * 4001),
            session(0, note="nul \x00"),
            session(0, note="half \ud800"),
            session(0, group="01890a5d-ac96-774b-bcce-b302099a8057"),
            session(0, planned_session="nonsense"),
            session(0, sets=[squat(exercise="no_such_lift")]),
            session(0, sets=[squat(exercise=None)]),
            session(0, sets=[squat(reps=101)]),
            session(0, sets=[squat(load_kg="500.01")]),
            session(0, sets=[squat(load_kg="NaN")]),
            session(0, sets=[squat(load_kg="1e3")]),
            session(0, sets=[squat(load_kg=-1)]),
            session(0, sets=[squat(rpe=7.25)]),
            session(0, sets=[squat(rpe=4.5)]),
            session(0, sets=[squat(kind="heavy")]),
            session(0, sets=[squat(seconds=0)]),
            session(0, sets=[squat(superset=0)]),
            session(0, sets=[squat(superset=51)]),
            session(0, sets=[squat(superset="a")]),
            session(0, sets=[squat(note="x" * 501)]),
            session(0, sets=[squat(note=5)]),
            session(0, sets=[[squat()]]),
            session(0, sets={"0": squat()}),
            session(0, sets=[squat()] * 301),
        ],
    ),
    Resource(
        "mood-ratings",
        "wellbeing",
        mood,
        [
            mood(0, score=None),
            mood(0, score=11),
            mood(0, score=-1),
            mood(0, score="good"),
            mood(0, energy=3.5),
            mood(0, tags="calm"),
            mood(0, tags=[{}]),
            mood(0, tags=["x"] * 21),
            mood(0, rated_at="yesterday"),
        ],
    ),
    Resource(
        "sleep-diary",
        "sleep",
        night,
        [
            {},
            night(0, day="2026-03-03"),
            night(0, day="2026-3-2"),
            night(0, final_wake=at(-1, "22:00:00")),
            night(0, final_wake=at(0, "20:00:00")),
            night(0, sol_min=400, waso_min=400),
            night(0, awakenings=201),
            night(0, quality=11),
            night(0, into_bed=at(0, "01:00:00")),
        ],
    ),
    Resource(
        "sleep-weeks",
        "sleep",
        sleep_week,
        [
            {},
            sleep_week(0, day=day(0)),
            sleep_week(0, day="2099-12-27"),
            sleep_week(0, score=None),
            sleep_week(0, score=11),
            sleep_week(0, score=6.5),
        ],
    ),
    Resource(
        "psqi",
        "sleep",
        sheet,
        [
            {"taken_on": day(0)},
            {"taken_on": day(0), "answers": []},
            {"taken_on": day(0), "components": {"c1": 4}},
            {"taken_on": day(0), "components": {"c9": 1}},
            {"taken_on": day(0), "components": 7},
            {"taken_on": day(0), "global_score": 22},
            {
                "taken_on": day(0),
                "components": dict.fromkeys(("c1", "c2", "c3", "c4", "c5", "c6", "c7"), 1),
                "global_score": 3,
            },
            sheet(0, taken_on=None),
            sheet(0, provenance="rumour"),
            sheet(0, provenance="direct_score"),
            sheet(0, answers={"bed_time": "23:00", "rise_time": "23:00"}),
            sheet(0, answers={"bed_time": "25:00", "bed_time.x": 1}),
            sheet(0, answers={"d_a": 4}),
            sheet(0, answers={"latency_min": [40, 20]}),
            sheet(0, answers={"sleep_min": 6.5}),
        ],
    ),
    Resource(
        "measurements",
        "body",
        weight,
        [
            weight(0, kind="height"),
            weight(0, kind=None),
            weight(0, value=None),
            weight(0, value="heavy"),
            weight(0, value=24),
            weight(0, value="1e2"),
            weight(0, unit="stone"),
            {"measured_at": at(0), "kind": "blood_pressure", "systolic": 80, "diastolic": 120},
            {"measured_at": at(0), "kind": "blood_pressure", "systolic": 120},
            {"measured_at": at(0), "kind": "blood_pressure", "systolic": 120, "diastolic": 80, "unit": "kPa"},
            {"measured_at": at(0), "kind": "steps", "value": 10.5},
            {"measured_at": at(0), "kind": "hs_crp", "value": 1, "fasting": "sometimes"},
            {"measured_at": at(0), "kind": "hs_crp", "value": 1, "hours_since_hard": -1},
        ],
    ),
    Resource(
        "pauses",
        "training",
        pause,
        [
            pause(0, day=None),
            pause(0, day="2026-3-2"),
            pause(0, ended_on=day(-1)),
            pause(0, reason="holiday"),
            pause(0, reason=None),
            pause(0, symptoms="fever"),
            pause(0, symptoms=["plague"]),
            pause(0, symptoms=[["fever"]]),
            pause(0, reason="travel", symptoms=["fever"]),
        ],
    ),
    Resource(
        "weekly-targets",
        "training",
        target,
        [target(0, kind="streak"), target(0, target=-1), target(0, weekdays=[7]), target(0, starts_on="2026-03-03")],
    ),
]
