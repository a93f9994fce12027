"""What the demo person measures: steps, pulse, blood pressure, a walk, blood tests; weight is kept but hidden."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from accounts.actions import save_profile
from accounts.models import User
from journal import actions

ON = ["steps", "resting_hr", "six_minute_walk", "blood_pressure", "waist", "hs_crp", "il6"]
WALKS = {12: "482", 47: "496", 79: "518"}
BLOOD = {
    5: ("1.4", {"laboratory": "Harbour laboratory", "fasting": "yes", "had_infection": False}),
    33: ("4.8", {"laboratory": "Harbour laboratory", "fasting": "yes", "had_infection": True}),
    61: ("1.1", {"laboratory": "Harbour laboratory", "fasting": "no", "hours_since_hard": 40}),
    80: ("0.3", {"laboratory": "Harbour laboratory", "is_below_detection": True, "hours_since_hard": 60}),
}
"""Number of the day -> hs-CRP and what is known of the sample; the second was taken during a cold."""


class Measures:
    """One person's measurements of the days of their demo diary; `name` gives the ids."""

    def __init__(self, person: User, days: list[date], name: Any, now: datetime) -> None:
        self.person, self.days, self.name, self.now = person, days, name, now

    def write(self) -> None:
        """Every value up to this moment on the person's own clock."""
        save_profile(person=self.person, changes={"body_kinds": ON})
        for number, day in enumerate(self.days):
            for place, (clock, body) in enumerate(self.of_day(number)):
                at = datetime.combine(day, clock, tzinfo=self.person.zone)
                if at <= self.now:
                    self.save(self.name("measurement", day, place), body | {"measured_at": at.isoformat()})

    def of_day(self, number: int) -> Iterator[tuple[time, dict[str, Any]]]:
        """Clock time and body of each measurement of a day."""
        if number % 11 != 6:
            steps = 4800 + 28 * number + number * 977 % 2600
            yield time(21, 40), {"kind": "steps", "value": 240 if number == 30 else steps}
        if number % 3 != 1:
            yield time(6, 45), {"kind": "resting_hr", "value": 62 - number // 21 + number * 5 % 4}
        if number % 28 in {15, 17, 19, 21}:
            upper, lower = 132 - number // 9 + number % 4, 84 - number // 14 + number % 3
            yield time(7, 10), pressure(upper, lower, 64)
            yield time(7, 11), pressure(upper - 3, lower - 1, 62)
        if number % 27 == 2:
            yield time(7, 0), {"kind": "waist", "value": str(88 - number // 20)}
        if number % 7 == 4:
            yield time(6, 50), {"kind": "weight", "value": f"{68.4 - number / 90 + number % 5 / 4:.1f}"}
        if number in WALKS:
            yield time(10, 30), {"kind": "six_minute_walk", "value": WALKS[number]}
        if number in BLOOD:
            value, sample = BLOOD[number]
            yield time(8, 20), {"kind": "hs_crp", "value": value, **sample}
            yield time(8, 21), {"kind": "il6", "value": value, **sample}

    def save(self, object_id: UUID, body: dict[str, Any]) -> None:
        actions.save_measurement(person=self.person, object_id=object_id, data=body)


def pressure(systolic: int, diastolic: int, pulse: int) -> dict[str, Any]:
    return {"kind": "blood_pressure", "systolic": systolic, "diastolic": diastolic, "pulse": pulse}
