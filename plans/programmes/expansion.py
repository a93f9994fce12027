"""A programme written out: from kinds of session and the figures of each week to every element of every session.

`expanded` reads a template, holds it to the rules of SPEC 6.1 and gives a `Programme`; BadTemplate names the line and
the reason. `Programme.written_out` is the form of the API.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plans.programmes import checks, library
from plans.programmes.lines import BadLine, Element, element
from plans.programmes.reading import Document, gettext_noop, read

type Words = Mapping[str, str]
"""Language -> text: `en` and `zh_hans`."""

PHASES = ("warmup", "main", "cooldown", "reflect")
SHORT_VERSION = {"rule": "keep warm-up script and the first main element, at most 12 minutes"}
BEFORE: Element = {
    "type": "emotion_rating",
    "phase": "prepare",
    "ask": ["emotion_label", "emotion_intensity_before_0_10"],
    "strategies": ["3.6"],
}
AFTER: Element = {
    "type": "emotion_note",
    "phase": "reflect",
    "seconds": 60,
    "ask": ["emotion_intensity_after_0_10", "free_text_optional"],
    "strategies": ["3.6"],
}
HOURS_BEFORE_BED = {True: 3, False: 1}
"""By whether a session has a vigorous part (SPEC 6.4)."""

_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ProgrammeSession:
    """One session of a week; `elements` in the order in which they are done."""

    key: str
    title: Words
    planned_minutes: int
    """With scripts and rests."""
    preferred_slot: str
    tags: tuple[str, ...]
    elements: tuple[Element, ...]

    @property
    def is_vigorous(self) -> bool:
        """Whether any part is: it then ends three hours before bed."""
        return any(one.get("intensity") == "vigorous" for one in self.elements)

    def written_out(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": dict(self.title),
            "planned_minutes": self.planned_minutes,
            "contains_vigorous": self.is_vigorous,
            "preferred_slot": self.preferred_slot,
            "min_hours_before_bed": HOURS_BEFORE_BED[self.is_vigorous],
            "short_version": SHORT_VERSION,
            "tags": list(self.tags),
            "elements": [dict(one) for one in self.elements],
        }


@dataclass(frozen=True, slots=True)
class ProgrammeWeek:
    """One week of a programme, counted from 1."""

    number: int
    focus: Words
    milestone: Mapping[str, Any]
    sessions: tuple[ProgrammeSession, ...]
    is_easy: bool | None
    """None in a programme that knows no easy weeks."""
    sleep_schedule: Mapping[str, Any] | None

    def written_out(self) -> dict[str, Any]:
        told: dict[str, Any] = {"week": self.number, "focus": dict(self.focus), "milestone": dict(self.milestone)}
        if self.is_easy is not None:
            told["deload"] = self.is_easy
        if self.sleep_schedule is not None:
            told["sleep_schedule"] = dict(self.sleep_schedule)
        return told | {"sessions": [session.written_out() for session in self.sessions]}


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of several weeks. `facts` holds what is said of it as a whole, in the words of the template."""

    id: str
    title: Words
    description: Words
    facts: Mapping[str, Any]
    weeks: tuple[ProgrammeWeek, ...]

    @property
    def rule(self) -> str:
        """The rule that moves it from week to week, or from session to session."""
        return str(self.facts["progression"])

    @property
    def is_vigorous(self) -> bool:
        return any(session.is_vigorous for week in self.weeks for session in week.sessions)

    def week(self, number: int) -> ProgrammeWeek:
        """A week by its number, counted from 1; the last one for any higher number."""
        return self.weeks[min(max(number, 1), len(self.weeks)) - 1]

    def written_out(self) -> dict[str, Any]:
        """Everything, as `science/programmes.yaml` writes it."""
        told = {"id": self.id, "title": dict(self.title), "description": dict(self.description)}
        return told | dict(self.facts) | {"weeks": [week.written_out() for week in self.weeks]}


def expanded(text: str) -> Programme:
    """The programme that a template describes; BadTemplate where it breaks a rule."""
    document = read(text)
    checks.check_outline(document)
    data = document.data
    easy = data.get("deload_weeks")
    weeks = tuple(_week(document, number, easy) for number in range(1, len(data["weeks"]) + 1))
    named = {"id", "title", "description", "kinds", "weeks", "deload_weeks"}
    facts = {name: value for name, value in data.items() if name not in named}
    programme = Programme(data["id"], data["title"], data["description"], facts, weeks)
    checks.check_whole(document, programme)
    return programme


def _week(document: Document, number: int, easy: list[int] | None) -> ProgrammeWeek:
    data = document.data["weeks"][number - 1]
    sessions = tuple(_session(document, number, place) for place in range(len(data["sessions"])))
    return ProgrammeWeek(
        number,
        data["focus"],
        data["milestone"],
        sessions,
        None if easy is None else number in easy,
        data.get("sleep_schedule"),
    )


def _session(document: Document, week: int, place: int) -> ProgrammeSession:
    said = document.data["weeks"][week - 1]["sessions"][place]
    kind = document.data["kinds"][said["kind"]]
    holes = {name: str(value) for name, value in said.items() if name not in ("kind", "minutes")}
    at = ("weeks", week - 1, "sessions", place)
    elements = [
        made
        for phase in PHASES
        for number, line in enumerate(kind.get(phase, ()))
        if (made := _element(document, line, phase, holes, at, ("kinds", said["kind"], phase, number)))
    ]
    title = {language: _filled(words, holes) for language, words in kind["title"].items()}
    session = ProgrammeSession(
        f"W{week}-S{place + 1}",
        title,
        said["minutes"],
        kind["slot"],
        tuple(kind.get("tags", ())),
        (BEFORE, *elements, AFTER),
    )
    checks.check_session(document, session, at)
    return session


def _element(
    document: Document, line: str, phase: str, holes: dict[str, str], session: tuple[Any, ...], kind: tuple[Any, ...]
) -> Element | None:
    """The element of a line; None for a line that is one hole and stays empty in this session."""
    missing = [name for name in _HOLE.findall(line) if name not in holes]
    if missing and _HOLE.fullmatch(line):
        return None
    if missing:
        reason = gettext_noop("%(name)s is missing: the kind needs it in “%(text)s”.")
        raise document.refusal(reason, *session, name=missing[0], text=line)
    try:
        return element(_filled(line, holes), phase, library.scripts(), library.prompts())
    except BadLine as error:
        reason = gettext_noop("“%(text)s” is no element: see the forms in plans/programmes/lines.py.")
        raise document.refusal(reason, *(session if _HOLE.search(line) else kind), text=str(error)) from error


def _filled(line: str, holes: dict[str, str]) -> str:
    return _HOLE.sub(lambda found: holes.get(found[1], found[0]), line)
