"""Every address, asked by everyone in every method: each gets what the table says, and no mark of Ana's."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.authorisation.planting import MARK
from tests.authorisation.routes import ROUTES
from tests.authorisation.table import GROUP, Row
from tests.authorisation.world import SUBJECTS, World
from tests.test_access import VIEWS

pytestmark = pytest.mark.django_db
PAGE, RESOURCE = ("GET", "POST"), ("GET", "PUT", "PATCH", "DELETE")
BODY = '{"form": {}, "sent_at": 1}'  # what kept forms ask for; other resources find nothing in it
SLOW = {"api-schema"}  # the same for everybody; seconds
OPEN_TO_ALL = {"admin:login", "admin:logout"}
PAIRS = {
    ("self", "bo"),
    ("self", "kai"),
    ("self", "mia"),
    ("coach", "ana"),
    ("ex-coach", "ana"),
    ("stranger", "root"),
    ("admin", "chen"),
}


def test_every_address_is_in_the_table() -> None:
    names = {name for name, _path in VIEWS if not name.startswith("admin:")} | {"admin:*"}
    assert (names - set(ROUTES), set(ROUTES) - names) == (set(), set())


def test_every_table_has_a_row_of_hers(world: World) -> None:
    """A table that is planted by hand elsewhere would hide its leaks."""
    assert [label for label, row in world.gardens["ana"].rows.items() if row is None] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_gets_what_the_table_says(subject: str, world: World) -> None:
    client = world.client(subject)
    wrong: dict[str, str] = {}
    for name, row in ROUTES.items():
        for address in addresses(name, row, world, subject):
            for method in methods(name):
                found = ask(client, method, address)
                expected = row.policy_for(method)[subject]
                if not is_as_expected(found[0], expected):
                    wrong[f"{method} {address}"] = f"{name}: {found[0]}, not {expected}"
                if leaked := marks_for_others(found[1], subject, name):
                    wrong[f"{method} {address} "] = f"{name} tells {leaked}"
    assert not wrong, "\n" + "\n".join(f"{name}: {what}" for name, what in wrong.items())


def is_as_expected(found: str, expected: str) -> bool:
    """A method that an address does not know says nothing; what is one's own may be missing or switched off."""
    also = {"own": {"in", "403", "404"}, "staff": {"login"}}
    return found in {expected, "405"} | also.get(expected, set())


def addresses(name: str, row: Row, world: World, subject: str) -> Iterator[str]:
    """The address with its things in it; of the operator's pages, every one."""
    if name in SLOW and subject != "anon":
        return
    if name == "admin:*":
        yield from (path for known, path in VIEWS if known.startswith("admin:") and known not in OPEN_TO_ALL)
    elif name.startswith("accounts:accounts/"):
        yield f"/{name.partition(':')[2]}"
    else:
        yield reverse(name, args=row.args_in(world)) + row.query


def methods(name: str) -> tuple[str, ...]:
    return RESOURCE if name.endswith("-detail") and ":" not in name else PAGE


def ask(client: Client, method: str, address: str, body: str = "", *, keeps: bool = False) -> tuple[str, str]:
    """What came of it, in the table's words, and all that was said; what it changed is taken back unless it `keeps`."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        kind = "application/json" if address.startswith("/api/") else "application/x-www-form-urlencoded"
        text = body or (BODY if "json" in kind else "")
        answer = client.generic(method, address, text, content_type=kind)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(not keeps)
    client.cookies = SimpleCookie(cookies)  # whoever signed out is in again
    told = f"{said.decode(errors='replace')} {answer.headers}"
    return verdict(answer), MARK.sub(lambda found: "" if found[0] in address else found[0], told)


def verdict(answer: Any) -> str:
    """The table's word for an answer."""
    goes_to = answer.headers.get("Location", "")
    if goes_to.startswith("/operator/login/"):
        return "staff"
    if goes_to.startswith("/accounts/login/?next="):
        return "login"
    return str(answer.status_code) if answer.status_code in {401, 403, 404, 405} or answer.status_code >= 500 else "in"


def marks_for_others(text: str, subject: str, name: str = "") -> set[str]:
    """Marks in the answer of the address `name` that are not for this one."""
    mine = {"token": "ana", "narrow-token": "ana"}.get(subject, SUBJECTS[subject])
    found = {each[0] for each in MARK.finditer(text) if each[1] != mine and not may_see(subject, each[1], each[2])}
    return {each for each in found if not (name == "groups:family-tick" and MARK.fullmatch(each)[2] == "l")}  # type: ignore[index]


def may_see(subject: str, owner: str, seen_by: str) -> bool:
    """Whether this one may read a mark of somebody else's."""
    subject = "self" if subject == "token" else subject
    is_pair = (subject, owner) in PAIRS
    if seen_by == "g":
        return is_pair or (subject in GROUP and owner != "chen")
    return is_pair if seen_by == "t" else seen_by == "a" and subject == "admin"


def test_no_resolver_is_left_out() -> None:
    """What the table is made from: every branch of the addresses."""
    branches = [entry for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]
    assert len(branches) >= 9
