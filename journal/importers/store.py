"""Stores the rows of files: validated as the API does, in batches, the same file twice being the same entries."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import batched
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Consent, User
from journal import actions, catalogue, validation, wins_days_log, wins_log
from journal.care_check import wake
from journal.care_questions import ASKED_WITH, clean_answer
from journal.exercise_settings import clean_setting
from journal.importers.sources import KINDS, Row, Source
from journal.models import CareAnswer, ExerciseSetting, OwnExercise, Pause, SmallWin, TrainingSession, TrainingSet
from journal.pause_fields import clean_pause, pause_categories
from journal.pauses import Span, overlap
from journal.session_templates import clean_template
from journal.validation_measurement import clean_measurement, measurement_category
from journal.wins_facts import Win

BATCH = 500
OWN_SLUG = re.compile(r"own_[\w-]{1,56}")
type Reader = Callable[[Mapping[str, Any]], tuple[dict[str, Any] | None, list[str]]]
"""From a body to its columns (None: there already) and the consents it needs; ValidationError refuses it."""
READERS: dict[str, Callable[[User], Reader]] = {}
"""How kinds of upper layers are read into one person's rows."""
MODELS: dict[str, type[Any]] = actions.MODEL_OF | {"exercise-settings": ExerciseSetting, "care-answers": CareAnswer}


def register_kind(kind: str, model: type[Any], reader: Callable[[User], Reader]) -> None:
    """Adds a kind of an upper layer."""
    MODELS[kind], READERS[kind] = model, reader
    KINDS.append(kind)


@dataclass(slots=True)
class Result:
    """What became of one file's rows."""

    name: str
    resource: str
    new: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    """Row number and reason; no reason repeats what the row said."""


class Refused(Exception):
    """This row is not stored."""


