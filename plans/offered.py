"""The programmes that a person can follow: the shipped ones, those of the site, and their own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Q

from accounts.models import User
from plans.models import OwnProgramme
from plans.programmes import shipped
from plans.programmes.expansion import Programme, expanded

OWN, SITE = "own:", "site:"
"""How a plan names a programme that a person added, and one that the operator added for everybody, before its id."""


class UnknownProgramme(LookupError):
    """There is no such programme, or it is somebody else's."""


def programme_of(name: str, person: Any) -> Programme:
    """The programme of that id, or UnknownProgramme; an own one costs a query."""
    if name in shipped():
        return shipped()[name]
    return programmes_of([name], [person])[name]


def programmes_of(names: Iterable[str], people: Iterable[Any]) -> dict[str, Programme]:
    """Programmes by id for a batch of plans; one query when any was added, by one of `people` or for everybody."""
    wanted = set(names)
    found = _there(wanted, list(people))
    if missing := wanted - found.keys():
        raise UnknownProgramme(", ".join(sorted(missing)))
    return found


def still_there(names: Iterable[str], person: User) -> dict[str, Programme]:
    """Programmes by id, without those that were deleted; at most one query."""
    return _there(set(names), [person])


def offered(person: User) -> list[tuple[str, Programme]]:
    """All that a person can choose from, with their ids: shipped ones first, those of the site, then their own."""
    rows = OwnProgramme.objects.filter(Q(person=person) | Q(person=None)).order_by("created_at", "pk")
    added = [(name_of(row), _read(row.template)) for row in rows]
    return [*shipped().items(), *sorted(added, key=lambda one: one[0].startswith(OWN))]


def name_of(row: OwnProgramme) -> str:
    """The id by which a plan names a programme that was added."""
    return f"{OWN if row.person_id else SITE}{row.pk}"


def programmes_there(names: Iterable[str], people: Iterable[Any]) -> dict[str, Programme]:
    """Those of `programmes_of` that are there, by id; at most one query."""
    return _there(set(names), list(people))


def _there(wanted: set[str], people: list[Any]) -> dict[str, Programme]:
    found = {name: shipped()[name] for name in wanted if name in shipped()}
    ids = [name.partition(":")[2] for name in wanted - found.keys() if name.startswith((OWN, SITE))]
    if ids:
        rows = OwnProgramme.objects.filter(Q(person__in=people) | Q(person=None), pk__in=_ids(ids))
        added = {name_of(row): _read(row.template) for row in rows}
        found |= {name: programme for name, programme in added.items() if name in wanted}
    return found


def _ids(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if len(text) == 36 and text.replace("-", "").isalnum()]


@lru_cache(maxsize=256)
def _read(template: str) -> Programme:
    """Own templates are stored as their text, so that a refusal can name its line."""
    return expanded(template)
