"""A session while it is being written: read from the form or from what is stored, changed by its buttons, saved."""

import json
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from core.dates import at_offset
from core.uuid7 import uuid7
from journal.actions import amend_entry, save_own_exercise, save_session
from journal.exercise_library import Choice, Library
from journal.forms_heart_rate import initial_minutes, zone_fields_left_out
from journal.forms_training import SessionForm
from journal.last_time import last_times, usual_minutes
from journal.load_units import Units
from journal.models import Activity, SetKind, TrainingSession
from journal.set_cells import show_distance
from journal.set_rows import EFFORTS, LETTERS
from journal.set_table import EXERCISES_MAX, Block, lay_out, read_blocks, remember, stored_blocks, stored_sets
from journal.training_load import AEROBIC, RESISTANCE_ACTIVITIES
from journal.validation import SESSION_FIELDS

LIVE_FROM = timedelta(minutes=10)
SHORT_MINUTES = 10
UNASKED_CHOICES = 16  # exercises offered before the person searches
LIVE_UNTIL = timedelta(hours=3)


class SessionDraft:
    """One unfinished session. `data` is None on the first look at it."""

    set_kinds = SetKind.choices
    set_efforts = EFFORTS
    dock_efforts = ("6", "7", "8", "8.5", "9", "10")

    def __init__(self, person: User, data: QueryDict | None, session: TrainingSession | None = None) -> None:
        self.person, self.data, self.session = person, data, session
        self.library, self.units = Library(person), Units.of(person)
        self.id = session.pk if session else uuid_or_none(data.get("id", "") if data else "") or uuid7()
        self.opened_at = _instant(data.get("opened_at", "") if data else "")
        self.activity = self._activity()
        if data is not None and "exercise_form" in data:
            self.blocks = read_blocks(data, self.library, self.units)
        else:
            self.blocks = stored_blocks(session.sets.all(), self.library, self.units) if session else []
        self.title = ""
        self.is_short = bool(data and data.get("short"))
        self.is_checked = False

    def _activity(self) -> str:
        sent = self.data.get("activity", "") if self.data else ""
        stored = self.session.activity if self.session else ""
        return sent if sent in Activity.values else stored

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

    @property
    def shows_sets(self) -> bool:
        """Whether the exercises stand open on the page."""
        return self.activity in RESISTANCE_ACTIVITIES or bool(self.blocks)

    @property
    def is_live(self) -> bool:
        """The form has been open for as long as a session may take."""
        return self.session is None and LIVE_FROM <= timezone.now() - self.opened_at <= LIVE_UNTIL

    @cached_property
    def suggested_minutes(self) -> int | None:
        """Grey minutes: those since the form was opened, else those of the last session of the kind."""
        if self.is_short:
            return SHORT_MINUTES
        if self.is_live:
            return int((timezone.now() - self.opened_at).total_seconds() // 60)
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
        form.fields["minutes"].widget.attrs["placeholder"] = self.suggested_minutes or "–"
        return form

    def _left_out(self) -> set[str]:
        is_new = self.session is None
        left_out = {"note", "body_note"} if is_new else set()
        if is_new and self.activity in RESISTANCE_ACTIVITIES:
            left_out |= {"rpe", "distance"}
        if self.activity not in AEROBIC and not (self.session and self.session.distance_m):
            left_out |= {"distance"}
        if self.session and self.session.emotion_before is not None and self.session.emotion_after is None:
            left_out |= {"emotion_word", "emotion_before"}  # hidden until the new rating is given
        if self.session is None or self.session.emotion_before is None:
            left_out |= {"emotion_after"}
        return left_out | zone_fields_left_out(self.person, self.activity, self.session)

    def _stored_start(self) -> datetime | None:
        return at_offset(self.session.started_at, self.session.utc_offset) if self.session else None

    def _stored(self) -> dict[str, Any]:
        """What stands in the fields at first."""
        if self.session is None:
            day = self.data.get("day") if self.data is not None else None  # of a day that is being filled in
            return {"activity": self.activity, "title": self.title, "day": day}
        start = at_offset(self.session.started_at, self.session.utc_offset)
        values = {name: getattr(self.session, name) for name in SESSION_FIELDS if hasattr(self.session, name)}
        values |= {"day": start.date(), "time": start.time(), **initial_minutes(self.session)}
        distance = self.session.distance_m
        values["distance"] = None if distance is None else show_distance(distance, self.units)
        return values

    def press(self, data: QueryDict) -> None:
        """Does what one of the buttons that do not save asks for."""
        if (place := data.get("add_set", "")).isdecimal() and int(place) < len(self.blocks):
            self.blocks[int(place)].add_row(has_focus=True)
        elif "remove_set" in data:
            block, _, row = str(data["remove_set"]).partition("-")
            if block.isdecimal() and row.isdecimal() and int(block) < len(self.blocks):
                del self.blocks[int(block)].rows[int(row) : int(row) + 1]
        elif (place := data.get("remove_exercise", "")).isdecimal():
            del self.blocks[int(place) : int(place) + 1]
        elif (slug := data.get("add_exercise", "")) in self.library.all:
            self.add_exercises([str(slug)])

    def add_exercises(self, slugs: list[str]) -> None:
        """Puts exercises at the end, with as many rows as last time."""
        room = EXERCISES_MAX - len(self.blocks)
        self.blocks += [Block(self.library.get(slug), self.units, is_new=True) for slug in slugs[:room]]

    def repeat(self, session: TrainingSession) -> None:
        """Lays out an earlier session: its activity, title and exercises; its numbers in grey."""
        self.activity, self.title = session.activity, session.title
        self.suggested_minutes = SHORT_MINUTES if self.is_short else session.minutes
        self.add_exercises(list(dict.fromkeys(row.exercise for row in session.sets.all())))

    def add_own(self, *, name: str, unit: str) -> None:
        """An exercise of the person's own; the one that is there already when the name is taken."""
        choice = self.library.named(name)
        if choice is None:
            save_own_exercise(person=self.person, object_id=uuid7(), data={"name": name, "unit": unit})
            self.library = Library(self.person)
            choice = self.library.named(name)
        self.add_exercises([choice.slug] if choice else [])

    def prepare(self) -> None:
        """Last times and grey values; once, after the buttons."""
        slugs = [block.choice.slug for block in self.blocks]
        remember(self.blocks, last_times(self.person, slugs, besides=self.session.pk if self.session else None))

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
        found = self.library.search(self.query, self.activity)
        if self.query or not any(choice.belongs_to(self.activity) for choice in found):
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
        return not self.query and not self.shows_all and any(not shows for _, shows in self.found)


def uuid_or_none(text: str) -> UUID | None:
    """An id that a page sent back; anything else is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _instant(seconds: str) -> datetime:
    """When the form was opened; now for the first look or anything unreadable."""
    now = timezone.now()
    try:
        sent = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(sent, now)
