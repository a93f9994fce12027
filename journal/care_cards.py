"""How support cards come and go: at most a new one a week, never one that was sent away (SPEC 8.1). Pure.

A card that comes up lasts four weeks. It is shown while the newest check finds its signal, unless it is hidden or
muted; a signal that goes and returns within the four weeks shows the same card again. A signal that holds longer makes
a new card, which counts as another time.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

ORDER = ("G1", "G9", "G6", "G8", "G4", "G2")
"""Which signal comes first where several hold."""
ANY_TIME = "G1"
"""The one that need not wait for its week."""
LASTS = timedelta(days=28)
ONE_A = timedelta(days=7)
HIDDEN_FOR = timedelta(days=14)
COUNTED_WITHIN = timedelta(weeks=12)


class Card(Protocol):
    """One kind of card of one person."""

    signal: str
    due_on: date | None
    hidden_until: date | None
    is_muted: bool
    times: int
    checked_on: date | None


def deal(cards: Mapping[str, Card], holding: Collection[str], today: date) -> None:
    """Notes what a check found, and lets at most one new card come up. `cards` holds one for each signal that holds."""
    for card in cards.values():
        card.checked_on = today if card.signal in holding and not card.is_muted else None
    is_free = not any(card.due_on and today - card.due_on < ONE_A for card in cards.values())
    for signal in ORDER:
        if signal in holding and _may_come_up(cards[signal], today) and (is_free or signal == ANY_TIME):
            _come_up(cards[signal], today)
            is_free = False


def shown(cards: Iterable[Card], today: date) -> Card | None:
    """The one card that the person sees today."""
    visible = {card.signal: card for card in cards if card.signal in ORDER and is_shown(card, today)}
    return next((visible[signal] for signal in ORDER if signal in visible), None)


def is_shown(card: Card, today: date) -> bool:
    """Whether it is up, found by the newest check and not sent away."""
    return bool(card.checked_on) and _lasts(card, today) and not card.is_muted and not _is_hidden(card, today)


def hide(card: Card, today: date) -> None:
    """Not now: away for fourteen days."""
    card.hidden_until = today + HIDDEN_FOR


def mute(card: Card) -> None:
    """No card of this kind any more; that is all that stays of it."""
    card.is_muted, card.due_on, card.hidden_until, card.checked_on, card.times = True, None, None, None, 0


def _may_come_up(card: Card, today: date) -> bool:
    return not (card.is_muted or _is_hidden(card, today) or _lasts(card, today))


def _come_up(card: Card, today: date) -> None:
    is_again = card.due_on is not None and today - card.due_on <= COUNTED_WITHIN
    card.times = card.times + 1 if is_again else 1
    card.due_on, card.hidden_until = today, None


def _lasts(card: Card, today: date) -> bool:
    return card.due_on is not None and today - card.due_on < LASTS


def _is_hidden(card: Card, today: date) -> bool:
    return card.hidden_until is not None and today < card.hidden_until
