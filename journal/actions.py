"""What changes the journal. The API, the pages and the imports all write through here.

Every `save_*` validates the body (names of the API), checks the consents it needs, creates or replaces the row, and
keeps what is derived from it. ValidationError, ConsentMissing and EntryConflict leave nothing stored.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.bulk import insert_new, insert_row
from core.uuid7 import uuid7
from journal import bodies, catalogue, versions, wins_days_log, wins_log
from journal.care_check import wake
from journal.exercise_effects import recount_resistance
from journal.exercise_merging import is_used, logged
from journal.fields import refusal
from journal.models import (
    DeletedEntry,
    Measurement,
    MoodRating,
    OwnExercise,
    Pause,
    PsqiSheet,
    RestDay,
    SessionTemplate,
    SleepDiaryEntry,
    SleepWeekRating,
    TrainingSession,
    TrainingSet,
)
from journal.night_changes import tell_nights_changed
from journal.pause_fields import clean_pause, pause_categories
from journal.pauses import overlap
from journal.session_templates import clean_template
from journal.trash import discard
from journal.validation import (
    ConsentMissing,
    clean_exercise,
    clean_mood,
    clean_night,
    clean_psqi,
    clean_rated_at,
    clean_rest_day,
    clean_session,
    clean_sleep_week,
    session_categories,
    session_figures,
    without_strange_ids,
)
from journal.validation_measurement import clean_measurement, measurement_category
from journal.wins_facts import SetFacts

type Body = Mapping[str, Any]

PSQI_APART_DAYS = 28

on_sessions_changed: list[Callable[[User, set[date]], None]] = []
"""Upper layers put functions here when they start: the days on which sessions were written, moved or deleted."""


class EntryConflict(Exception):
    """The write contradicts an entry that is there: `message` says how, for the person."""

    def __init__(self, message: Any) -> None:
        self.message = message
        super().__init__(message)


def save_session(
    *, person: User, object_id: UUID, data: Body, existing: TrainingSession | None = None
) -> TrainingSession:
    """Creates or replaces a session with its sets (`sets` of None: the stored ones stay) and corrects the small wins.

    The row carries its sets and wins, as if prefetched.
    """
    values = clean_session(person, data)
    require_consents(person, session_categories(values, existing))
    sets, was = values.pop("sets"), wins_log.place_of(existing) if existing else None
    if sets is None and existing:
        data = {"sets": [{name: getattr(one, name) for name in bodies.SET_COLUMNS} for one in existing.sets.all()]}
        sets = clean_session(person, bodies.of_sessions(person, [existing])[0] | data)["sets"]
    figures = session_figures(person, values, [(one["pattern"], one["kind"]) for one in sets or []])
    figures["emotion_after_at"] = _rated_at(values["emotion_after"], existing)
    facts = [SetFacts(**{name: one[name] for name in SetFacts._fields}) for one in sets or []]
    with transaction.atomic(savepoint=False), versions.kept(person, existing):
        row = _written(TrainingSession, person, object_id, values | figures, existing)
        _write_sets(row, sets or [], is_new=existing is None)
        wins_log.update_wins(person=person, session=row, sets=facts, was=was)
        tell_sessions_changed(person, {row.day, was[0]} if was else {row.day})
    return row


def tell_sessions_changed(person: User, days: set[date]) -> None:
    """Lets the layers above follow; in the same transaction."""
    for follow in on_sessions_changed:
        follow(person, days)


def save_mood(*, person: User, object_id: UUID, data: Body, existing: MoodRating | None = None) -> MoodRating:
    """Creates or replaces a mood rating."""
    values = clean_mood(person, data)
    require_consents(person, ["wellbeing"])
    return _written(MoodRating, person, object_id, values, existing)


def save_night(
    *, person: User, object_id: UUID, data: Body, existing: SleepDiaryEntry | None = None
) -> SleepDiaryEntry:
    """Creates or replaces a night; a day has one."""
    values = clean_night(person, data)
    require_consents(person, ["sleep"])
    refusal = _("There is another night for this day.")
    days = {existing.day} if existing else set()
    row = _written_once_a_day(SleepDiaryEntry, person, object_id, values, existing, refusal)
    tell_nights_changed(person, days | {row.day})
    return row


def save_sleep_week(
    *, person: User, object_id: UUID, data: Body, existing: SleepWeekRating | None = None
) -> SleepWeekRating:
    """Creates or replaces how the sleep of a week was; a week has one."""
    values = clean_sleep_week(person, data)
    require_consents(person, ["sleep"])
    refusal = _("This week has its answer already.")
    return _written_once_a_day(SleepWeekRating, person, object_id, values, existing, refusal)


def save_psqi(*, person: User, object_id: UUID, data: Body, existing: PsqiSheet | None = None) -> PsqiSheet:
    """Creates or replaces a PSQI sheet, 28 days or more from every other one (it asks about the past month)."""
    values = clean_psqi(person, data)
    require_consents(person, ["sleep"])
    others = person.psqi_sheets.exclude(pk=object_id).values_list("taken_on", flat=True)
    if any(abs((values["taken_on"] - day).days) < PSQI_APART_DAYS for day in others):
        raise EntryConflict(_("Another sheet is less than 28 days away, and each one asks about the past month."))
    return _written(PsqiSheet, person, object_id, values, existing)


def save_measurement(*, person: User, object_id: UUID, data: Body, existing: Measurement | None = None) -> Measurement:
    """Creates or replaces a measurement, in the stored unit of its kind."""
    values = clean_measurement(person, data)
    require_consents(person, [measurement_category(values["kind"])])
    return _written(Measurement, person, object_id, values, existing)


def save_own_exercise(*, person: User, object_id: UUID, data: Body, existing: OwnExercise | None = None) -> OwnExercise:
    """Creates or changes an exercise of the person's own; its slug is made from the first name and stays."""
    values = clean_exercise(person, data)
    require_consents(person, ["training"])
    if existing is None:
        values["slug"] = _free_slug(person, str(data.get("slug") or ""), values["name"], object_id)
        return _written(OwnExercise, person, object_id, values, None)
    if values["unit"] != existing.unit and logged(person, existing.slug, values["unit"]).misfits:
        raise ValidationError({"unit": [refusal(_("Some sets of it do not hold what this counts."), "unit")]})
    has_moved = values["pattern"] != existing.pattern
    row = _written(OwnExercise, person, object_id, values, existing)
    if has_moved:
        recount_resistance(person=person, slugs=[row.slug])
        wins_log.recompute_wins(person=person)
    return row


