"""Programmes that a person or the operator adds: stored once they hold to the rules, kept while a plan follows them."""

from django.db import transaction

from accounts.models import User
from plans.models import OwnProgramme, Plan
from plans.offered import name_of
from plans.programmes.expansion import expanded
from plans.programmes.reading import SIZE_LIMIT, TOO_LARGE, BadTemplate, gettext_noop

MOST = 20
NAME_LENGTH = 120


class TooManyProgrammes(Exception):
    """Nobody keeps more than a few programmes of their own."""


class StillFollowed(Exception):
    """A plan that runs follows it."""


@transaction.atomic
def save_programme(*, person: User | None, template: str, existing: OwnProgramme | None = None) -> OwnProgramme:
    """Reads the template by the rules of the shipped ones; without a person it is for everybody on the site.

    BadTemplate says which line breaks the rules, and why.

    Raises TooManyProgrammes, and StillFollowed for a change that leaves a running plan without its weeks.
    """
    template = template.replace("\r\n", "\n").replace("\r", "\n")
    programme = expanded(template)
    if existing is None and person and person.own_programmes.count() >= MOST:
        raise TooManyProgrammes
    if existing and any(plan_week > len(programme.weeks) for plan_week in _weeks_in_use(existing)):
        raise StillFollowed
    row = existing or OwnProgramme(person=person)
    row.name, row.template = programme.title["en"][:NAME_LENGTH], template
    row.save()
    return row


def delete_programme(*, row: OwnProgramme) -> None:
    """StillFollowed while a running plan needs it."""
    if _weeks_in_use(row):
        raise StillFollowed
    row.delete()


def template_of(content: bytes) -> str:
    """The text of a file; BadTemplate where it is none."""
    if len(content) > SIZE_LIMIT * 4:
        raise BadTemplate(TOO_LARGE, 1, most=f"{SIZE_LIMIT:,}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadTemplate(gettext_noop("This is no text in UTF-8."), line) from error


def _weeks_in_use(row: OwnProgramme) -> list[int]:
    """The week in which each running plan that follows it stands."""
    return list(Plan.objects.running().filter(programme=name_of(row)).values_list("programme_week", flat=True))
