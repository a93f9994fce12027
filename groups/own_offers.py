"""Programmes that a coach offers, one of their own among them: who wants that takes a copy of its text.

A copy, so that nobody's plan hangs on what another person keeps, changes or deletes. Whoever was not asked does not
find it; once taken it stands among the member's own programmes.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from groups.coaching import all_open_offers, open_offers
from groups.models import Membership, ProgrammeOffer
from plans.models import OwnProgramme
from plans.offered import OWN, name_of, programmes_there, still_there
from plans.own_programmes import save_programme
from plans.suggested import Suggestion
from plans.words import shown


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question of a coach; `is_taken_first` where the text is the coach's own."""

    row: ProgrammeOffer
    title: str
    is_taken_first: bool


def asked_of(mine: Membership, members: Any) -> list[Asked]:
    """What the member was asked, without programmes that are gone; two queries more where one was added by somebody."""
    rows = open_offers(mine, members)
    names = {row.programme for row in rows}
    coaches = [row.coach.person_id for row in rows if row.coach]
    found, own = programmes_there(names, [mine.person_id, *coaches]), still_there(names, mine.person)
    return [
        Asked(row, shown(found[row.programme].title, get_language()), row.programme not in own)
        for row in rows
        if row.programme in found
    ]


def suggestions_for(person: User) -> list[Suggestion]:
    """What the catalogue says of open questions of all groups; two queries at most."""
    rows = all_open_offers(person)
    coaches = [row.coach.person_id for row in rows if row.coach]
    found = programmes_there({row.programme for row in rows}, [person.pk, *coaches]) if rows else {}
    return [
        Suggestion(
            id=row.programme,
            programme=found[row.programme],
            by=row.coach.person.name,
            place=row.membership.group.name,
            address=reverse("groups:offer", args=[row.membership.group_id, row.pk]),
        )
        for row in rows
        if row.programme in found and row.coach
    ]


@transaction.atomic
def take_copy(*, person: User, offer: ProgrammeOffer) -> str:
    """A copy among the member's own programmes; the id by which a plan names it, which is the offer's from now on.

    Raises OwnProgramme.DoesNotExist once the coach deleted it, TooManyProgrammes, BadTemplate where the rules changed.
    """
    coach = offer.coach.person_id if offer.coach else None
    theirs = OwnProgramme.objects.exclude(person=None).get(person=coach, pk=offer.programme.removeprefix(OWN))
    offer.programme = name_of(save_programme(person=person, template=theirs.template))
    offer.save(update_fields=["programme"])
    return offer.programme
