"""What an entry may hold: the same rules for the API, the pages and imports (SPEC 9).

Each `clean_*` takes a body with the names of the API, from JSON, a form or a CSV row, and gives the columns of the row,
derived ones included. It raises ValidationError with a message per field; a set's field is named `sets.2.reps`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal import psqi, sleep, training_load
from journal.fields import (
    Choice,
    Day,
    Errors,
    Field,
    Flag,
    Identifier,
    Instant,
    Number,
    Text,
    Whole,
    Words,
    raise_if,
    read_all,
    refusal,
    unknown_id,
)
from journal.heart_rate_rules import HEART_RATE_FIELDS, zone_columns, zone_minutes
from journal.models import Activity, EmotionWord, Intensity, OwnExercise, PainPlace, PsqiSheet
from journal.set_rules import clean_sets

NOTE = 4000
SUNDAY = 7
TEN: dict[str, Any] = {"low": 0, "high": 10}

SESSION_FIELDS: dict[str, Field] = {
    "started_at": Instant(is_required=True),
    "minutes": Whole(low=1, high=900, is_required=True),
    "activity": Choice(choices=tuple(Activity.values), is_required=True),
    "title": Text(max_length=120),
    "rpe": Whole(**TEN, help="Effort of the whole session"),
    "talk_test": Choice(choices=tuple(Intensity.values)),
    "emotion_word": Choice(choices=tuple(EmotionWord.values)),
    "emotion_before": Whole(**TEN),
    "emotion_after": Whole(**TEN),
    "confidence_next": Whole(**TEN),
    "pain": Whole(**TEN),
    "pain_place": Choice(choices=tuple(PainPlace.values)),
    "pain_changes_movement": Flag(help="The pain changed how the person moved"),
    "distance_m": Whole(low=0, high=200_000),
    "avg_hr": Whole(low=30, high=240),
    "max_hr": Whole(low=30, high=240),
    **HEART_RATE_FIELDS,
    "note": Text(max_length=NOTE),
    "body_note": Text(max_length=NOTE, help="What the body felt and could do"),
    "with_family": Flag(),
    "group": Identifier(help="One of the person's own groups, with which the session was done"),
    "planned_session": Identifier(help="The task of a plan from which the session was started"),
}
group_tests: list[Callable[[User, UUID], bool]] = []
group_lists: list[Callable[[User], list[tuple[UUID, str]]]] = []
planned_tests: list[Callable[[User, UUID], bool]] = []
"""Filled by the layers of groups and plans, which this one does not know."""
WELLBEING_FIELDS = ("emotion_word", "emotion_before", "emotion_after", "confidence_next", "note", "body_note")
MOOD_FIELDS: dict[str, Field] = {
    "rated_at": Instant(is_required=True),
    "score": Whole(**TEN, is_required=True),
    "energy": Whole(**TEN),
    "calm": Whole(**TEN),
    "tags": Words(limit=20, max_length=40, empty=()),
    "note": Text(max_length=NOTE),
}
NIGHT_FIELDS: dict[str, Field] = {
    "day": Day(help="The local date of waking; may be left out when final_wake is given"),
    "into_bed": Instant(),
    "tried_to_sleep": Instant(),
    "sol_min": Whole(low=0, high=720, help="Minutes to fall asleep"),
    "awakenings": Whole(low=0, high=200),
    "waso_min": Whole(low=0, high=720, help="Minutes awake during the night"),
    "final_wake": Instant(),
    "out_of_bed": Instant(),
    "quality": Whole(**TEN),
    "note": Text(max_length=NOTE),
}
PSQI_FIELDS: dict[str, Field] = {
    "taken_on": Day(is_required=True),
    "provenance": Choice(choices=tuple(PsqiSheet.Provenance.values)),
}
SLEEP_WEEK_FIELDS: dict[str, Field] = {
    "day": Day(is_required=True, help="The Sunday of the week"),
    "score": Whole(**TEN, is_required=True, help="Sleep of the last seven nights, 0 very poor to 10 excellent"),
}
EXERCISE_FIELDS: dict[str, Field] = {
    "name": Text(max_length=80, is_required=True),
    "activity": Choice(choices=tuple(Activity.values), empty=Activity.STRENGTH.value),
    "pattern": Choice(
        choices=(*sorted(training_load.MOVEMENT_PATTERNS), "aerobic", "mindbody", "mobility", "other"), empty="other"
    ),
    "unit": Choice(choices=("load", "reps", "time", "distance", "hold", "level"), empty="load"),
    "increment_kg": Number(low=0, high=50),
    "low_impact": Flag(help="Without jumps and landings"),
    "hidden": Flag(help="Not offered when an exercise is chosen"),
}
WIN_FIELDS: dict[str, Field] = {
    "dismissed": Flag(empty=None),  # type: ignore[arg-type]
    "kept": Flag(empty=None),  # type: ignore[arg-type]
    "shared": Flag(empty=None),  # type: ignore[arg-type]
}

NIGHT_REASONS = {
    "out_of_order": _("This is before the instant that comes before it in a night."),
    "awake_exceeds_sleep_period": _("The minutes awake exceed the time between trying to sleep and waking."),
    "in_bed_over_16_h": _("This is more than 16 hours after going to bed."),
}


class ConsentMissing(Exception):
    """Data of this category may not be stored: the person has not agreed to it."""

    def __init__(self, category: str) -> None:
        self.category = category
        super().__init__(f"Consent for {category} has not been given.")


def is_own_group(person: User, group: UUID) -> bool:
    """Whether the person takes part in a group of this id."""
    return any(test(person, group) for test in group_tests)


def own_groups(person: User) -> list[tuple[UUID, str]]:
    """Id and name of the groups that the person takes part in."""
    return [group for groups in group_lists for group in groups(person)]


def without_strange_ids(person: User, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A kept or imported body of a session without a group that the person is not in, or a task that is not theirs."""
    tests: dict[str, Callable[[UUID], bool]] = {
        "group": lambda group: is_own_group(person, group),
        "planned_session": lambda task: any(test(person, task) for test in planned_tests),
    }
    strange: dict[str, None] = {}
    for name, is_own in tests.items():
        try:
            known = is_own(SESSION_FIELDS[name].read(body.get(name), person.zone))
        except ValidationError:
            known = False
        if not known:
            strange[name] = None
    return {**body, **strange}


