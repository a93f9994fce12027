"""Programmes as a person reads them: a card in the list, and every week of one in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext

from plans.catalogue import STRATEGIES, WISHES, Strategy
from plans.element_words import ElementWords, in_words
from plans.offered import OWN
from plans.programmes import shipped
from plans.programmes.expansion import Programme, ProgrammeSession
from plans.suggested import Suggestion
from plans.words import shown

BEGINNINGS = ("walk_run_10w", "strength_foundation_8w", "yoga_depth_6w")


@dataclass(frozen=True, slots=True)
class Card:
    """One programme; texts in the language of the page."""

    id: str
    programme: Programme
    suggestion: Suggestion | None = None

    @property
    def title(self) -> str:
        return shown(self.programme.title, get_language())

    @property
    def description(self) -> str:
        return shown(self.programme.description, get_language())

    @property
    def audience(self) -> str:
        return shown(self.programme.facts["audience"], get_language())

    @property
    def weeks(self) -> int:
        return len(self.programme.weeks)

    @property
    def sessions(self) -> int:
        """A week."""
        return int(self.programme.facts["sessions_per_week"])

    @property
    def minutes(self) -> tuple[int, int]:
        """The shortest and the longest session."""
        found = [session.planned_minutes for week in self.programme.weeks for session in week.sessions]
        return min(found), max(found)

    @property
    def strategies(self) -> list[Strategy]:
        return [STRATEGIES[str(name)] for name in self.programme.facts["strategies"]]

    @property
    def is_vigorous(self) -> bool:
        return self.programme.is_vigorous

    @property
    def own_id(self) -> str:
        """The id of an own programme, empty for a shipped one."""
        return self.id.removeprefix(OWN) if self.id.startswith(OWN) else ""

    @property
    def told_weeks(self) -> "list[WeekWords]":
        """Every week with its sessions in words."""
        return [
            WeekWords(
                week.number,
                shown(week.focus, get_language()),
                bool(week.is_easy),
                [SessionWords(session) for session in week.sessions],
            )
            for week in self.programme.weeks
        ]


@dataclass(frozen=True, slots=True)
class WeekWords:
    """One week of a programme in words."""

    number: int
    focus: str
    is_easy: bool
    sessions: "list[SessionWords]"


@dataclass(frozen=True, slots=True)
class SessionWords:
    """One session of a programme in words."""

    session: ProgrammeSession

    @property
    def title(self) -> str:
        return shown(self.session.title, get_language())

    @property
    def minutes(self) -> int:
        return self.session.planned_minutes

    @property
    def main(self) -> list[ElementWords]:
        """What is done in the main part; sentences for the moment of training are not told beforehand."""
        return [one for one in self._told("main") if one.type != "prompt"]

    @property
    def before(self) -> str:
        """The warm-up in one line."""
        return self._line("warmup")

    @property
    def after(self) -> str:
        """The cool-down in one line."""
        return self._line("cooldown")

    def _line(self, phase: str) -> str:
        return pgettext("list of exercises", ", ").join(one.title for one in self._told(phase))

    def _told(self, phase: str) -> list[ElementWords]:
        return in_words(one for one in self.session.elements if one["phase"] == phase)


def by_wish(
    offered: Sequence[tuple[str, Programme]], wish: str, suggested: Mapping[str, Suggestion] | None = None
) -> tuple[list[Card], list[Card]]:
    """Those that fit what the person wants, best first, and the others in their own order; each says who offered it."""
    said = suggested or {}
    cards = {name: Card(name, programme, said.get(name)) for name, programme in offered}
    first = [cards[name] for name in WISHES.get(wish, ()) if name in cards]
    return first, [card for card in cards.values() if card not in first]


def to_begin_with() -> list[Card]:
    """Three programmes for a week in which nothing is planned yet."""
    return [Card(name, shipped()[name]) for name in BEGINNINGS]


def first_for(programme: str) -> str:
    """The wish for which a programme is suggested first, to begin a form with; empty for none."""
    return next((wish for wish, names in WISHES.items() if programme in names), "")