class Importer:
    """One import into one person's journal."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.own = {row.slug: row for row in person.own_exercises.all()}
        self.nights = set(person.sleep_diary.values_list("day", flat=True))
        self.sleep_weeks = set(person.sleep_weeks.values_list("day", flat=True))
        self.rest_days = set(person.rest_days.values_list("day", flat=True))
        self.pauses: list[Span] = list(person.pauses.values_list("day", "ended_on"))
        self.sheets = list(person.psqi_sheets.values_list("taken_on", flat=True))
        self.settings = set(person.exercise_settings.values_list("exercise", flat=True))
        self.answers = set(person.care_answers.values_list("question", flat=True))
        self.readers: dict[str, Reader] = {}
        self.first_day: date | None = None
        self.traces: list[wins_days_log.Trace | None] = []
        self.session_days: set[date] = set()

    def run(self, sources: Iterable[Source]) -> list[Result]:
        """Stores every file, then corrects the small wins once."""
        results = [self._file(source) for source in sources if source.resource != "wins"]
        wake(self.person)
        if self.first_day:
            wins_log.recompute_wins(person=self.person, since=self.first_day)
            actions.tell_sessions_changed(self.person, self.session_days)
        wins_days_log.follow(self.person, *self.traces)
        return results + [self._wins(source) for source in sources if source.resource == "wins"]

    def look(self, sources: Iterable[Source]) -> list[Result]:
        """What `run` would store and refuse; all of it is undone again."""
        with transaction.atomic():
            results = [self._file(source) for source in sources if source.resource != "wins"]
            transaction.set_rollback(True)
        return results

    def _file(self, source: Source) -> Result:
        result = Result(source.name, source.resource)
        for batch in batched(source.rows(), BATCH):
            with transaction.atomic():
                self._batch(source, batch, result)
        return result

    def _batch(self, source: Source, batch: Iterable[Row], result: Result) -> None:
        model = MODELS[source.resource]
        named = self._named(source, batch, result)
        ids = {key for given, derived, _row in named for key in (given, derived)}
        owners = dict(model._default_manager.filter(pk__in=ids).values_list("pk", "person_id"))
        rows: list[Any] = []
        sets: list[TrainingSet] = []
        for given, derived, row in named:
            if self.person.pk in (owners.get(given), owners.get(derived)):
                result.known += 1
                continue
            object_id = derived if given in owners else given
            try:
                built = self._built(source, object_id, row.body, sets)
            except Refused as error:
                result.refused.append((row.number, str(error)))
                continue
            owners[object_id] = self.person.pk
            if built is None:
                result.known += 1
            else:
                rows.append(built)
        model._default_manager.bulk_create(rows)
        TrainingSet.objects.bulk_create(sets, batch_size=1000)
        result.new += len(rows)

    def _named(self, source: Source, batch: Iterable[Row], result: Result) -> list[tuple[UUID, UUID, Row]]:
        """Each readable row with the id it came with and the one it gets where that is another person's."""
        named = []
        for row in batch:
            problem = row.problem
            text = row.body.get("id")
            if not text:
                text = f"{source.resource}:{json.dumps(row.body, sort_keys=True, default=str)}"
                given: UUID | None = uuid5(self.person.pk, text)
            else:
                given, problem = _uuid(text, problem)
            if problem or given is None:
                result.refused.append((row.number, problem))
            else:
                named.append((given, uuid5(self.person.pk, str(given)), row))
        return named

    def _built(self, source: Source, object_id: UUID, body: dict[str, Any], sets: list[TrainingSet]) -> Any:
        """The row to store; None when the person has it under another id."""
        try:
            values, categories = self._reader(source.resource)(body)
        except ValidationError as error:
            raise Refused(reasons_of(error)) from error
        for category in categories:
            if not self.person.has_consent(category):
                kind = Consent.Category(category).label.lower()
                raise Refused(_("consent for %(kind)s has not been given") % {"kind": kind})
        if values is None:
            return None
        model = MODELS[source.resource]
        of_session = (values.pop("sets", None) or []) if model is TrainingSession else []
        if "source" in {field.name for field in model._meta.fields}:
            values["source"] = source.origin
        row = model(pk=object_id, person=self.person, **values)
        self.traces.append(wins_days_log.trace_of(row))
        if isinstance(row, TrainingSession | Pause):
            self.first_day = min(row.day, self.first_day or row.day)
        if isinstance(row, TrainingSession):
            self.session_days.add(row.day)
            shared = {"person": self.person, "session": row, "started_at": row.started_at}
            sets += [TrainingSet(**shared, **{k: v for k, v in one.items() if k != "pattern"}) for one in of_session]
        return row

    def _reader(self, kind: str) -> Reader:
        if kind in READ:
            return partial(READ[kind], self)
        if kind not in self.readers:
            self.readers[kind] = READERS[kind](self.person)
        return self.readers[kind]

    # How each kind is read: its columns (None: there already) and the consents it needs

    def session(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        points_up = body.get("group") or body.get("planned_session")
        known = validation.without_strange_ids(self.person, body) if points_up else body
        values = validation.clean_session(self.person, known, own=list(self.own.values()))
        values["emotion_after_at"] = validation.clean_rated_at(self.person, body)
        pairs = [(one["pattern"], one["kind"]) for one in values["sets"] or []]
        return values | validation.session_figures(self.person, values, pairs), validation.session_categories(values)

    def mood(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        return validation.clean_mood(self.person, body), ["wellbeing"]

    def rest_day(self, body: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
        values = validation.clean_rest_day(self.person, body)
        is_known = values["day"] in self.rest_days
        self.rest_days.add(values["day"])
        return (None if is_known else values), ["training"]

    def night(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        values = validation.clean_night(self.person, body)
        if values["day"] in self.nights:
            raise Refused("day: " + _("There is another night for this day."))
        self.nights.add(values["day"])
        return values, ["sleep"]

    def sleep_week(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        values = validation.clean_sleep_week(self.person, body)
        if values["day"] in self.sleep_weeks:
            raise Refused("day: " + _("This week has its answer already."))
        self.sleep_weeks.add(values["day"])
        return values, ["sleep"]

    def sheet(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        values = validation.clean_psqi(self.person, body)
        if any(abs((values["taken_on"] - day).days) < actions.PSQI_APART_DAYS for day in self.sheets):
            raise Refused("taken_on: " + _("Another sheet is less than 28 days away."))
        self.sheets.append(values["taken_on"])
        return values, ["sleep"]

    def measurement(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        values = clean_measurement(self.person, body)
        return values, [measurement_category(values["kind"])]

    def pause(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        values = clean_pause(self.person, body)
        span = (values["day"], values["ended_on"])
        if any(overlap(span, other) for other in self.pauses):
            raise Refused("day: " + _("Another pause covers one of these days."))
        self.pauses.append(span)
        return values, pause_categories(values)

    def answer(self, body: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
        """To an own question behind support cards; what the person answered here stays."""
        values = clean_answer(self.person, body)
        is_known = values["question"] in self.answers
        self.answers.add(values["question"])
        return (None if is_known else values), ["wellbeing", ASKED_WITH[values["question"]]]

    def exercise(self, body: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
        """An own exercise keeps its slug, by which sets name it, and what it was merged into."""
        values = validation.clean_exercise(self.person, body)
        merged_into = str(body.get("merged_into") or "")
        values["merged_into"] = merged_into if len(merged_into) <= 60 and merged_into.isprintable() else ""
        slug = str(body.get("slug") or "")
        if not OWN_SLUG.fullmatch(slug) or catalogue.get(slug):
            raise Refused("slug: " + _("Own exercises have a slug that begins with own_."))
        is_known = slug in self.own
        self.own.setdefault(slug, OwnExercise(slug=slug, **values))
        return (None if is_known else values | {"slug": slug}), ["training"]

    def setting(self, body: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
        """Rest and bar of an exercise; what the person has set already stays."""
        values = clean_setting(self.person, body)
        slug = values["exercise"]
        if catalogue.get(slug) is None and slug not in self.own:
            raise Refused("exercise: " + _("This exercise is not in the catalogue, nor among your own."))
        is_known = slug in self.settings
        self.settings.add(slug)
        return (None if is_known else values), ["training"]

    def template(self, body: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        return clean_template(self.person, body, own=list(self.own.values())), ["training"]

    def _wins(self, source: Source) -> Result:
        """Wins are worked out from the log; only whether one was put away or kept is taken from the file."""
        result = Result(source.name, source.resource)
        marked: dict[str, set[UUID]] = {"dismissed": set(), "kept": set()}
        for row in source.rows():
            for mark, ids in marked.items():
                ids |= self._win_ids(row.body) if row.body.get(mark) is True else set()
            result.known += 1
        wins = SmallWin.objects.filter(person=self.person)
        wins.filter(pk__in=marked["kept"]).update(is_kept=True, is_dismissed=False)
        wins.filter(pk__in=marked["dismissed"]).update(is_dismissed=True, is_kept=False)
        return result

    def _win_ids(self, body: Mapping[str, Any]) -> set[UUID]:
        """What a win of the file may be called here: of a session with its own id or a new one, or of a day."""
        rule, exercise = str(body.get("rule")), str(body.get("exercise") or "")
        if given := _uuid(body.get("session"), "")[0]:
            return {uuid5(one, f"{rule}:{exercise}") for one in (given, uuid5(self.person.pk, str(given)))}
        try:
            day = date.fromisoformat(str(body.get("day")))
        except ValueError:
            return set()
        return {Win(rule, None, day, exercise, person=self.person.pk).id}


READ: dict[str, Callable[[Importer, Mapping[str, Any]], tuple[dict[str, Any] | None, list[str]]]] = {
    "own-exercises": Importer.exercise,
    "session-templates": Importer.template,
    "exercise-settings": Importer.setting,
    "training-sessions": Importer.session,
    "mood-ratings": Importer.mood,
    "rest-days": Importer.rest_day,
    "sleep-diary": Importer.night,
    "sleep-weeks": Importer.sleep_week,
    "psqi": Importer.sheet,
    "measurements": Importer.measurement,
    "pauses": Importer.pause,
    "care-answers": Importer.answer,
}


def reasons_of(error: ValidationError) -> str:
    """`minutes: Use a whole number from 1 to 900.` for each field."""
    return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())


def _uuid(text: Any, problem: str) -> tuple[UUID | None, str]:
    try:
        return UUID(str(text)), problem
    except ValueError:
        return None, "id: " + _("Use a UUID.")