@transaction.atomic
def delete_own_exercise(*, person: User, row: OwnExercise) -> DeletedEntry:
    """Deletes an exercise that nothing names; one that was used can be merged or hidden."""
    if is_used(person, row):
        raise EntryConflict(_("Sessions, templates or merged exercises name it. Merge it, or hide it."))
    return delete_entry(person=person, row=row)


@transaction.atomic
def save_pause(*, person: User, object_id: UUID, data: Body, existing: Pause | None = None) -> Pause:
    """Creates or replaces a pause; no other one may share a day with it."""
    values = clean_pause(person, data)
    require_consents(person, pause_categories(values, existing))
    User.objects.get_queryset().select_for_update(no_key=True).get(pk=person.pk)  # of two at once one waits
    others = person.pauses.exclude(pk=object_id).values_list("day", "ended_on")
    if any(overlap((values["day"], values["ended_on"]), other) for other in others):
        raise EntryConflict(_("Another pause covers one of these days."))
    changed = min(values["day"], existing.day) if existing else values["day"]
    row = _written(Pause, person, object_id, values, existing)
    wins_log.recompute_wins(person=person, since=changed)
    return row


def end_pause(*, person: User, row: Pause) -> Pause | None:
    """Training goes on today: yesterday was the last day. One that began today was a slip: it goes into the trash."""
    if row.day >= person.today():
        delete_entry(person=person, row=row)
        return None
    data = {"ended_on": person.today() - timedelta(days=1)}
    return amend_entry(person=person, row=row, data=data)  # type: ignore[no-any-return]


