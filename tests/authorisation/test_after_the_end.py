"""What ends, ends with the next request: pages that are open, tokens, links and mails that wait (S-04)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import withdraw_consent
from accounts.tokens import create_token
from core.sender import send_due
from groups import actions, granting, moderation
from plans.calendar_feed import end_feed, renew_feed
from tests.authorisation.world import World

pytestmark = pytest.mark.django_db


def membership(world: World, name: str) -> Any:
    return world.group.memberships.get(person=world.people[name])


def take_back(world: World) -> None:
    granting.take_back(person=world.people["ana"], coach=membership(world, "bo"), stream="training")


def block(world: World) -> None:
    moderation.keep_distance(person=world.people["ana"], other=world.people["bo"], kind="block")


ENDS: dict[str, Callable[[World], None]] = {
    "Ana takes the grant back": take_back,
    "Ana leaves": lambda world: actions.leave_group(membership=membership(world, "ana")),
    "Bo leaves": lambda world: actions.leave_group(membership=membership(world, "bo")),
    "Bo is a member now": lambda world: actions.set_role(membership=membership(world, "bo"), role="member"),
    "Ana withdraws groups": lambda world: withdraw_consent(person=world.people["ana"], category="social"),
    "Ana blocks Bo": block,
}
STILL_COACHED = {"Ana takes the grant back"}  # seen as by any coach of the group, and written to


@pytest.mark.parametrize("end", ENDS)
def test_the_next_request_of_a_coach_finds_no_more(end: str, world: World) -> None:
    page, script = world.client("coach"), token_client(world, "bo")
    ana = membership(world, "ana").pk
    person = reverse("groups:coach-person", args=[ana])
    assert "sessions" in script.get(f"/api/v1/coached/{ana}/").json()
    assert page.get(person).status_code == 200
    ENDS[end](world)
    told = script.get(f"/api/v1/coached/{ana}/")
    assert page.get(person).status_code == told.status_code == (200 if end in STILL_COACHED else 404)
    assert "sessions" not in told.json()


@pytest.mark.parametrize("end", ENDS)
def test_the_next_message_is_not_taken(end: str, world: World) -> None:
    page, script = world.client("coach"), token_client(world, "bo")
    ana = membership(world, "ana").pk
    address, body = reverse("groups:thread", args=[ana]), {"member": str(ana), "text": "One more"}
    assert page.post(address, {"text": "One"}).status_code == 302
    ENDS[end](world)
    answer = script.post("/api/v1/messages/", body, content_type="application/json")
    statuses = (page.post(address, {"text": "Two"}).status_code, answer.status_code)
    assert statuses == ((302, 201) if end in STILL_COACHED else (404, 400))


@pytest.mark.parametrize("end", ["Ana leaves", "Ana withdraws groups", "Ana blocks Bo"])
def test_a_mail_that_waits_is_not_sent(end: str, world: World) -> None:
    waiting = world.people["ana"].outbox_mails.filter(kind="message")
    assert waiting.filter(state="waiting").exists()
    ENDS[end](world)
    waiting.update(due_at=world.past.created_at, next_try_at=world.past.created_at)
    send_due()
    assert set(waiting.values_list("state", flat=True)) == {"skipped"}


def test_a_feed_and_a_token_end_at_once(world: World) -> None:
    ana = world.people["ana"]
    feed = reverse("plans:calendar-feed", args=[world.feed])
    assert Client().get(feed).status_code == 200
    renewed = renew_feed(ana)
    assert Client().get(feed).status_code == 404
    end_feed(ana)
    assert Client().get(f"/{renewed.split('/', 3)[3]}").status_code == 404
    client = world.client("token")
    assert client.get("/api/v1/wins/").status_code == 200
    ana.api_tokens.all().delete()
    assert client.get("/api/v1/wins/").status_code == 401


def token_client(world: World, name: str) -> Client:
    """A script of this person's."""
    return Client(headers={"Authorization": f"Bearer {create_token(person=world.people[name], name='script')}"})
