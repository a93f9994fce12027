"""Random requests of everyone for everyone's things: ids in the path, the query, the body, nested and in filters.

AUTHZ_REQUESTS says how many (20,000 for a release, fewer by default); AUTHZ_SEED repeats a run. No answer may hold a
mark that is not for whoever asked, and nobody's own rows may change by another one's request.
"""

import json
import os
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse

from core import privacy
from tests.authorisation.planting import mark
from tests.authorisation.routes import API, ROUTES
from tests.authorisation.table import GROUP, SIGNED_IN
from tests.authorisation.test_matrix import SLOW, ask, marks_for_others
from tests.authorisation.world import OWNERS, SUBJECTS, World

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("AUTHZ_REQUESTS", "600"))
SEED = int(os.environ.get("AUTHZ_SEED", "20261127"))
METHODS = ("GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE")
NAMES = (
    "id", "session", "task", "group", "member", "meeting", "slot", "win", "plan", "planned_session", "thread", "into",
    "exercise", "find", "q", "kind", "since", "until", "cursor", "select", "next", "person", "sender", "receiver",
    "entry", "entries", "text", "phrase", "line", "day", "answer", "role", "remove", "limit", "show", "swaps", "coach",
    "grant", "membership", "beside", "for", "reason", "programme", "stream", "choice", "name", "base", "body",
)  # fmt: skip
ALONE = ("journal", "plans")  # tables in which nobody else may change anything
OUTSIDE = (*ALONE, "groups")  # the same for whoever is not in the group
LEFT_OUT = SLOW | {"admin:*", "accounts:download"}
ASKERS = (*SUBJECTS, *SIGNED_IN, *SIGNED_IN)  # whoever is not signed in finds little
PLAIN = ("yes", "1", "2026-03-02", "mood-ratings", "moved", "own_words", "coach", "500", "back_squat", "")


@dataclass
class Asker:
    """Makes requests that nobody planned."""

    chance: random.Random
    world: World

    def any_id(self) -> str:
        """An id of somebody's row of any table, or its name."""
        rows: list[Model] = list(self.world.gardens[self.chance.choice(OWNERS)].rows.values())
        return str(self.chance.choice(rows).pk)

    def address(self, name: str) -> str:
        """The address with its own kind of things, seldom with any other; those of a random owner."""
        row, owner = ROUTES[name], self.chance.choice(OWNERS)
        if name.startswith("accounts:accounts/"):
            return f"/{name.partition(':')[2]}"
        args = row.args_in(self.world, owner)
        if self.chance.random() < 0.15:
            args = tuple(self.any_id() for _ in args)
        try:
            return reverse(name, args=args)
        except (NoReverseMatch, AttributeError):
            return reverse(name, args=row.args_in(self.world, owner))

    def value(self, depth: int = 0) -> Any:
        """An id most of the time; sometimes several, or an object of them."""
        kind = self.chance.random()
        if kind < 0.6 or depth > 1:
            return self.any_id()
        if kind < 0.75:
            return self.chance.choice(PLAIN)
        if kind < 0.9:
            return [self.value(depth + 1) for _ in range(2)]
        return {self.chance.choice(NAMES): self.value(depth + 1) for _ in range(2)}

    def fields(self) -> dict[str, Any]:
        return {self.chance.choice(NAMES): self.value() for _ in range(self.chance.randrange(5))}

    def request(self) -> tuple[str, str, str, str]:
        """Address name, method, address with a query, and a body."""
        name = self.chance.choice([name for name in ROUTES if name not in LEFT_OUT])
        method = self.chance.choice(METHODS if name in API else METHODS[:5])  # pages know two of them
        address = self.address(name)
        if self.chance.random() < 0.4:
            address += "?" + urlencode({key: str(value) for key, value in self.fields().items()})
        body = self.fields()
        if name == "api-sync":
            body = {
                "method": self.chance.choice(METHODS[3:]),
                "resource": "mood-ratings",
                "id": self.any_id(),
                "body": body,
            }
            return name, "POST", address, json.dumps([body])
        return name, method, address, json.dumps(body) if address.startswith("/api/") else urlencode(body, doseq=True)


def test_nothing_leaks_and_nothing_of_others_changes() -> None:
    world = World()
    asker = Asker(random.Random(SEED), world)
    clients = {subject: world.client(subject) for subject in SUBJECTS}
    for client in clients.values():
        client.raise_request_exception = False
    before = {(owner, apps): own_rows(world, owner, apps) for owner in OWNERS for apps in (ALONE, OUTSIDE)}
    leaks: list[str] = []
    broken: list[str] = []
    answers = Counter[str]()
    for number in range(REQUESTS):
        subject = asker.chance.choice(ASKERS)
        name, method, address, body = asker.request()
        found, said, changed = tried(clients[subject], method, address, body, subject, world, before)
        answers[found] += 1
        if told := marks_for_others(said, subject, name):
            leaks.append(f"{number}: {subject} {method} {address} ({name}) {body} tells {told}")
        if changed:
            leaks.append(f"{number}: {subject} {method} {address} ({name}) {body} changes rows of {changed}")
        if found.startswith("5"):
            broken.append(f"{number}: {subject} {method} {address} ({name}) {body} answers {found}")
    assert (leaks, broken) == ([], [])
    assert answers["in"] > REQUESTS / 10  # many do get in, to their own
    assert answers["404"] > REQUESTS / 10
    print(f"{REQUESTS} requests of {len(SUBJECTS)} askers, seed {SEED}: {len(leaks)} leaks, {dict(answers)}")


def tried(
    client: Client, method: str, address: str, body: str, subject: str, world: World, before: dict[str, Any]
) -> tuple[str, str, list[str]]:
    """The verdict, what was said, and the others whose own rows are not what they were; taken back afterwards."""
    with transaction.atomic():
        found, said = ask(client, method, address, body, keeps=True)
        name = {"token": "ana", "narrow-token": "ana"}.get(subject, SUBJECTS[subject])
        writes = method != "GET" and found == "in" and address.split("/")[1] != "family"  # a link that ticks
        apps = ALONE if subject in GROUP else OUTSIDE
        others = [owner for owner in OWNERS if writes and owner != name]
        changed = [owner for owner in others if own_rows(world, owner, apps) != before[owner, apps]]
        transaction.set_rollback(True)
    return found, said, changed


def own_rows(world: World, owner: str, apps: tuple[str, ...]) -> dict[str, list[Any]]:
    """All that stands in the tables of these apps that belong to the person."""
    person = world.people[owner]
    tables = {label: row._meta.model for label, row in world.gardens[owner].rows.items() if label.startswith(apps)}
    return {
        label: list(model.objects.filter(**{path: person.pk}).order_by("pk").values())
        for label, model in tables.items()
        if (path := privacy.person_path(model))
    }


def test_a_mark_that_is_not_for_me_is_found() -> None:
    """The test itself: it sees a leak where there is one."""
    world = World()
    text = " ".join(mark(world.people["ana"], seen_by) for seen_by in "pgta")
    found = {subject: len(marks_for_others(text, subject)) for subject in SUBJECTS}
    assert found == dict.fromkeys(SUBJECTS, 4) | {
        "self": 0, "token": 0, "narrow-token": 0, "member": 3, "coach": 2, "coach-without": 3, "organiser": 3,
        "ex-coach": 2, "admin": 3,
    }  # fmt: skip
