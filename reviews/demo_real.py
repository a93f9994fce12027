"""A group of people with real weeks, moved to the present, so that a coach's pages can be judged on them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.dates import monday_of
from groups import actions
from groups.coaching import offer_programme
from groups.granting import give
from groups.models import CheckIn, Group, Membership, Stream
from journal.importers.sources import Row, Source, open_journal
from journal.importers.store import Importer

NAMES = ("Ida", "Jon", "Kaja", "Leif", "Mona", "Nils", "Oda", "Per", "Runa", "Siv")
SHOWN: tuple[tuple[Stream, ...], ...] = (
    (Stream.TRAINING, Stream.EFFORT, Stream.MOOD),
    (Stream.TRAINING, Stream.EFFORT),
    (),
    (Stream.TRAINING, Stream.EFFORT, Stream.MOOD, Stream.SLEEP, Stream.WINS),
    (Stream.TRAINING,),
)
"""What they grant the coach, one after the other."""


@transaction.atomic
def make_real_group(folder: Path, coach: User, make_person: Any) -> Group:
    """A person for each journal of the folder, in one group that `coach` coaches; their last entry was yesterday."""
    journals = sorted(path for path in folder.iterdir() if path.is_dir())
    people = [make_person(name.lower(), name) for name in NAMES[: len(journals)]]
    for person, journal in zip(people, journals, strict=False):
        read_into(person, journal)
    group = actions.create_group(person=people[0], name="Real weeks", time_zone=coach.time_zone)
    secret = actions.renew_invite(group=group)
    for person in (coach, *people[1:]):
        actions.join_group(person=person, secret=secret)
    mine = Membership.objects.select_related("group", "person").get(group=group, person=coach)
    actions.set_role(membership=mine, role=Membership.Role.COACH)
    for number, person in enumerate(people):
        for stream in SHOWN[number % len(SHOWN)]:
            give(person=person, coach=mine, stream=stream, language=person.language)
    asks = Membership.objects.get(group=group, person=people[-1])
    monday = group.week(timezone.now()).monday
    actions.check_in(membership=asks, slot=None, day=monday, answer=CheckIn.Answer.NUDGE, line="A long week.")
    offer_programme(coach=mine, programme="together_6w")
    return group


def read_into(person: User, journal: Path) -> None:
    """Everything of the folder, whole weeks later."""
    with open_journal(journal) as sources:
        later = _weeks_to_now(sources, person.today())
        Importer(person).run([replace(source, rows=partial(_moved, source, later)) for source in sources])


def _weeks_to_now(sources: list[Source], today: date) -> timedelta:
    """The whole weeks from the week of the newest entry to this one."""
    days = [day for source in sources for row in source.rows() if (day := _day_of(row.body))]
    return (monday_of(today) - monday_of(max(days, default=today))) if days else timedelta()


def _day_of(body: dict[str, Any]) -> date | None:
    text = str(body.get("day") or body.get("started_at") or body.get("rated_at") or body.get("measured_at") or "")
    return date.fromisoformat(text[:10]) if text else None


def _moved(source: Source, later: timedelta) -> Iterator[Row]:
    for row in source.rows():
        yield replace(row, body={name: _later(value, later) for name, value in row.body.items()})


def _later(value: Any, later: timedelta) -> Any:
    """A day or an instant moved; anything else as it is."""
    if not isinstance(value, str) or len(value) < 10 or value[4:5] != "-":
        return value
    try:
        moment = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        return (moment + later).isoformat()
    except ValueError:
        return value
