"""Small wins of feelings, effort, heart rate and sleep are for the person alone: in no group and in no mail."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from accounts.actions import erase_category, withdraw_consent
from accounts.models import User
from accounts.tokens import create_token
from core import sender
from core.uuid7 import uuid7
from groups.actions import share_win
from groups.models import SharedWin
from journal.models import SmallWin
from journal.wins_facts import RULES, TRAINING_FACTS
from reviews import actions
from reviews.sharing import share_choices, share_wins, share_with_all_groups
from tests.factories import make_group, make_session
from tests.people import ApiClient

MONDAY = date(2026, 9, 28)
DUE = datetime(2026, 10, 5, 5, 30, tzinfo=UTC)
PRIVATE = {
    "SW07": {"exercise": "yoga", "old": 7, "new": 6},
    "SW08": {"exercise": "running", "old": 150, "new": 145},
    "SW15": {"new": 3, "extra": 4},
    "SW16": {"exercise": "family"},
    "SW17": {"new": 5, "extra": 420},
    "SW18": {},
}
SENTENCES = {
    "SW07": "felt like 6",
    "SW08": "145 heartbeats",
    "SW15": "An unpleasant feeling eased",
    "SW16": "A session together with family.",
    "SW17": "Up within half an hour",
    "SW18": "surer of your next session",
}
pytestmark = pytest.mark.django_db


def won(person: User, rule: str, **values: Any) -> SmallWin:
    """A stored win of the week; the lower the place the sooner it is told."""
    more = {"kind": RULES[rule].kind, "priority": 0} | values
    return SmallWin.objects.create(id=uuid7(), person=person, day=MONDAY, rule=rule, **more)


def reviewed(person: User, *rules: str) -> Any:
    """The review of the week with these wins."""
    make_session(person, datetime(2026, 9, 29, 16, tzinfo=UTC))
    for rule in rules:
        won(person, rule, **PRIVATE.get(rule, {}))
    actions.write_past_reviews(person=person, since=MONDAY, until=MONDAY)
    return person.weekly_reviews.get()


def test_these_are_no_facts_of_training():
    assert set(RULES) - TRAINING_FACTS == set(PRIVATE)
    assert {rule: RULES[rule].category for rule in PRIVATE} == {
        "SW07": "training", "SW08": "training", "SW15": "wellbeing", "SW16": "training", "SW17": "sleep",
        "SW18": "wellbeing",
    }  # fmt: skip


@pytest.mark.parametrize("rule", PRIVATE)
def test_the_page_of_the_review_tells_it_and_the_mail_does_not(ana: User, browse: Any, rule: str) -> None:
    make_session(ana, datetime(2026, 9, 29, 16, tzinfo=UTC))
    won(ana, rule, **PRIVATE[rule])
    won(ana, "SW12", priority=3)
    User.objects.filter(pk=ana.pk).update(next_review_at=DUE)
    with time_machine.travel(DUE, tick=False) as clock:
        actions.write_due_reviews()
        clock.shift(timedelta(minutes=10))
        sender.send_due()
        page = browse(ana).get(f"/reviews/{MONDAY}/").content.decode()
    assert SENTENCES[rule] in page
    whole = mail.outbox[0].message().as_string()
    assert "Back again." in whole
    assert "One small win." in whole
    assert SENTENCES[rule] not in whole


@pytest.mark.parametrize("rule", PRIVATE)
def test_no_way_of_sharing_shares_it(ana: User, bo: User, browse: Any, api: Any, rule: str) -> None:
    group = make_group(ana, bo)
    membership = group.memberships.get(person=ana)
    review = reviewed(ana, rule, "SW12")
    win, plain = ana.small_wins.get(rule=rule), ana.small_wins.get(rule="SW12")
    assert [choice.value for choice in share_choices(ana, review)] == [f"{membership.pk}:{plain.pk}"]
    share_win(person=ana, win=win, memberships=[membership])
    share_wins(person=ana, review=review, ticked=[f"{membership.pk}:{win.pk}"])
    share_with_all_groups(person=ana, review=review, wins=[win.pk])
    browse(ana).post(f"/groups/{group.pk}/share/", {"win": str(win.pk), "shared": "yes"})
    refused = api(ana).patch(f"wins/{win.pk}/", {"shared": True})
    assert (refused.status_code, list(refused.data)) == (400, ["shared"])
    assert api(ana).patch(f"wins/{win.pk}/", {"shared": False}).status_code == 200
    assert not SharedWin.objects.exists()
    with time_machine.travel(datetime(2026, 9, 30, 12, tzinfo=UTC), tick=False):
        page = browse(ana).get(f"/groups/{group.pk}/").content.decode()
    assert "Back again." in page
    assert SENTENCES[rule] not in page


@pytest.mark.parametrize("rule", PRIVATE)
def test_one_that_was_shared_all_the_same_is_not_shown(ana: User, bo: User, browse: Any, rule: str) -> None:
    group = make_group(ana, bo)
    membership = group.memberships.get(person=ana)
    for shared in (rule, "SW12"):
        SharedWin.objects.create(membership=membership, win=won(ana, shared, **PRIVATE.get(shared, {})))
    page = browse(bo).get(f"/groups/{group.pk}/").content.decode()
    assert "Win: Back again." in page
    assert SENTENCES[rule] not in page


@pytest.mark.parametrize(("rule", "category"), [("SW15", "wellbeing"), ("SW18", "wellbeing"), ("SW17", "sleep")])
def test_an_erased_category_takes_its_sentences_out_of_reviews(ana: User, rule: str, category: str) -> None:
    review = reviewed(ana, rule, "SW12")
    assert {win["rule"] for win in review.wins} == {rule, "SW12"}
    erase_category(person=ana, category=category)
    review.refresh_from_db()
    assert [win["rule"] for win in review.wins] == ["SW12"]
    assert review.facts["wins"] == ["Back again. That is a skill of its own."]


@pytest.mark.parametrize(("rule", "category"), [("SW15", "wellbeing"), ("SW18", "wellbeing"), ("SW17", "sleep")])
def test_without_its_consent_a_review_does_not_tell_it(ana: User, rule: str, category: str) -> None:
    withdraw_consent(person=ana, category=category)
    review = reviewed(ana, rule, "SW12")
    assert [win["rule"] for win in review.wins] == ["SW12"]


def test_a_token_made_for_training_does_not_read_wins_of_sleep_and_feelings(ana: User) -> None:
    wins = {rule: won(ana, rule, **PRIVATE.get(rule, {})) for rule in ("SW15", "SW17", "SW12")}
    told = {}
    for scopes in (["training"], ["training", "sleep"], ["read"], []):
        client = ApiClient(create_token(person=ana, name="watch", scopes=scopes))
        told["+".join(scopes)] = {win["rule"] for win in client.get("wins/").data["results"]}
        assert (client.get(f"wins/{wins['SW15'].pk}/").status_code == 200) is ("training" not in scopes)
    everything = {"SW12", "SW15", "SW17"}
    assert told == {"training": {"SW12"}, "training+sleep": {"SW12", "SW17"}, "read": everything, "": everything}