def save_template(
    *, person: User, object_id: UUID, data: Body, existing: SessionTemplate | None = None
) -> SessionTemplate:
    """Creates or replaces a template of a session."""
    values = clean_template(person, data)
    require_consents(person, ["training"])
    return _written(SessionTemplate, person, object_id, values, existing)


def mark_rest_day(*, person: User, day: date, object_id: UUID | None = None) -> RestDay:
    """The person chose to rest on this day; saying it twice is saying it once."""
    require_consents(person, ["training"])
    row = person.rest_days.filter(day=day).first()
    return row or RestDay.objects.create(pk=object_id or uuid7(), person=person, day=day)


def unmark_rest_day(*, person: User, day: date) -> bool:
    """Takes it back; whether there was one."""
    return bool(person.rest_days.filter(day=day).delete()[0])


@transaction.atomic
def delete_entry(*, person: User, row: models.Model) -> DeletedEntry:
    """Deletes an entry; its body stays in the trash for seven days."""
    resource = RESOURCE_OF[type(row)]
    deleted = discard(person=person, entry_id=row.pk, resource=resource, body=body_of(person, row))
    row.delete()
    if isinstance(row, TrainingSession | Pause):
        wins_log.recompute_wins(person=person, since=row.day)
    if isinstance(row, TrainingSession):
        tell_sessions_changed(person, {row.day})
    if isinstance(row, SleepDiaryEntry):
        tell_nights_changed(person, {row.day})
    wins_days_log.follow(person, wins_days_log.trace_of(row))
    return deleted


@transaction.atomic
def undo_delete(*, person: User, deleted_id: UUID) -> Any:
    """Brings back what was deleted, named by its DeletedEntry or its own id; None when the trash holds it no more."""
    named = models.Q(pk=deleted_id) | models.Q(entry_id=deleted_id)
    deleted = person.deleted_entries.filter(named, resource__in=SAVE, body__isnull=False).first()
    if deleted is None or deleted.body is None:
        return None
    existing = row_of(person, deleted.resource, deleted.entry_id)
    body = without_strange_ids(person, deleted.body) if "planned_session" in deleted.body else deleted.body
    row = existing or SAVE[deleted.resource](person=person, object_id=deleted.entry_id, data=body)
    if existing is None and isinstance(row, TrainingSession):
        row.emotion_after_at = clean_rated_at(person, body)
        row.save(update_fields=["emotion_after_at"])
    deleted.delete()
    return row


@transaction.atomic
def amend_entry(*, person: User, row: Any, data: Body) -> Any:
    """Changes the fields that `data` names and keeps the others."""
    resource = RESOURCE_OF[type(row)]
    whole = bodies.merged(body_of(person, row), data)
    return SAVE[resource](person=person, object_id=row.pk, data=whole, existing=row)


def body_of(person: User, row: Any) -> dict[str, Any]:
    """An entry as the API reads it; written back it gives the same entry."""
    return BODY[RESOURCE_OF[type(row)]](person, row)


def row_of(person: User, resource: str, object_id: UUID) -> Any:
    """The person's own row of a resource, or None."""
    return MODEL_OF[resource].objects.filter(person=person, pk=object_id).first()


def require_consents(person: User, categories: list[str]) -> None:
    """Nothing of a category is stored before its consent."""
    for category in categories:
        if not person.has_consent(category):
            raise ConsentMissing(category)


def _written[Row: models.Model](
    model: type[Row], person: User, object_id: UUID, values: dict[str, Any], existing: Row | None
) -> Row:
    """One INSERT or one UPDATE of named columns."""
    wake(person)
    was = wins_days_log.trace_of(existing)
    if existing is None:
        row = model(pk=object_id, person=person, **values)
        insert_row(row)
    else:
        row = existing
        touched = {"updated_at"} & {field.name for field in model._meta.fields}
        with versions.kept(person, None if model is TrainingSession else row):  # a session's also looks at its sets
            for name, value in values.items():
                setattr(row, name, value)
            row.save(update_fields={*values, *touched})
    wins_days_log.follow(person, was, wins_days_log.trace_of(row))
    return row


