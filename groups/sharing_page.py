"""What the page "Who sees what" shows: each coach, each stream, a switch and its end (S17)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from groups.access_coach import coaches_of, in_force, pauses_of
from groups.grant_terms import ASKED_BEFORE
from groups.grant_texts import current_text
from groups.models import Grant, Membership, Stream
from groups.models.sharing import CATEGORY_OF


@dataclass(frozen=True, slots=True)
class Switch:
    """One stream for one coach."""

    stream: Stream
    text: Any
    is_stored: bool  # the person agrees to store this kind at all
    ends_on: date | None = None  # the last day while it is on
    ends_soon: bool = False

    @property
    def is_on(self) -> bool:
        return self.ends_on is not None


@dataclass(frozen=True, slots=True)
class CoachCard:
    """One coach of one group with all switches."""

    coach: Membership
    switches: list[Switch]

    @property
    def on_count(self) -> int:
        return sum(switch.is_on for switch in self.switches)

    @property
    def ending(self) -> list[Switch]:
        """Those about which the person is asked now."""
        return [switch for switch in self.switches if switch.ends_soon]


def cards_of(person: Any, now: datetime | None = None) -> list[CoachCard]:
    """A card for each coach; four queries."""
    now = now or timezone.now()
    coaches = list(coaches_of(person))
    pauses = pauses_of([person.pk]) if coaches else {}
    cards = []
    by_coach = _by_coach(person, now, pauses) if coaches else {}
    for coach in coaches:
        held = by_coach.get(coach.pk, {})
        cards.append(CoachCard(coach, [_switch(person, stream, held.get(stream)) for stream in Stream]))
    return cards


def _by_coach(person: Any, now: datetime, pauses: Any) -> dict[Any, dict[str, date]]:
    return in_force(Grant.objects.filter(person=person), now, pauses, by="coach_id")


def _switch(person: Any, stream: Stream, ends_on: date | None) -> Switch:
    soon = ends_on is not None and ends_on - person.today() <= ASKED_BEFORE
    return Switch(stream, current_text(stream), person.has_consent(CATEGORY_OF[stream]), ends_on, soon)


def nothing_shared() -> list[Switch]:
    """The same switches before there is a coach: all off."""
    return [Switch(stream, current_text(stream), is_stored=True) for stream in Stream]
