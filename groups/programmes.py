"""Programmes of a group: a coach offers one of their own, members see it among the others and take a copy.

A copy, so that nobody's plan hangs on what another person keeps, changes or deletes.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from groups.models import Group, GroupProgramme
from plans.models import OwnProgramme
from plans.offered import FromElsewhere, name_of
from plans.own_programmes import save_programme

MOST = 10


class TooManyOffered(Exception):
    """A group has no more than a few."""


@transaction.atomic
def offer_programme(*, group: Group, programme: OwnProgramme) -> GroupProgramme:
    """The programme as it stands now; one of the same name is replaced. TooManyOffered."""
    is_new = not group.programmes.filter(name=programme.name).exists()
    if is_new and group.programmes.count() >= MOST:
        raise TooManyOffered
    row, _created = GroupProgramme.objects.update_or_create(
        group=group, name=programme.name, defaults={"template": programme.template}
    )
    return row


def withdraw_programme(*, offered: GroupProgramme) -> None:
    """Nobody takes it any more; copies that were taken stay."""
    offered.delete()


@transaction.atomic
def take_programme(*, person: User, offered: GroupProgramme) -> str:
    """A copy among the person's own programmes, or the one that says the same; the id by which a plan names it.

    Raises TooManyProgrammes; BadTemplate where the rules have changed since.
    """
    there = person.own_programmes.filter(template=offered.template).order_by("created_at").first()
    return name_of(there or save_programme(person=person, template=offered.template))


def offered_to(person: Any) -> list[FromElsewhere]:
    """For the list of programmes: those of the person's groups, with the page on which they are taken; one query."""
    mine = {"group__memberships__person": person, "group__memberships__person__consents__category": "social"}
    mine |= {"group__memberships__person__consents__withdrawn_at": None}
    rows = GroupProgramme.objects.filter(**mine).order_by("group__name", "created_at", "pk")
    return [
        FromElsewhere(name, group_name, reverse("groups:programmes", args=[group]))
        for name, group_name, group in rows.values_list("name", "group__name", "group")
    ]