def clean_session(person: User, data: Mapping[str, Any], *, own: Sequence[OwnExercise] | None = None) -> dict[str, Any]:
    """Columns of a training session, and `sets`: None when the body says nothing of them.

    `own`, the rows of the person's own exercises, saves the look-up.
    """
    values, errors = read_all(SESSION_FIELDS, data, person.zone)
    values |= zone_columns(person, values, errors)
    if values["group"] and not is_own_group(person, values["group"]):
        errors["group"] = [unknown_id()]
    if (task := values["planned_session"]) and not any(test(person, task) for test in planned_tests):
        errors["planned_session"] = [unknown_id()]
    raw_sets = data.get("sets")
    values["sets"] = None if raw_sets is None else clean_sets(person, raw_sets, errors, own)
    raise_if(errors)
    return values | local_columns(values["started_at"])


def clean_rated_at(person: User, body: Mapping[str, Any]) -> datetime | None:
    """When the feeling after was rated, of a kept or exported body; no other body can say it."""
    values, errors = read_all({"emotion_after_at": Instant(), "emotion_after": Whole(**TEN)}, body, person.zone)
    raise_if(errors)
    return None if values["emotion_after"] is None else values["emotion_after_at"]


def session_figures(person: User, values: Mapping[str, Any], patterns: list[tuple[str, str]]) -> dict[str, Any]:
    """The derived columns of a session; `patterns` holds (movement pattern, kind) of its sets."""
    activity, minutes = values["activity"], values["minutes"]
    intensity, moderate, vigorous = training_load.intensity_and_minutes(
        activity,
        minutes,
        rpe=values["rpe"],
        talk_test=values["talk_test"] or None,
        zones=zone_minutes(person, values),
    )
    return {
        "intensity": intensity,
        "moderate_minutes": moderate,
        "vigorous_minutes": vigorous,
        "is_resistance": training_load.is_resistance(activity, minutes, patterns),
    }


def session_categories(values: Mapping[str, Any], existing: Any = None) -> list[str]:
    """The consents a session needs: well-being only for what it newly holds of it."""
    held = {name for name in WELLBEING_FIELDS if values[name] not in (None, "")}
    new = {name for name in held if existing is None or getattr(existing, name) != values[name]}
    notes = {one["note"] for one in values["sets"] or [] if one["note"]}
    if notes and existing is not None:
        notes -= set(existing.sets.exclude(note="").values_list("note", flat=True))
    return ["training", "wellbeing"] if new or notes else ["training"]


