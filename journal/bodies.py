"""Entries as the API reads them, in a constant number of queries. The trash and the export keep the same form."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from core.compiled import Compiled
from core.dates import at_offset
from core.lookups import Ids
from journal import psqi, win_marks, win_texts
from journal.heart_rate_rules import minutes_body
from journal.load_units import Units
from journal.models import (
    Measurement,
    MoodRating,
    OwnExercise,
    Pause,
    PsqiSheet,
    RestDay,
    SessionTemplate,
    SleepDiaryEntry,
    SleepWeekRating,
    SmallWin,
    TrainingSession,
    TrainingSet,
)
from journal.sleep import rounded
from journal.wins_facts import is_own

SET_COLUMNS = ("exercise", "kind", "reps", "load_kg", "seconds", "distance_m", "rpe", "pose_level", "superset", "note")
SETS_OF = Compiled(
    lambda sessions: (
        TrainingSet.objects.filter(session_id__among=sessions)
        .order_by("session_id", "position")
        .values_list("session_id", *SET_COLUMNS)
    ),
    sessions=Ids(),
)


def of_sessions(person: User, rows: Sequence[TrainingSession]) -> list[dict[str, Any]]:
    """Sessions with sets and wins: two queries for all of them, none for rows that carry both."""
    sets: dict[UUID, list[dict[str, Any]]] = {row.pk: [] for row in rows}
    wins: dict[UUID, list[SmallWin]] = {row.pk: [] for row in rows}
    ids = []
    for row in rows:
        if "sets" in getattr(row, "_prefetched_objects_cache", {}):
            sets[row.pk] = [_set([getattr(one, name) for name in SET_COLUMNS]) for one in row.sets.all()]
            wins[row.pk] = list(row.wins.all())  # type: ignore[attr-defined]
        else:
            ids.append(row.pk)
    if ids:
        for session_id, *values in SETS_OF.rows(sessions=ids):
            sets[session_id].append(_set(values))
        for win in win_marks.wins_of_sessions(person, ids):
            wins[win.session_id].append(win)
    told = iter(of_wins(person, [win for row in rows for win in wins[row.pk]]))
    return [_session(row, sets[row.pk], [next(told) for _ in wins[row.pk]]) for row in rows]


def without_wins(row: TrainingSession) -> dict[str, Any]:
    """One session with the sets that it carries, or else those that are stored: what its owner wrote of it."""
    if "sets" in getattr(row, "_prefetched_objects_cache", {}):
        sets = [[getattr(one, name) for name in SET_COLUMNS] for one in row.sets.all()]  # type: ignore[attr-defined]
    else:
        sets = [values for _session_id, *values in SETS_OF.rows(sessions=[row.pk])]
    told = _session(row, [_set(values) for values in sets], [])
    del told["wins"]
    return told


def of_wins(person: User, wins: Sequence[SmallWin]) -> list[dict[str, Any]]:
    """Wins with their sentence in the person's language."""
    shared = win_marks.shared_among(person, [win.pk for win in wins if not hasattr(win, "is_shared")])
    names, units = own_names(person, (win.exercise for win in wins)), Units.of(person)
    return [
        {
            "id": str(win.pk),
            "rule": win.rule,
            "kind": win.kind,
            "session": str(win.session_id) if win.session_id else None,
            "day": win.day.isoformat(),
            "exercise": win.exercise or None,
            "old": _number(win.old),
            "new": _number(win.new),
            "text": win_texts.text(win, person.language, units=units, exercise_name=names.get(win.exercise, "")),
            "shared": win.pk in shared or getattr(win, "is_shared", False),
            "dismissed": win.is_dismissed,
            "kept": win.is_kept,
        }
        for win in wins
    ]


def own_names(person: User, slugs: Iterable[str]) -> dict[str, str]:
    """Slug -> name of those that are the person's own exercises; asks only when there is one."""
    missing = {slug for slug in slugs if is_own(slug)}
    return dict(person.own_exercises.filter(slug__in=missing).values_list("slug", "name")) if missing else {}


def of_mood(row: MoodRating) -> dict[str, Any]:
    """One mood rating."""
    return {
        "id": str(row.pk),
        "rated_at": _instant(row.rated_at, row.utc_offset),
        "score": row.score,
        "energy": row.energy,
        "calm": row.calm,
        "tags": row.tags,
        "note": row.note,
        "day": row.day.isoformat(),
    }


def of_rest_day(row: RestDay) -> dict[str, Any]:
    """One day of rest."""
    return {"id": str(row.pk), "day": row.day.isoformat()}


def of_pause(row: Pause) -> dict[str, Any]:
    """One pause."""
    return {
        "id": str(row.pk),
        "day": row.day.isoformat(),
        "ended_on": row.ended_on and row.ended_on.isoformat(),
        "reason": row.reason,
        "symptoms": row.symptoms,
    }


def of_night(row: SleepDiaryEntry) -> dict[str, Any]:
    """One night with its derived figures."""
    return {
        "id": str(row.pk),
        "day": row.day.isoformat(),
        "into_bed": _instant(row.into_bed, row.bed_utc_offset),
        "tried_to_sleep": _instant(row.tried_to_sleep, row.bed_utc_offset),
        "sol_min": row.sol_min,
        "awakenings": row.awakenings,
        "waso_min": row.waso_min,
        "final_wake": _instant(row.final_wake, row.utc_offset),
        "out_of_bed": _instant(row.out_of_bed, row.utc_offset),
        "quality": row.quality,
        "note": row.note,
        "time_in_bed_min": _minutes(row.time_in_bed_min),
        "total_sleep_min": _minutes(row.total_sleep_min),
        "sleep_efficiency": efficiency(row),
        "mid_sleep": None if row.mid_sleep_min is None else "{:02d}:{:02d}".format(*divmod(int(row.mid_sleep_min), 60)),
    }


