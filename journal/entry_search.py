"""Which entries a person looks for: by words of notes, titles, exercises and tags, by kind, activity, tag and days.

One condition for each source of the timeline, so that a search costs as many queries as the timeline itself. The same
words are found on both databases, in any case and script.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from journal.body_kinds import kinds_on
from journal.exercise_library import Library
from journal.exercise_search import find
from journal.models import Activity, MeasurementKind, TrainingSet
from journal.mood_tags import DEFAULT_TAGS

WORDS_MAX = 6
KINDS = ("training", "mood", "sleep", "body", "rest")


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of row: the person's queryset, the column of its day, the resource of the API."""

    kind: str
    name: str
    column: str
    resource: str


SOURCES = (
    Source("training", "training_sessions", "day", "training-sessions"),
    Source("mood", "mood_ratings", "day", "mood-ratings"),
    Source("sleep", "sleep_diary", "day", "sleep-diary"),
    Source("sleep", "psqi_sheets", "taken_on", "psqi"),
    Source("body", "measurements", "day", "measurements"),
    Source("rest", "rest_days", "day", "rest-days"),
)


@dataclass(frozen=True)
class Search:
    """What is looked for; empty fields ask for nothing."""

    person: Any
    words: tuple[str, ...] = ()
    kind: str = ""
    activity: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_plain(self) -> bool:
        """Whether all entries of its kinds fit."""
        return not (self.words or self.activity or self.tag or self.since or self.until)

    @property
    def sources(self) -> list[Source]:
        """Those that can hold what is looked for."""
        only = {"training"} if self.activity else {"mood"} if self.tag else set(KINDS)
        if self.kind:
            only &= {self.kind}
        return [source for source in SOURCES if source.kind in only]

    def rows(self, source: Source) -> Any:
        """The person's rows of one source that fit; of measurements those that are switched on."""
        found = getattr(self.person, source.name).order_by()
        if source.name == "measurements":
            found = found.filter(kind__in=kinds_on(self.person))
        if self.since:
            found = found.filter(**{f"{source.column}__gte": self.since})
        if self.until:
            found = found.filter(**{f"{source.column}__lte": self.until})
        if self.activity:
            found = found.filter(activity=self.activity)
        if source.name == "mood_ratings" and (self.tag or self.words):
            found = found.alias(tags_text=Cast("tags", TextField()))
        if self.tag:
            found = found.filter(_holds("tags_text", _as_stored(self.tag)))
        conditions = [HOLDING[source.name](self, word) for word in self.words]
        return found.filter(reduce(and_, conditions)) if conditions else found

    @cached_property
    def library(self) -> Library:
        """The exercises by whose names sessions are found."""
        return Library(self.person)

    def of_session(self, word: str) -> Q:
        """Title, notes, the name of the activity, exercises and the notes beside sets."""
        named = [value for value, label in Activity.choices if _is_in(word, label)]
        exercises = [choice.slug for choice in find(word, self.library.all.values())]
        sets = TrainingSet.objects.filter(
            Q(exercise__in=exercises) | _holds("note", word), person=self.person, session=OuterRef("pk")
        )
        return _any_holds(("title", "note", "body_note"), word) | Q(activity__in=named) | Q(Exists(sets))

    def of_mood(self, word: str) -> Q:
        """The note and the tags, the default ones by their name in the reader's language."""
        named = [tag for tag, label in DEFAULT_TAGS.items() if _is_in(word, label)]
        tags = [_holds("tags_text", _as_stored(tag)) for tag in named] + [_holds("tags_text", _as_stored(word)[1:-1])]
        return reduce(or_, tags, _holds("note", word))

    def of_measurement(self, word: str) -> Q:
        """The kind by its name, and the laboratory."""
        named = [value for value, label in MeasurementKind.choices if _is_in(word, label)]
        return Q(kind__in=named) | _holds("laboratory", word)


def words_of(text: str) -> tuple[str, ...]:
    """What stands between blanks; each must be found."""
    return tuple(dict.fromkeys(text.split()))[:WORDS_MAX]


def _holds(column: str, word: str) -> Q:
    """Whether a text holds the word in any case. SQLite's LIKE knows the case of ASCII alone, Python's REGEXP all."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__iregex": re.escape(word)})
    return Q(**{f"{column}__icontains": word})


def _any_holds(columns: Iterable[str], word: str) -> Q:
    return reduce(or_, (_holds(column, word) for column in columns))


def _as_stored(tag: str) -> str:
    """A tag as the text of its list holds it: in quotes, and on SQLite with Han characters as escapes."""
    return json.dumps(tag, ensure_ascii=connection.vendor == "sqlite")


def _is_in(word: str, label: Any) -> bool:
    return word.casefold() in str(label).casefold()


def _by_title(title: str, word: str) -> Q:
    """All rows or none: of these only the name can be looked for."""
    return Q(pk__isnull=not _is_in(word, title))


HOLDING: dict[str, Any] = {
    "training_sessions": Search.of_session,
    "mood_ratings": Search.of_mood,
    "sleep_diary": lambda search, word: _holds("note", word),
    "psqi_sheets": lambda search, word: _by_title(_("Sleep, past month (PSQI)"), word),
    "measurements": Search.of_measurement,
    "rest_days": lambda search, word: _by_title(_("Rest day"), word),
}
