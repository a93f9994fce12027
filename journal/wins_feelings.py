"""SW15 a feeling that eased, SW18 growing confidence (SPEC 5.2): for the person alone, and without a value. Pure."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from journal.wins_facts import BASELINE, SessionFacts, Win

UNPLEASANT = frozenset(["tense", "worried", "down", "irritated", "tired", "stressed", "restless", "lonely"])
EASED_BY = 2
LAST_RATED, ENOUGH_EASED = 4, 3
MEAN_OF, MORE_BY = 4, 1


def is_rated(session: SessionFacts) -> bool:
    """Whether a feeling has both of its ratings."""
    return session.emotion_before is not None and session.emotion_after is not None


def has_eased(session: SessionFacts) -> bool:
    """An unpleasant feeling that fell by two points or more."""
    before, after = session.emotion_before, session.emotion_after
    is_unpleasant = session.emotion_word in UNPLEASANT
    return is_unpleasant and before is not None and after is not None and before - after >= EASED_BY


class Feelings:
    """Feelings and confidence of each session, in the order of the log."""

    def __init__(self) -> None:
        self.eased: list[tuple[date, bool]] = []
        self.confidence: list[tuple[date, int]] = []

    @staticmethod
    def reads(session: SessionFacts) -> bool:
        """Whether the session says anything of these."""
        return session.confidence_next is not None or is_rated(session)

    def add(self, session: SessionFacts) -> None:
        if is_rated(session):
            self.eased.append((session.day, has_eased(session)))
        if session.confidence_next is not None:
            self.confidence.append((session.day, session.confidence_next))

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW15 and SW18."""
        begin = session.day - BASELINE
        if is_rated(session):
            rated = [eased for day, eased in self.eased[1 - LAST_RATED :] if day >= begin] + [has_eased(session)]
            if len(rated) == LAST_RATED and sum(rated) >= ENOUGH_EASED:
                yield Win("SW15", session.id, session.day, new=Decimal(sum(rated)), extra=Decimal(LAST_RATED))
        if session.confidence_next is not None:
            values = [value for day, value in self.confidence[1 - 2 * MEAN_OF :] if day >= begin]
            values.append(session.confidence_next)
            if len(values) == 2 * MEAN_OF and sum(values[MEAN_OF:]) - sum(values[:MEAN_OF]) >= MORE_BY * MEAN_OF:
                yield Win("SW18", session.id, session.day)
