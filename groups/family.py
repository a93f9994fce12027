"""One activity a week with the family: the signed link for a relative, their tick, and what the member sees of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.dates import Week
from core.mail import absolute
from core.rates import take_write
from groups.models import FamilyLink, FamilyTick
from journal.models import TrainingSession

LASTS = timedelta(weeks=12)
MOST_LINKS = 5
TICKS_PER_MINUTE = 6
SALT = "groups.family"


class TooManyLinks(Exception):
    """The person has as many links as a person may have."""


class TooFast(Exception):
    """More than a person would tap within a minute."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of the member's own, its address, and whether this week was ticked."""

    link: FamilyLink
    address: str
    is_open: bool
    tick: FamilyTick | None


@transaction.atomic
def make_link(*, person: Any, shown_name: str, title: str, relative: str) -> FamilyLink:
    """A link for twelve weeks; raises TooManyLinks."""
    now = timezone.now()
    if person.family_links.filter(expires_at__gt=now).count() >= MOST_LINKS:
        raise TooManyLinks
    return FamilyLink.objects.create(
        person=person, shown_name=shown_name, title=title, relative=relative, expires_at=now + LASTS
    )


def address_of(link: FamilyLink) -> str:
    """What the relative is sent: the link's id with our signature."""
    return absolute(reverse("groups:family-tick", args=[signing.Signer(salt=SALT).sign(link.pk.hex)]))


def link_of(token: str) -> FamilyLink | None:
    """The link of a token that we signed; None once it has ended, or its owner takes no part any more."""
    try:
        link_id = UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = FamilyLink.objects.filter(pk=link_id, expires_at__gt=timezone.now(), person__is_active=True)
    rows = rows.filter(person__consents__category="social", person__consents__withdrawn_at=None)
    return rows.select_related("person").first()


def monday_of(link: FamilyLink) -> date:
    """The week that a tick counts for, on the member's clock."""
    return Week.of(link.person.today()).monday


def is_ticked(link: FamilyLink) -> bool:
    """Whether this week was ticked by this link."""
    return link.ticks.filter(monday=monday_of(link)).exists()


@transaction.atomic
def tick(*, link: FamilyLink, is_done: bool) -> None:
    """Ticks this week, or takes the tick back; raises TooFast.

    It marks no session: a tick names a week and not a day, and nobody but the person writes into their journal.
    """
    if not take_write(str(link.pk), TICKS_PER_MINUTE):
        raise TooFast
    if is_done:
        FamilyTick.objects.get_or_create(link=link, monday=monday_of(link))
    else:
        link.ticks.filter(monday=monday_of(link)).delete()


def links_of(person: Any) -> list[LinkRow]:
    """The member's links, the newest first; two queries."""
    now, monday = timezone.now(), Week.of(person.today()).monday
    ticks = {row.link_id: row for row in FamilyTick.objects.filter(link__person=person, monday=monday)}
    links = person.family_links.order_by("-created_at", "-pk")
    return [LinkRow(link, address_of(link), link.is_open(now), ticks.get(link.pk)) for link in links]


def was_together(person: Any) -> bool:
    """Whether a session of this week was logged as done with the family."""
    week = Week.of(person.today())
    rows = TrainingSession.objects.filter(person=person, with_family=True, day__range=(week.monday, week.sunday))
    return rows.exists()
