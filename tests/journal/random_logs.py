"""Logs of all kinds from one number, dense enough for every rule of small wins to fire in some of them."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from journal.load_units import stored_load
from journal.pauses import Span, paused_weeks
from journal.wins import Beside, SessionFacts, SetFacts
from tests.journal.small_logs import MONDAY, day_of

KINDS = ("working", "working", "working", "working", "working", "warmup", "failure", "assisted", "drop")
EXERCISES = {
    "strength": (
        "back_squat",
        "overhead_press",
        "push_up",
        "plank",
        "yoga_tree",
        "jog",
        "row",
        "walk_easy",
        "own_pull",
    ),
    "circuit": ("back_squat", "push_up", "plank", "row"),
    "running": ("jog", "run_easy", "walk_easy"),
    "walking": ("walk_easy",),
    "yoga": ("yoga_tree", "yoga_warrior2", "plank"),
}
MIXES = (["strength"], ["running"], ["strength", "running"], ["yoga"], ["running", "walking"], ["circuit", "strength"])


@dataclass(frozen=True)
class Journal:
    """A person's sessions in no order, pauses, days of a flag for too much training, unit of weights."""

    sessions: list[SessionFacts]
    pauses: list[Span]
    flags: list[date]
    unit: str = "kg"

    def beside(self, day: date) -> Beside:
        """As it is known on a day."""
        first = min(one.day for one in self.sessions) - timedelta(weeks=27)
        return Beside(paused=paused_weeks(self.pauses, first, day, day), flagged=self.flags, load_unit=self.unit)


def made_journal(seed: int, most: int = 40) -> Journal:
    """From four sessions up; some people get better, some do not."""
    dice = random.Random(seed)
    mix, gap, growth = dice.choice(MIXES), dice.choice([2, 4, 7, 12, 40]), dice.choice([0, 0.01, 0.03])
    day, sessions = MONDAY, []
    for number in range(dice.randint(4, most)):
        day += timedelta(days=dice.randint(0, gap))
        sessions.append(made_session(dice, dice.choice(mix), day, 1 + growth * number))
    dice.shuffle(sessions)
    begins = day_of(dice.randint(0, 90))
    pause = (begins, dice.choice([None, begins + timedelta(days=dice.randint(0, 40))]))
    flag = day_of(dice.randint(0, 90))
    pauses, flags = [pause] if dice.random() < 0.4 else [], [flag] if dice.random() < 0.3 else []
    if dice.random() < 0.3:
        return Journal([in_pounds(one) for one in sessions], pauses, flags, "lb")
    return Journal(sessions, pauses, flags)


def in_pounds(session: SessionFacts) -> SessionFacts:
    """The same with plates of five pounds, as they are stored."""
    return session._replace(
        sets=tuple(
            one._replace(load_kg=stored_load(Decimal(5 * round(one.load_kg * 2 / 5)), "lb")) if one.load_kg else one
            for one in session.sets
        )
    )


def made_session(dice: random.Random, activity: str, day: date, strength: float) -> SessionFacts:
    """One session of somebody so many times as fit as at the beginning."""
    minutes = dice.choice([40, 41, 38, int(40 / strength) + 1, 60])
    effort = round((4 if activity == "yoga" else 6.5) / strength**2) + dice.randint(-1, 1)
    is_strong, is_far = activity in ("strength", "circuit"), activity in ("running", "walking")
    distance = dice.choice([None, 8000, 8000, 8100, 7700, 0]) if is_far else None
    pulse = int(150 / strength) + dice.randint(-2, 2)
    count = dice.randint(0, 4) if dice.random() < 0.8 else 0
    return SessionFacts(
        id=UUID(int=dice.getrandbits(128), version=4),
        day=day,
        started_at=datetime.combine(day, time(dice.randint(0, 23)), tzinfo=UTC),
        minutes=minutes,
        activity=activity,
        pain=dice.choice([None] * 6 + [2, 3, 4]),
        rpe=dice.choice([None, *[max(1, min(10, effort))] * 4]),
        distance_m=distance,
        avg_hr=dice.choice([None, pulse, pulse, pulse]) if distance else None,
        moderate_minutes=0 if activity == "strength" else dice.choice([0, 0, minutes]),
        vigorous_minutes=0 if activity == "strength" else dice.choice([0, 0, minutes]),
        is_resistance=is_strong and dice.random() < 0.6,
        emotion_word=dice.choice(["", "tense", "tired", "calm"]),
        emotion_before=dice.choice([None, 7, 8, 6]),
        emotion_after=dice.choice([None, 4, 5, 6]),
        with_family=dice.random() < 0.2,
        confidence_next=dice.choice([None, *[min(10, round(4 * strength**2) + dice.randint(-1, 1))] * 3]),
        sets=tuple(made_set(dice, dice.choice(EXERCISES[activity]), strength) for _ in range(count)),
    )


def made_set(dice: random.Random, exercise: str, strength: float) -> SetFacts:
    """A set with any of its columns empty at times."""
    kg = Decimal(round(120 * strength)) / 2
    return SetFacts(
        exercise,
        dice.choice(KINDS),
        dice.choice([None, 0, 5, 5, 5, 6, 8, 12]),
        dice.choice([None, Decimal(0), kg, kg, kg, kg, Decimal("61.25")]),
        dice.choice([None, 15, 20, 20, 25, 30, int(600 * strength), int(660 * strength)]),
        dice.choice([None, Decimal(8), Decimal("9.5"), Decimal("5.5"), Decimal(10)]),
        dice.choice([None, 1, 2, 2, 3, 3, 4]),
    )


def raw(session: SessionFacts) -> dict[str, Any]:
    """The session as a row of plain values."""
    return session._asdict() | {"sets": [one._asdict() for one in session.sets]}