def clean_mood(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a mood rating."""
    values, errors = read_all(MOOD_FIELDS, data, person.zone)
    raise_if(errors)
    return values | local_columns(values["rated_at"])


def clean_night(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a night; its day is the local date of waking. Unlikely ones are accepted, impossible ones refused."""
    values, errors = read_all(NIGHT_FIELDS, data, person.zone)
    wake = values["final_wake"] or values["out_of_bed"]
    if wake and values["day"] and values["day"] != wake.date():
        errors["day"] = [refusal(_("The day of a night is the local date of waking."), "not_the_day_of_waking")]
    elif not wake and not values["day"] and "day" not in errors:
        errors["day"] = [refusal(_("This field is required."), "required")]
    raise_if(errors)
    figures = sleep.derive(SimpleNamespace(**values))
    raise_if({name: [refusal(NIGHT_REASONS[code], code)] for name, code in figures.errors.items()})
    bed = values["into_bed"] or values["tried_to_sleep"] or wake
    evening = _minutes_of(bed) if bed else 0
    return values | {
        "day": values["day"] or wake.date(),
        "utc_offset": _minutes_of(wake) if wake else evening,
        "bed_utc_offset": evening,
        "mid_sleep_min": figures.mid_sleep_min,
        **_unrounded(values),
    }


def clean_sleep_week(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a week's own word for its sleep; the week is named by its Sunday."""
    values, errors = read_all(SLEEP_WEEK_FIELDS, data, person.zone)
    if values["day"] and values["day"].isoweekday() != SUNDAY:
        errors["day"] = [refusal(_("A week of sleep is named by its Sunday."), "not_a_sunday")]
    elif values["day"] and values["day"] > person.today() + timedelta(days=1):
        errors["day"] = [refusal(_("This day has not come yet."), "future")]
    raise_if(errors)
    return values


def clean_psqi(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a PSQI sheet, from answers or from a score worked out elsewhere."""
    values, errors = read_all(PSQI_FIELDS, data, person.zone)
    answers = data.get("answers")
    if answers is not None:
        scored = _scored_answers(answers, values["provenance"], errors)
    else:
        scored = _scored_directly(data, errors)
    if values["taken_on"] and values["taken_on"] > person.today() + timedelta(days=1):
        errors["taken_on"] = [refusal(_("This day has not come yet."), "future")]
    raise_if(errors)
    default = PsqiSheet.Provenance.DIRECT_SCORE if answers is None else PsqiSheet.Provenance.SHORT_NAMES
    return values | scored | {"provenance": values["provenance"] or default.value}


def clean_exercise(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of an own exercise."""
    values, errors = read_all(EXERCISE_FIELDS, data, person.zone)
    raise_if(errors)
    return values | {"is_low_impact": values.pop("low_impact"), "is_hidden": values.pop("hidden")}


def clean_rest_day(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """The one column of a rest day."""
    values, errors = read_all({"day": Day(is_required=True)}, data, person.zone)
    raise_if(errors)
    return values


def clean_win_flags(person: User, data: Mapping[str, Any]) -> dict[str, bool | None]:
    """`dismissed`, `kept` and `shared` of a win; None where the body says nothing."""
    values, errors = read_all(WIN_FIELDS, data, person.zone)
    raise_if(errors)
    return values


def clean_day(text: Any) -> date:
    """A day of an address or body."""
    return Day().read(text, None)  # type: ignore[arg-type]


def local_columns(instant: datetime) -> dict[str, Any]:
    """The local day of an instant in the offset it carries."""
    return {"day": instant.date(), "utc_offset": _minutes_of(instant)}


def _minutes_of(instant: datetime) -> int:
    return int(instant.utcoffset().total_seconds() // 60)  # type: ignore[union-attr]


def _unrounded(values: Mapping[str, Any]) -> dict[str, float | None]:
    """Minutes in bed and asleep as they are averaged later."""
    bed, up, tried, wake = (values[name] for name in ("into_bed", "out_of_bed", "tried_to_sleep", "final_wake"))
    in_bed = (up - bed).total_seconds() / 60 if bed and up else None
    total = None
    if tried and wake and values["sol_min"] is not None and values["waso_min"] is not None:
        total = (wake - tried).total_seconds() / 60 - values["sol_min"] - values["waso_min"]
    return {"time_in_bed_min": in_bed, "total_sleep_min": total}


def _scored_answers(answers: Any, provenance: str, errors: Errors) -> dict[str, Any]:
    if not isinstance(answers, Mapping):
        errors["answers"] = [refusal(_("Use an object of answers."), "invalid")]
        return {}
    if provenance == PsqiSheet.Provenance.DIRECT_SCORE:
        errors["provenance"] = [refusal(_("A sheet with answers is no direct score."), "invalid_choice")]
    scored = psqi.score(answers)
    for wrong in scored.errors:
        errors.setdefault(f"answers.{wrong.field}", []).append(refusal(wrong.message, wrong.code))
    if errors:
        return {}
    latency = answers.get("latency_min")
    low, high = (latency, latency) if not isinstance(latency, list | tuple) else latency
    kept = {name: answers.get(name) for name in psqi.FIELDS if name != "latency_min"}
    kept |= {"latency_low_min": low, "latency_high_min": high, "d_j_reason": bool(kept["d_j_reason"])}
    return kept | _columns(scored)


def _scored_directly(data: Mapping[str, Any], errors: Errors) -> dict[str, Any]:
    components = data.get("components")
    if components is not None and not isinstance(components, Mapping):
        errors["components"] = [refusal(_("Use an object with c1 to c7."), "invalid")]
        return {}
    scored = psqi.direct(components, data.get("global_score"))
    for wrong in scored.errors:
        name = wrong.field if wrong.field == "global_score" else f"components.{wrong.field}"
        errors.setdefault(name, []).append(refusal(wrong.message, wrong.code))
    empty = {name: None for name in psqi.FIELDS if name not in ("latency_min", "d_j_reason")}
    return empty | {"latency_low_min": None, "latency_high_min": None, "d_j_reason": False} | _columns(scored)


def _columns(scored: psqi.PsqiScore) -> dict[str, Any]:
    return dict(scored.components) | {
        "global_score": scored.global_score,
        "flags": list(scored.flags),
        "scoring_version": scored.scoring_version,
    }