def of_sleep_week(row: SleepWeekRating) -> dict[str, Any]:
    """One week's own word for its sleep."""
    return {"id": str(row.pk), "day": row.day.isoformat(), "score": row.score}


def efficiency(row: SleepDiaryEntry) -> float | None:
    """Per cent of the time in bed that was slept, one decimal."""
    if row.total_sleep_min is None or not row.time_in_bed_min:
        return None
    return rounded(100 * row.total_sleep_min / row.time_in_bed_min, 1)


def of_psqi(row: PsqiSheet) -> dict[str, Any]:
    """One sheet: raw answers (null for a score entered directly), components and global score."""
    low, high = _tidy(row.latency_low_min), _tidy(row.latency_high_min)
    answers: dict[str, Any] = {
        "bed_time": _clock(row.bed_time),
        "rise_time": _clock(row.rise_time),
        "latency_min": low if low == high and "latency_range_midpoint" not in row.flags else [low, high],
    }
    answers |= {name: getattr(row, name) for name in psqi.FIELDS if name not in answers}
    is_direct = row.global_score is not None or any(getattr(row, name) is not None for name in psqi.COMPONENTS)
    is_direct = is_direct and all(value is None or value is False for value in answers.values())
    return {
        "id": str(row.pk),
        "taken_on": row.taken_on.isoformat(),
        "provenance": row.provenance,
        "answers": None if is_direct else answers,
        "components": {name: getattr(row, name) for name in psqi.COMPONENTS},
        "global_score": row.global_score,
        "flags": row.flags,
        "scoring_version": row.scoring_version,
    }


def of_measurement(row: Measurement) -> dict[str, Any]:
    """One measurement in its stored unit."""
    return {
        "id": str(row.pk),
        "measured_at": _instant(row.measured_at, row.utc_offset),
        "kind": row.kind,
        "value": _number(row.value),
        "unit": row.unit,
        "systolic": row.systolic,
        "diastolic": row.diastolic,
        "pulse": row.pulse,
        "is_below_detection": row.is_below_detection,
        "laboratory": row.laboratory,
        "fasting": row.fasting or None,
        "had_infection": row.had_infection,
        "hours_since_hard": row.hours_since_hard,
        "day": row.day.isoformat(),
    }


def of_own_exercise(row: OwnExercise) -> dict[str, Any]:
    """One exercise of the person's own."""
    return {
        "id": str(row.pk),
        "slug": row.slug,
        "name": row.name,
        "activity": row.activity,
        "pattern": row.pattern,
        "unit": row.unit,
        "increment_kg": _number(row.increment_kg),
        "low_impact": row.is_low_impact,
        "hidden": row.is_hidden,
        "merged_into": row.merged_into or None,
    }


def of_template(row: SessionTemplate) -> dict[str, Any]:
    """One template of a session."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "activity": row.activity,
        "minutes": row.minutes,
        "sets": row.sets,
    }


def _session(row: TrainingSession, sets: list[dict[str, Any]], wins: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "started_at": _instant(row.started_at, row.utc_offset),
        "day": row.day.isoformat(),
        "minutes": row.minutes,
        "activity": row.activity,
        "title": row.title,
        "rpe": row.rpe,
        "talk_test": row.talk_test or None,
        "emotion_word": row.emotion_word or None,
        "emotion_before": row.emotion_before,
        "emotion_after": row.emotion_after,
        "emotion_after_at": _instant(row.emotion_after_at, row.utc_offset),
        "confidence_next": row.confidence_next,
        "pain": row.pain,
        "pain_place": row.pain_place or None,
        "pain_changes_movement": row.pain_changes_movement,
        "distance_m": row.distance_m,
        "avg_hr": row.avg_hr,
        "max_hr": row.max_hr,
        "hr_zone_minutes": minutes_body(row),
        "note": row.note,
        "body_note": row.body_note,
        "with_family": row.with_family,
        "group": str(row.group) if row.group else None,
        "planned_session": str(row.planned_session) if row.planned_session else None,
        "sets": sets,
        "load": row.load,
        "intensity": row.intensity,
        "moderate_equivalent_minutes": row.moderate_equivalent_minutes,
        "wins": wins,
    }


def _set(values: Sequence[Any]) -> dict[str, Any]:
    body = dict(zip(SET_COLUMNS, values, strict=True))
    return body | {"load_kg": _number(body["load_kg"]), "rpe": _number(body["rpe"])}


def _instant(value: datetime | None, offset: int) -> str | None:
    return None if value is None else at_offset(value, offset).isoformat()


def _number(value: Decimal | None) -> float | int | None:
    return None if value is None else _tidy(float(value))


def _tidy(value: float | None) -> float | int | None:
    """Whole numbers without a point."""
    return None if value is None else int(value) if value == int(value) else value


def _minutes(value: float | None) -> float | int | None:
    """Derived minutes, to one decimal where they are not whole."""
    return None if value is None else _tidy(rounded(value, 1))


def _clock(value: time | str | None) -> str | None:
    return None if value is None else value[:5] if isinstance(value, str) else value.strftime("%H:%M")


def merged(body: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body with some fields or answers changed; where an instant says the day of a night, the day follows it."""
    whole = body | dict(changes)
    old, new = body.get("answers"), changes.get("answers")
    if isinstance(old, dict) and isinstance(new, dict):
        whole["answers"] = old | new
    if "day" not in changes and (whole.get("final_wake") or whole.get("out_of_bed")):
        del whole["day"]
    return whole
