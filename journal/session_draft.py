"""A session while it is being written: read from the form or from what is stored, changed by its buttons, saved."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from core.dates import at_offset
from core.pwa import browser_name
from core.uuid7 import uuid7
from journal.actions import amend_entry, save_own_exercise, save_session
from journal.exercise_filters import Filters
from journal.exercise_library import Choice, Library, alike_first
from journal.exercise_menu import Menu
from journal.exercise_settings import keep_setting, settings_of
from journal.forms_heart_rate import initial_minutes, zone_fields_left_out
from journal.forms_training import SessionForm
from journal.last_time import last_times, usual_minutes
from journal.load_units import Units
from journal.models import Activity, ExerciseSetting, SessionTemplate, SetKind, TrainingSession, TrainingSet
from journal.pace_words import pace_of
from journal.planned import PlannedSessionDraft, place_prompt, planned_draft
from journal.session_buttons import press
from journal.session_clock import SessionClock, instant
from journal.session_templates import sets_of
from journal.set_cells import show_distance
from journal.set_effort import scale_of
from journal.set_rows import LETTERS, Row
from journal.set_table import (
    EXERCISES_MAX,
    Block,
    Group,
    grouped,
    lay_out,
    read_blocks,
    remember,
    stored_blocks,
    stored_sets,
)
from journal.training_load import AEROBIC, RESISTANCE_ACTIVITIES
from journal.validation import SESSION_FIELDS

SHORT_MINUTES = 10
REST_TEXT_MAX = 200
PICKER_FILTER = "by-"  # begins the names of the filters in the form
UNASKED_CHOICES = 16  # exercises offered before the person searches


class SessionDraft:
    """One unfinished session. `data` is None on the first look at it."""

    set_kinds = SetKind.choices

    def __init__(self, person: User, data: QueryDict | None, session: TrainingSession | None = None) -> None:
        self.person, self.data, self.session = person, data, session
        self.library, self.scale, self.units = Library(person), scale_of(person), Units.of(person)
        self.id = session.pk if session else uuid_or_none(data.get("id", "") if data else "") or uuid7()
        self.now = timezone.now()
        self.opened_at = instant(self._sent("opened_at"), self.now)
        self.touched_at = max(self.opened_at, instant(self._sent("touched_at"), self.now))
        self.clock = SessionClock(self.opened_at, self.touched_at, self.now)
        self.activity = self._activity()
        self.planned_session = None if session else uuid_or_none(self._sent("planned_session"))
        if data is not None and "exercise_form" in data:
            self.blocks = read_blocks(data, self.library, self.units, self.scale)
        else:
            self.blocks = self._stored_blocks(session.sets.all()) if session else []
        if not self.may_note:
            self._withhold_notes()
        self.settings: dict[str, ExerciseSetting] = {}
        self.title = ""
        self.is_short = bool(data and data.get("short"))
        self.is_checked = False

    def _activity(self) -> str:
        sent = self.data.get("activity", "") if self.data else ""
        stored = self.session.activity if self.session else ""
        return sent if sent in Activity.values else stored

    def _withhold_notes(self) -> None:
        """Without the consent no note is read, and a stored one stays with its exercise unseen."""
        kept: dict[str, list[str]] = {}
        for block in self._stored_blocks(self.session.sets.all()) if self.session else []:
            kept.setdefault(block.choice.slug, []).append(block.note)
        for block in self.blocks:
            block.note = next(iter(kept.pop(block.choice.slug, [])), "")

    def _sent(self, name: str) -> str:
        return str(self.data.get(name, "")) if self.data else ""

    @property
    def label(self) -> str:
        return str(Activity(self.activity).label)

    @property
    def letters(self) -> str:
        """The letters of the kinds of set, for the script that relabels them."""
        return json.dumps({kind.value: str(letter) for kind, letter in LETTERS.items()})

    @property
    def query(self) -> str:
        """What the picker was asked for."""
        return self.data.get("q", "").strip() if self.data and "search" in self.data else ""

    @cached_property
    def filters(self) -> Filters:
        """What the picker was narrowed down to."""
        return Filters.read(self.data or {}, PICKER_FILTER)

    @property
    def is_narrowed(self) -> bool:
        """Whether the picker was asked for something."""
        return bool(self.query or self.filters.items())

    @property
    def shows_sets(self) -> bool:
        """Whether the exercises stand open on the page."""
        return self.activity in RESISTANCE_ACTIVITIES or bool(self.blocks)

    @property
    def is_live(self) -> bool:
        """Whether the clock of the form says how long the session takes."""
        return self.session is None and self.clock.is_live

    @property
    def rest(self) -> str:
        """Where the rest timer stands: what the script wrote, handed back to it."""
        return self._sent("rest")[:REST_TEXT_MAX]

    @property
    def revision(self) -> int:
        """How often the form was kept; a lower one never replaces a higher one."""
        sent = self._sent("revision")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else 0

    @property
    def was_asked(self) -> bool:
        """Whether the person said that an abandoned session goes on."""
        return bool(self._sent("go_on"))

    @property
    def owner(self) -> str:
        """An opaque name of the person, for what their browser keeps."""
        return browser_name(self.person.pk)

    @property
    def may_note(self) -> bool:
        """Notes beside a session are well-being."""
        return self.person.has_consent("wellbeing")

    @property
    def explains_tick(self) -> bool:
        """Whether the rows are new to the person: said until the first session with sets is stored."""
        return bool(self.blocks) and self.session is None and not self.library.last_done

    @property
    def groups(self) -> list[Group]:
        """Exercises alone and supersets, in order."""
        return grouped(self.blocks)

    @property
    def is_swapping(self) -> bool:
        """Whether the picker stands inside an exercise that gives way to another one."""
        return any(block.is_swapped and not block.is_gone for block in self.blocks)

    @cached_property
    def task(self) -> PlannedSessionDraft | None:
        """The task of a plan that it is started from; None where there is none, or none any more."""
        return planned_draft(self.person, self.planned_session, is_short=self.is_short)

    @cached_property
    def suggested_minutes(self) -> int | None:
        """Grey minutes: those since the form was opened, else those of the last session of the kind."""
        if self.is_short:
            return SHORT_MINUTES
        if self.is_live:
            return self.clock.minutes
        if self.task:
            return self.task.minutes
        return None if self.session else usual_minutes(self.person, self.activity)

    @cached_property
    def form(self) -> SessionForm:
        """The fields beside the sets; errors only once the person asked to save."""
        kinds: dict[str, Any] = {"person": self.person, "left_out": self._left_out()}
        if self.data is not None and self.is_checked:
            form = SessionForm(self.data, **kinds)
        else:
            sent = self.data.dict() if self.data is not None else {}
            form = SessionForm(initial=sent if "exercise_form" in sent else self._stored(), **kinds)
        form.usual_minutes = self.suggested_minutes
        form.stored_start = self._stored_start()
        form.stored_minutes = self.session.minutes if self.session else None
        form.fields["minutes"].widget.attrs["placeholder"] = self.suggested_minutes or "–"
        return form

    def _left_out(self) -> set[str]:
        """What is asked on the page after the session, does not fit the activity, or stays hidden for now."""
        stored = self.session
        zones = zone_fields_left_out(self.person, self.activity, stored)
        if stored is None:
            left_out = {"note", "body_note", "emotion_after", "confidence_next", "group"} | zones
            if self.activity in RESISTANCE_ACTIVITIES:
                left_out |= {"rpe"}
            return left_out if self.is_aerobic else left_out | {"distance"}
        if stored.emotion_before is None and stored.emotion_after is None:
            return {"emotion_after"} | zones
        if stored.emotion_after is None:
            return {"emotion_word", "emotion_before"} | zones  # hidden until the new rating is given
        return zones

    @property
    def is_aerobic(self) -> bool:
        """Whether the form asks for distance, talk test and heart rate at once."""
        return self.activity in AEROBIC and self.activity not in RESISTANCE_ACTIVITIES

    @property
    def pace(self) -> dict[str, Any]:
        """How fast, in words, and what the script needs to say it while typing; empty where it is not told."""
        return pace_of(self.activity, self.form["minutes"].value(), self.form["distance"].value(), self.units)

    def _stored_start(self) -> datetime | None:
        return at_offset(self.session.started_at, self.session.utc_offset) if self.session else None

    def _stored(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        if self.session is None:
            day = self.data.get("day") if self.data is not None else None  # of a day that is being filled in
            with_family = bool(self.task and self.task.with_family)
            return {"activity": self.activity, "title": self.title, "day": day, "with_family": with_family}
        start = at_offset(self.session.started_at, self.session.utc_offset)
        values = {name: getattr(self.session, name) for name in SESSION_FIELDS if hasattr(self.session, name)}
        values |= {"day": start.date(), "time": start.time(), **initial_minutes(self.session)}
        distance = self.session.distance_m
        values["distance"] = None if distance is None else show_distance(distance, self.units)
        return values

    def end_at(self, seconds: str) -> None:
        """The session ended at that instant, unless the person typed its minutes or its start."""
        if self.data is None:
            return
        data, start = self.data.copy(), self.opened_at.astimezone(self.person.zone)
        data["minutes"] = data.get("minutes") or str(self.clock.minutes_until(instant(seconds, self.now)))
        if not (data.get("day") or data.get("time")):
            data["day"], data["time"] = start.date().isoformat(), start.strftime("%H:%M")
        self.data = data

    def press(self, data: QueryDict) -> None:
        """Does what one of the buttons that do not save asks for."""
        press(self, data)

    def add_exercises(self, slugs: list[str]) -> None:
        """Puts exercises at the end, with as many rows as last time."""
        room = EXERCISES_MAX - len(self.blocks)
        units, scale = self.units, self.scale
        self.blocks += [Block(self.library.get(slug), units, scale, is_new=True) for slug in slugs[:room]]

    def repeat(self, session: TrainingSession) -> None:
        """Lays out an earlier session: its activity, title and exercises; the numbers of last time in grey."""
        self.activity, self.title = session.activity, session.title
        self.suggested_minutes = SHORT_MINUTES if self.is_short else session.minutes
        self.blocks = self._stored_blocks(session.sets.all())[:EXERCISES_MAX]
        for block in self.blocks:
            block.rows, block.note, block.extra = [Row(kind=row.kind) for row in block.rows], "", ()

    def follow(self, template: SessionTemplate) -> None:
        """Lays out a template. Its numbers are grey, unless an exercise was done since the template was saved."""
        self.activity, self.title = template.activity, template.name
        self.suggested_minutes = SHORT_MINUTES if self.is_short else template.minutes
        sets = sets_of(template)
        self.blocks = self._stored_blocks(sets)[:EXERCISES_MAX]
        last = last_times(self.person, {one.exercise for one in sets})
        for block in self.blocks:
            since = last.get(block.choice.slug)
            is_newer = since is not None and since.sets[0].started_at > template.updated_at
            block.rows = [Row(kind=row.kind, plan={} if is_newer else _said(row)) for row in block.rows]
            block.extra = ()

    def begin(self, task: PlannedSessionDraft) -> None:
        """Lays out a task of a plan: what it aims at stands in grey, and beneath it what was done last time."""
        self.planned_session, self.task, self.is_short = task.id, task, task.is_short
        self.activity, self.title = task.activity, task.title
        self.blocks = self._stored_blocks(row for one in task.exercises for row in one.rows())[:EXERCISES_MAX]
        for block in self.blocks:
            block.rows = [Row(kind=row.kind, plan=_said(row)) for row in block.rows]

    def _stored_blocks(self, sets: Iterable[TrainingSet]) -> list[Block]:
        return stored_blocks(sets, self.library, self.units, self.scale)

    def add_own(self, *, name: str, unit: str) -> None:
        """An exercise of the person's own; the one that is there already when the name is taken."""
        choice = self.library.named(name)
        if choice is None:
            save_own_exercise(person=self.person, object_id=uuid7(), data={"name": name, "unit": unit})
            self.library = Library(self.person)
            choice = self.library.named(name)
        self.add_exercises([choice.slug] if choice else [])

    def prepare(self) -> None:
        """Last times, grey values and settings; once, after the buttons."""
        slugs = {block.choice.slug for block in self.blocks}
        remember(self.blocks, last_times(self.person, slugs, besides=self.session.pk if self.session else None))
        self.settings = settings_of(self.person, slugs) if slugs else {}
        for block in self.blocks:
            block.menu = menu = self.menu_of(block)
            if block.rest is not None:
                rest, bar_kg = menu.own_rest, menu.own_bar_kg
                keep_setting(
                    person=self.person, exercise=block.choice.slug, stored=menu.stored, rest=rest, bar_kg=bar_kg
                )
        if self.task:
            place_prompt(self.blocks, self.task.prompt)

    def menu_of(self, block: Block) -> Menu:
        """The settings of an exercise, as the form says or as they are stored."""
        slug, planned = block.choice.slug, self.task.rests if self.task else {}
        return Menu(self.person, self.settings.get(slug), block.rest, block.bar, block.next_load, planned.get(slug))

    def lay_out(self) -> None:
        """Draws the rows; every exercise of a stored session stands open."""
        lay_out(self.blocks, all_open=self.session is not None)

    def is_valid(self) -> bool:
        """Whether everything can be stored; the words for what cannot stand in the form and the rows."""
        self.is_checked = True
        self.__dict__.pop("form", None)
        self.sets = stored_sets(self.blocks)
        has_errors = any(row.errors for block in self.blocks for row in block.rows)
        return self.form.is_valid() and not has_errors

    def save(self, stored: TrainingSession | None) -> TrainingSession | None:
        """The stored session; None with the reasons in the form. What the form did not ask stays as it is stored."""
        cleaned = dict(self.form.cleaned_data)
        if "distance" in cleaned:
            cleaned["distance_m"] = cleaned.pop("distance")
        body = {name: cleaned[name] for name in SESSION_FIELDS if name in cleaned} | {"sets": self.sets}
        if self.task:
            body["planned_session"] = str(self.task.id)
        try:
            if stored:
                return amend_entry(person=self.person, row=stored, data=body)
            return save_session(person=self.person, object_id=self.id, data=body)
        except ValidationError as error:
            self.refuse(error)
            return None

    def refuse(self, error: ValidationError) -> None:
        """Shows reasons that only the action could find."""
        for name, reasons in error.message_dict.items():
            self.form.add_error(name if name in self.form.fields else None, reasons)

    @cached_property
    def found(self) -> list[tuple[Choice, bool]]:
        """All exercises, or what the search found, and whether each shows: unasked, the first of the activity do."""
        found = [one for one in self.library.search(self.query, self.activity) if self.filters.holds(one)]
        if swapped := next((block for block in self.blocks if block.is_swapped), None):
            found = alike_first(swapped.choice, found)
        if self.is_narrowed or not any(choice.belongs_to(self.activity) for choice in found):
            return [(choice, True) for choice in found]
        own = [choice.slug for choice in found if choice.belongs_to(self.activity)]
        shown = set(own if self.shows_all else own[:UNASKED_CHOICES])
        return [(choice, choice.slug in shown) for choice in found]

    @property
    def shows_all(self) -> bool:
        """Whether the person asked for every exercise of the activity, by an empty search."""
        return self.data is not None and "search" in self.data

    @property
    def hides_some(self) -> bool:
        """Whether a button offers the rest."""
        return not self.is_narrowed and not self.shows_all and any(not shows for _, shows in self.found)


def _said(row: Row) -> dict[str, str]:
    """What stands in a row."""
    return {name: text for name, text in row.texts.items() if text}


def uuid_or_none(text: str) -> UUID | None:
    """An id that a page sent back; anything else is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
