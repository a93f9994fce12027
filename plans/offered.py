"""The programmes that a person can follow: the shipped ones, those of the site, and their own."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from accounts.models import User
from plans.models import OwnProgramme
from plans.programmes import shipped
from plans.programmes.expansion import Programme, expanded

OWN = "own:"


class UnknownProgramme(LookupError):
    """There is no such programme, or it is somebody else's."""


def programme_of(name: str, person: Any) -> Programme:
    """The programme of that id, or UnknownProgramme; an own one costs a query."""
    if name in shipped():
        return shipped()[name]
    return programmes_of([name], [person])[name]


def programmes_of(names: Iterable[str], people: Iterable[Any]) -> dict[str, Programme]:
    """Programmes by id for a batch of plans; one query when any is an own one, which must belong to one of `people`."""
    wanted = set(names)
    found = {name: shipped()[name] for name in wanted if name in shipped()}
    own = [name.removeprefix(OWN) for name in wanted - found.keys() if name.startswith(OWN)]
    if own:
        rows = OwnProgramme.objects.filter(pk__in=_ids(own), person__in=list(people)).values_list("pk", "template")
        found |= {f"{OWN}{pk}": _read(template) for pk, template in rows}
    if missing := wanted - found.keys():
        raise UnknownProgramme(", ".join(sorted(missing)))
    return found


def still_there(names: Iterable[str], person: User) -> dict[str, Programme]:
    """Programmes by id, without own ones that were deleted; at most one query."""
    wanted = set(names)
    own = [name.removeprefix(OWN) for name in wanted if name.startswith(OWN)]
    rows = person.own_programmes.filter(pk__in=_ids(own)).values_list("pk", "template") if own else []
    found = {name: shipped()[name] for name in wanted if name in shipped()}
    return found | {f"{OWN}{pk}": _read(template) for pk, template in rows}


def offered(person: User) -> list[tuple[str, Programme]]:
    """All that a person can choose from, with their ids: shipped ones first."""
    own = [(f"{OWN}{pk}", _read(template)) for pk, template in person.own_programmes.values_list("pk", "template")]
    return [*shipped().items(), *own]


def _ids(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if len(text) == 36 and text.replace("-", "").isalnum()]


@lru_cache(maxsize=256)
def _read(template: str) -> Programme:
    """Own templates are stored as their text, so that a refusal can name its line."""
    return expanded(template)
