"""The coach's list: who may need a word, with the rule written out, the oldest unanswered reason first (S10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from core.dates import local_day
from groups import access_coach, coach_figures, looks
from groups.access_coach import Sight
from groups.coach_figures import Figures
from groups.coach_page import week_words
from groups.coaching import name_of
from groups.models import AccessLogEntry, Stream
from groups.triage import WEEK, Reason, reasons

READS = (Stream.TRAINING, Stream.EFFORT, Stream.MOOD)
"""What the rules of the list look at."""
WORTH, ALL, REPLY = "worth", "all", "reply"
NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Card:
    """One person in the list."""

    sight: Sight
    figures: Figures
    reasons: list[Reason]  # those since which the coach has not written
    programme: str

    @property
    def is_worth(self) -> bool:
        return bool(self.reasons)

    @property
    def asks(self) -> bool:
        """They asked for a nudge, and the coach has not written since."""
        return any(reason.rule == NUDGE for reason in self.reasons)

    @property
    def wrote_on(self) -> date | None:
        """The day of their last message, where the coach has not answered it."""
        at = self.figures.wrote_at
        return local_day(at, self.sight.coach.person.zone) if at else None

    @property
    def to_reply(self) -> bool:
        """They wrote or asked, and the coach has not written since."""
        return self.asks or self.wrote_on is not None

    @property
    def pill(self) -> str:
        """One calm word."""
        if self.asks:
            return pgettext("state in a coach's list", "asked for a nudge")
        if self.wrote_on:
            return pgettext("state in a coach's list", "wrote to you")
        return (
            pgettext("state in a coach's list", "changed")
            if self.reasons
            else pgettext("state in a coach's list", "steady")
        )

    @property
    def counts(self) -> tuple[int, int]:
        """Tasks done and planned in the last seven days."""
        return self.figures.done(self.sight.today - WEEK)

    @property
    def sessions(self) -> int | None:
        """Sessions of the last seven days, where they are shown."""
        days = self.figures.session_days
        return None if days is None else sum(day > self.sight.today - WEEK for day in days)

    @property
    def weeks(self) -> list[int]:
        """Tasks done, or for somebody without a programme sessions, of five weeks; empty where there are none."""
        today = self.sight.today
        weeks = self.figures.by_week(today) if self.figures.tasks else self.figures.sessions_by_week(today)
        return weeks if any(weeks) else []

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """Left edge, top and height of a bar for each of five weeks, on the person's own scale of 24 points."""
        weeks = self.weeks
        most = max(weeks, default=1)
        tall = [max(2, round(24 * count / most)) for count in weeks]
        return [(9 * place, 24 - height, height) for place, height in enumerate(tall)]

    @property
    def weeks_words(self) -> str:
        """What the bars say."""
        return week_words(self.weeks, are_tasks=bool(self.figures.tasks))

    @property
    def shares(self) -> str:
        """The names of what is granted, in the order of the switches."""
        names = [str(stream.label) for stream in Stream if stream in self.sight.streams]
        return pgettext("list of what is shared", ", ").join(names)


@dataclass(frozen=True, slots=True)
class Review:
    """The list with its three filters."""

    cards: list[Card]
    show: str
    counts: dict[str, int]


def review_of(person: Any, now: datetime, show: str) -> Review:
    """The cards of one filter; every person on it can see that the coach opened it."""
    cards = cards_of(access_coach.sights(person, now))
    parts = {
        WORTH: sorted((one for one in cards if one.is_worth), key=_age),
        ALL: sorted(cards, key=_age),
        REPLY: sorted((one for one in cards if one.to_reply), key=_age),
    }
    if show not in parts:
        show = WORTH if parts[WORTH] else ALL
    looked = [(one.sight, [stream for stream in READS if stream in one.sight.streams]) for one in parts[show]]
    looks.note_looks(looked, place=AccessLogEntry.Place.REVIEW, now=now)
    return Review(parts[show], show, {name: len(part) for name, part in parts.items()})


def cards_of(sights: Sequence[Sight]) -> list[Card]:
    """Everybody; eight queries."""
    figures = coach_figures.figures_of(sights)
    seen = coach_figures.seen_by(sights, figures)
    return [card_of(one, figures[one.member.pk], reasons(seen[one.member.pk])) for one in sights]


def card_of(one: Sight, figures: Figures, found: Iterable[Reason]) -> Card:
    """A reason that the coach has written upon since is none any more."""
    return Card(
        one,
        figures,
        [reason for reason in found if not _is_answered(reason, one, figures)],
        " · ".join(name_of(plan) for plan in figures.plans),
    )


def _is_answered(reason: Reason, one: Sight, figures: Figures) -> bool:
    last = figures.last_word_at
    if last is None:
        return False
    if reason.rule == NUDGE and figures.nudge_at:
        return last >= figures.nudge_at
    return local_day(last, one.member.person.zone) >= reason.since


def _age(card: Card) -> tuple[date, str, UUID]:
    """Oldest reason first, then by name: never by how anybody does."""
    days = [reason.since for reason in card.reasons[:1]] + [day for day in (card.wrote_on,) if day]
    return min(days, default=date.max), card.sight.member.person.name.casefold(), card.sight.member.pk
