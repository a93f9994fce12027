"""Twelve believable weeks of a demo person, written through the same actions as everybody's entries.

Always the same for the same last day: every figure comes from the number of the day.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from accounts.models import User
from core.dates import monday_of
from journal import actions
from journal.models import PsqiDraft
from journal.session_templates import body_of_session
from journal.win_marks import mark_win
from reviews.demo_body import Measures

WEEKS = 12
NAMES = UUID("0f6c2f0e-6b0e-5d0a-9a43-2f3b6f1c8d01")  # name space of the demo's ids
ANSWERS = {"d_a": 1, "d_b": 2, "d_c": 1, "d_d": 0, "d_e": 0, "d_f": 0, "d_g": 1, "d_h": 0, "d_i": 0, "d_j": 0}
TEMPLATE = "Tuesday strength"
ROW_NOTE = "Elbows close, pause at the top."
TAGS: tuple[list[str], ...] = (["slept_well", "people"], ["trained"], [], ["work"], ["trained", "garden"], ["outdoors"])
BEGUN = {
    "provenance": "short_names",
    "order": "quality_first",
    "bed_time": "23:00",
    "latency": "20",
    "rise_time": "06:50",
}
SANDBAG, SQUAT = "Sandbag to shoulder", "Squats with a bar"
NOTES = {
    9: "Slept badly, went anyway and kept it light.",
    23: "The hill felt shorter today.",
    38: "Rain, so indoors.",
    52: "Talked with Bo about the warm-up.",
    66: "First time without a break.",
    75: "Legs heavy, head clear.",
}

BODY_NOTES = ("Warm feet, easy breath.", "", "The stairs home were nothing.", "Shoulders loose after the hill.")


class Diary:
    """Writes one person's demo entries up to this moment on their own clock."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.now = person.local_now()
        monday = monday_of(self.now.date())
        self.first = monday - timedelta(weeks=WEEKS - 1)

    def write(self) -> None:
        """Everything, oldest first, so that wins are found as they would have been."""
        self.write_exercises()
        for number, day in enumerate(self.days()):
            self.write_night(number, day)
            self.write_training(number, day)
            self.write_moods(number, day)
        self.write_template()
        self.write_pause()
        self.mark_wins()
        for week in range(WEEKS - 1):
            self.write_sleep_week(week)
        for week, quality in ((1, 2), (6, 1)):
            self.write_psqi(self.first + timedelta(weeks=week), quality)
        PsqiDraft.objects.update_or_create(person=self.person, defaults={"answers": BEGUN})
        Measures(self.person, list(self.days()), self.name, self.now).write()

    def write_exercises(self) -> None:
        """One that no list has, and one that the list has under another name: it waits to be merged."""
        for name, pattern in ((SANDBAG, "hinge"), (SQUAT, "squat")):
            data = {"name": name, "pattern": pattern, "increment_kg": "2.5", "low_impact": True}
            key = self.name(f"exercise {name}", self.first)
            actions.save_own_exercise(person=self.person, object_id=key, data=data)

    def days(self) -> Iterator[date]:
        """Every day from the first Monday to today."""
        day = self.first
        while day <= self.now.date():
            yield day
            day += timedelta(days=1)

    def name(self, kind: str, day: date, number: int = 0) -> UUID:
        """An entry's id, the same at every run."""
        return uuid5(NAMES, f"{self.person.pk}:{kind}:{day}:{number}")

    def at(self, day: date, clock: time) -> datetime:
        """A time of that day where the person lives."""
        return datetime.combine(day, clock, tzinfo=self.person.zone)

    def write_training(self, number: int, day: date) -> None:
        """Strength on Tuesdays, a jog on Thursdays, a long walk on Saturdays; week six was a quiet one."""
        week, weekday = divmod(number, 7)
        plan = {1: self.strength, 3: self.jog, 5: self.walk}.get(weekday)
        is_missed = week == 5 or (week, weekday) in {(2, 3), (7, 5)}
        if plan is None or is_missed:
            if weekday in {0, 6} and week % 3 != 1:
                actions.mark_rest_day(person=self.person, day=day)
            return
        body = plan(week, day)
        ended_at = body["started_at"] + timedelta(minutes=body["minutes"])
        if ended_at <= self.now:
            data = body | {"started_at": body["started_at"].isoformat()}
            row = actions.save_session(person=self.person, object_id=self.name("session", day), data=data)
            row.emotion_after_at = ended_at if row.emotion_after is not None else None
            row.save(update_fields=["emotion_after_at"])

    def strength(self, week: int, day: date) -> dict[str, Any]:
        """Loads grow by a step every second week."""
        step, squat = week // 2, "own_squats_with_a_bar" if week < 2 else "back_squat"
        sets = [{"exercise": squat, "kind": "warmup", "reps": 8, "load_kg": "20"}]
        sets += [{"exercise": squat, "reps": 5, "load_kg": str(40 + 2.5 * step), "rpe": 7 + week % 2}] * 3
        row = {"exercise": "row", "reps": 8 + week % 2, "load_kg": str(25 + 2.5 * (week // 3)), "superset": 1}
        plank = {"exercise": "plank", "seconds": 30 + 2 * week, "superset": 1}
        sets += [row | {"note": ROW_NOTE if week > 8 else ""}, row, row, plank, plank]
        if week % 3 == 2:
            sets += [{"exercise": "own_sandbag_to_shoulder", "reps": 6, "load_kg": str(15 + 2.5 * (week // 6))}] * 2
        sets += [{"exercise": "yoga_down_dog", "seconds": 30 + 5 * (week % 4), "pose_level": 1 + week // 4}]
        return self.session(week, day, time(18, 30), 45, "strength", 4 + week % 3) | {"sets": sets}

    def jog(self, week: int, day: date) -> dict[str, Any]:
        """The unbroken part grows by about a minute and a half a week."""
        seconds = 480 + 90 * week
        sets = [
            {"exercise": "walk_easy", "seconds": 300},
            {"exercise": "jog", "seconds": seconds, "distance_m": round(seconds * 2.2)},
            {"exercise": "walk_easy", "seconds": 300},
        ]
        body = self.session(week, day, time(7, 15), 10 + seconds // 60, "running", 5 + week % 2)
        by_zone = {"light": 10, "moderate": seconds // 60 - week // 2, "vigorous": week // 2}
        body |= {"avg_hr": 134 - week // 3, "max_hr": 152 + week % 5, "hr_zone_minutes": by_zone}
        return body | {"sets": sets, "distance_m": round(seconds * 2.2 + 900), "talk_test": "moderate"}

    def walk(self, week: int, day: date) -> dict[str, Any]:
        """With the family, never hard."""
        body = self.session(week, day, time(10, 0), 50 + 5 * (week % 4), "walking", 3)
        body |= {"body_note": BODY_NOTES[week % len(BODY_NOTES)]}
        return body | {"with_family": True, "distance_m": 4200 + 400 * (week % 4)}

    def session(self, week: int, day: date, clock: time, minutes: int, activity: str, rpe: int) -> dict[str, Any]:
        """What all sessions share; about two of three have an emotion before and after."""
        body = {"started_at": self.at(day, clock), "minutes": minutes, "activity": activity, "rpe": rpe}
        body |= {"confidence_next": min(9, 5 + week // 3)}
        if (week + day.weekday()) % 3:
            word = ("tense", "tired", "restless")[week % 3]
            before = 5 + week % 3
            body |= {"emotion_word": word, "emotion_before": before, "emotion_after": before - 1 - week % 3}
        return body | {"note": NOTES.get((day - self.first).days, "")}

    def write_template(self) -> None:
        """The last strength session, ready to start again."""
        newest = self.person.training_sessions.filter(activity="strength").newest_first().first()
        if newest:
            body = body_of_session(newest, TEMPLATE)
            actions.save_template(person=self.person, object_id=self.name("template", self.first), data=body)

    def write_moods(self, number: int, day: date) -> None:
        """One on most days, two on some, none on a few."""
        if number % 9 == 4:
            return
        clocks = [time(20, 10)] if number % 4 else [time(8, 5), time(21, 0)]
        for place, clock in enumerate(clocks):
            rated_at = self.at(day, clock)
            score = 5 + (number * 7 + place * 3) % 4 - (2 if number % 17 == 3 else 0) + (1 if number > 50 else 0)
            if rated_at <= self.now:
                data = {"rated_at": rated_at.isoformat(), "score": min(9, score), "note": NOTES.get(number + 1, "")}
                data |= {"tags": TAGS[(number + place) % len(TAGS)]}
                if number % 3 == place:
                    data |= {"energy": min(9, score + number % 3 - 1), "calm": 4 + number % 5}
                actions.save_mood(person=self.person, object_id=self.name("mood", day, place), data=data)

    def write_night(self, number: int, day: date) -> None:
        """Six nights of seven; bed time wanders by half an hour."""
        if number % 7 == 2:
            return
        bed = self.at(day - timedelta(days=1), time(22, 40)) + timedelta(minutes=number * 11 % 45)
        wake = self.at(day, time(6, 35)) + timedelta(minutes=number * 13 % 40)
        if wake + timedelta(minutes=15) > self.now:
            return
        data = {
            "day": day.isoformat(),
            "into_bed": bed.isoformat(),
            "tried_to_sleep": (bed + timedelta(minutes=15)).isoformat(),
            "sol_min": 10 + number * 5 % 25,
            "awakenings": number % 3,
            "waso_min": number % 3 * 12,
            "final_wake": wake.isoformat(),
            "out_of_bed": (wake + timedelta(minutes=10)).isoformat(),
            "quality": 5 + number * 3 % 4,
        }
        actions.save_night(person=self.person, object_id=self.name("night", day), data=data)

    def mark_wins(self) -> None:
        """A long run kept, a hold put aside."""
        for rule, mark in (("SW05", {"kept": True}), ("SW10", {"dismissed": True})):
            if win := self.person.small_wins.filter(rule=rule).order_by("day").first():
                mark_win(person=self.person, win=win, **mark)

    def write_pause(self) -> None:
        """The quiet sixth week was a journey."""
        monday = self.first + timedelta(weeks=5)
        data = {"day": monday.isoformat(), "ended_on": (monday + timedelta(days=6)).isoformat(), "reason": "travel"}
        actions.save_pause(person=self.person, object_id=self.name("pause", monday), data=data)

    def write_sleep_week(self, week: int) -> None:
        """Its own word for most weeks, on their Sunday."""
        if week % 5 != 3:
            sunday = self.first + timedelta(days=7 * week + 6)
            data = {"day": sunday.isoformat(), "score": 5 + week * 3 % 4}
            actions.save_sleep_week(person=self.person, object_id=self.name("sleep-week", sunday), data=data)

    def write_psqi(self, day: date, quality: int) -> None:
        """A sheet filled in by its short names."""
        answers = ANSWERS | {"bed_time": "23:00", "rise_time": "06:50", "latency_min": 15 + 10 * quality}
        answers |= {"sleep_min": 420 - 20 * quality, "quality": quality, "medication": 0}
        answers |= {"awake_trouble": 0, "enthusiasm": quality - 1, "d_j_reason": False}
        data = {"taken_on": day.isoformat(), "answers": answers, "provenance": "short_names"}
        actions.save_psqi(person=self.person, object_id=self.name("psqi", day), data=data)