def _written_once_a_day[Row: models.Model](
    model: type[Row], person: User, object_id: UUID, values: dict[str, Any], existing: Row | None, refusal: Any
) -> Row:
    """The same where a day has one row at most, also when two devices write at once; the table has the last word."""
    others = model._default_manager.filter(person=person, day=values["day"]).exclude(pk=object_id)
    if others.exists():
        raise EntryConflict(refusal)
    try:
        with transaction.atomic():
            return _written(model, person, object_id, values, existing)
    except IntegrityError as error:
        if not others.exists():
            raise
        raise EntryConflict(refusal) from error


def _rated_at(emotion_after: int | None, existing: TrainingSession | None) -> datetime | None:
    """When the feeling after a session was rated: now, where it is a new or another one."""
    if emotion_after is None:
        return None
    is_known = existing is not None and existing.emotion_after == emotion_after
    return existing.emotion_after_at if existing and is_known else timezone.now()


def _write_sets(session: TrainingSession, sets: list[dict[str, Any]], *, is_new: bool) -> None:
    if not is_new:
        TrainingSet.objects.filter(session=session).delete()  # a row just saved carries its sets, which deletes none
    shared = {"person_id": session.person_id, "session_id": session.pk, "started_at": session.started_at}
    rows = [shared | _without_pattern(one) for one in sets]
    insert_new(TrainingSet, rows)
    queryset = TrainingSet.objects.none()
    queryset._result_cache = [TrainingSet(**row) for row in rows]  # the way prefetch_related leaves it, without keys
    session.__dict__.setdefault("_prefetched_objects_cache", {})["sets"] = queryset


def _without_pattern(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "pattern"}


def _free_slug(person: User, wanted: str, name: str, object_id: UUID) -> str:
    """The one it had before, else from the name where it has Latin letters; never one that is in use."""
    made = f"own_{slugify(wanted.removeprefix('own_') or name).replace('-', '_')}"[:50].rstrip("_")
    is_taken = catalogue.get(made) or person.own_exercises.filter(slug=made).exists()
    return made if made != "own" and not is_taken else f"{made}_{object_id.hex[-8:]}"


def _save_rest_day(*, person: User, object_id: UUID, data: Body, existing: Any = None) -> RestDay:
    return mark_rest_day(person=person, day=clean_rest_day(person, data)["day"], object_id=object_id)


MODEL_OF: dict[str, type[Any]] = {
    "training-sessions": TrainingSession,
    "mood-ratings": MoodRating,
    "rest-days": RestDay,
    "sleep-diary": SleepDiaryEntry,
    "sleep-weeks": SleepWeekRating,
    "psqi": PsqiSheet,
    "measurements": Measurement,
    "own-exercises": OwnExercise,
    "session-templates": SessionTemplate,
    "pauses": Pause,
}
RESOURCE_OF = {model: resource for resource, model in MODEL_OF.items()}
SAVE: dict[str, Callable[..., Any]] = {
    "training-sessions": save_session,
    "mood-ratings": save_mood,
    "rest-days": _save_rest_day,
    "sleep-diary": save_night,
    "sleep-weeks": save_sleep_week,
    "psqi": save_psqi,
    "measurements": save_measurement,
    "own-exercises": save_own_exercise,
    "session-templates": save_template,
    "pauses": save_pause,
}
BODY: dict[str, Callable[[User, Any], dict[str, Any]]] = {
    "training-sessions": lambda person, row: bodies.of_sessions(person, [row])[0],
    "mood-ratings": lambda person, row: bodies.of_mood(row),
    "rest-days": lambda person, row: bodies.of_rest_day(row),
    "sleep-diary": lambda person, row: bodies.of_night(row),
    "sleep-weeks": lambda person, row: bodies.of_sleep_week(row),
    "psqi": lambda person, row: bodies.of_psqi(row),
    "measurements": lambda person, row: bodies.of_measurement(row),
    "own-exercises": lambda person, row: bodies.of_own_exercise(row),
    "session-templates": lambda person, row: bodies.of_template(row),
    "pauses": lambda person, row: bodies.of_pause(row),
}
