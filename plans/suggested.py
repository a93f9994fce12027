"""What others suggest to somebody who chooses a programme; who they are, an upper layer knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from plans.programmes.expansion import Programme


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A programme that somebody offered: its id and text, by whom, where, and where the answer is sent."""

    id: str
    programme: Programme
    by: str
    place: str
    address: str


# Upper layers put functions here when they start.
suggestions_of: list[Callable[[Any], Iterable[Suggestion]]] = []


def suggested_to(person: Any) -> dict[str, Suggestion]:
    """What waits for this person's answer, by the id of the programme; the first one who offered it is named."""
    found: dict[str, Suggestion] = {}
    for suggest in suggestions_of:
        for one in suggest(person):
            found.setdefault(one.id, one)
    return found
