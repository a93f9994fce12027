"""A coach's own programme offered to their group: seen by its members alone, taken as a copy, started so."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import delete_account, withdraw_consent
from accounts.models import User
from groups.actions import leave_group
from groups.models import ProgrammeOffer
from groups.moderation import keep_distance
from plans.following import start_plan
from plans.offered import name_of
from plans.own_programmes import delete_programme, save_programme
from plans.programmes import FOLDER
from plans.stepping import step_batch
from tests.groups.coached import make_coached, mine

pytestmark = pytest.mark.django_db
TEXT = (FOLDER / "yoga_depth_6w.yaml").read_text("utf-8").replace("id: yoga_depth_6w", "id: bo_yoga")
TEXT = TEXT.replace("Yoga, a little deeper each week", "Bo's quiet yoga")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana: User, bo: User) -> Any:
    return make_coached(bo, ana)


@pytest.fixture
def own(bo: User) -> Any:
    return save_programme(person=bo, template=TEXT)


def board(client: Any, group: Any) -> str:
    return str(client.get(reverse("groups:detail", args=[group.pk])).content.decode())


def offer(client: Any, group: Any, own: Any) -> int:
    address = reverse("groups:coach-offer", args=[group.pk])
    return int(client.post(address, {"programme": name_of(own)}).status_code)


def take(client: Any, group: Any, row: Any, **data: str) -> Any:
    return client.post(reverse("groups:offer", args=[group.pk, row.pk]), {"take": "1"} | data)


def test_the_coach_offers_it_and_a_member_takes_and_starts_a_copy(group, ana, bo, chen, own, browse) -> None:
    page = browse(bo).get(reverse("groups:coach-offer", args=[group.pk])).content.decode()
    assert "Bo&#x27;s quiet yoga" in page
    assert offer(browse(bo), group, own) == 302
    assert ("Bo&#x27;s quiet yoga" in board(browse(ana), group), "Take a copy" in board(browse(ana), group)) == (
        True,
        True,
    )
    row = mine(ana, group).offers.get()
    taken = take(browse(ana), group, row)
    copy = ana.own_programmes.get()
    assert (taken["Location"], copy.template) == (f"/plan/programmes/own:{copy.pk}/", own.template)
    assert "Take a copy" not in board(browse(ana), group)
    assert f"/plan/programmes/own:{copy.pk}/" in board(browse(ana), group)
    start_plan(person=ana, programme=name_of(copy), weekdays=[0, 2, 4], today=ana.today())
    assert "quiet yoga" not in board(browse(ana), group)
    delete_account(person=bo)
    assert step_batch(now=datetime(2026, 3, 9, 12, tzinfo=UTC)) == 1


CATALOGUE = "/plan/programmes/"


def catalogue(client: Any) -> str:
    return str(client.get(CATALOGUE).content.decode())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Offered by Bo in Tuesday group"), ("zh-hans", "由 Bo 在“Tuesday group”中提供")],
)
def test_the_catalogue_says_who_offered_it_until_it_is_taken(group, ana, bo, own, browse, language, said) -> None:
    User.objects.update(language=language)
    client, name = browse(ana), "Bo&#x27;s quiet yoga" if language == "en" else said
    assert said not in catalogue(client)
    offer(browse(bo), group, own)
    shown = catalogue(client)
    row = mine(ana, group).offers.get()
    assert (shown.count(said), name in shown, f"/groups/{group.pk}/offers/{row.pk}/" in shown) == (1, True, True)
    assert f"own:{own.pk}" not in shown
    take(client, group, row)
    copy, shown = ana.own_programmes.get(), catalogue(client)
    assert (f"/plan/programmes/own:{copy.pk}/" in shown, f"/offers/{row.pk}/" in shown) == (True, False)
    start_plan(person=ana, programme=name_of(copy), weekdays=[0, 2, 4], today=ana.today())
    assert said not in catalogue(client)


def test_not_for_me_leads_back_to_the_catalogue(group, ana, bo, own, browse) -> None:
    offer(browse(bo), group, own)
    client, row = browse(ana), mine(ana, group).offers.get()
    sent = client.post(reverse("groups:offer", args=[group.pk, row.pk]), {"next": f"{CATALOGUE}?wish=sleep"})
    assert sent["Location"] == f"{CATALOGUE}?wish=sleep"
    assert "Offered by" not in catalogue(client)
    assert "Take a copy" not in board(client, group)


def test_a_shipped_one_is_marked_on_its_own_card(group, ana, bo, browse) -> None:
    browse(bo).post(reverse("groups:coach-offer", args=[group.pk]), {"programme": "yoga_depth_6w"})
    client = browse(ana)
    found = client.get(CATALOGUE)
    assert [(card.id, card.suggestion.by) for card in found.context["others"] if card.suggestion] == [
        ("yoga_depth_6w", "Bo")
    ]
    assert (found.context["waiting"], found.content.decode().count("Offered by Bo in Tuesday group")) == ([], 1)


def test_the_catalogue_of_others_says_nothing(group, ana, bo, chen, own, browse) -> None:
    offer(browse(bo), group, own)
    for person in (bo, chen):
        User.objects.filter(pk=person.pk).update(language="en")
        assert "Offered by" not in catalogue(browse(person))


@pytest.mark.parametrize("happens", ["muted", "blocked", "left", "withdrawn", "deleted"])
def test_the_catalogue_forgets_it_with_the_coach(group, ana, bo, own, browse, happens) -> None:
    offer(browse(bo), group, own)
    assert "Offered by" in catalogue(browse(ana))
    if happens in {"muted", "blocked"}:
        keep_distance(person=ana, other=bo, kind={"muted": "mute", "blocked": "block"}[happens])
    elif happens == "left":
        leave_group(membership=mine(bo, group))
    elif happens == "withdrawn":
        withdraw_consent(person=ana, category="social")
    else:
        delete_programme(row=own)
    assert "Offered by" not in catalogue(browse(ana))


def test_three_offers_cost_the_catalogue_what_one_does(group, ana, bo, browse) -> None:
    counts, client = [], browse(ana)
    for number in range(3):
        offer(browse(bo), group, save_programme(person=bo, template=TEXT.replace("quiet", f"quiet {number}")))
        client.get(CATALOGUE)
        with CaptureQueriesContext(connection) as queries:
            assert catalogue(client).count("Offered by") == number + 1
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_nobody_else_finds_it(group, ana, bo, chen, own, browse) -> None:
    offer(browse(bo), group, own)
    outsider = User.objects.create_user("out@example.org")
    for person in (outsider, ana):
        assert browse(person).get(f"/plan/programmes/own:{own.pk}/").status_code in (302, 404)
        assert person.own_programmes.count() == 0
    row = mine(ana, group).offers.get()
    assert take(browse(bo), group, row).status_code == 404
    assert bo.own_programmes.count() == 1


def test_only_a_programme_of_the_coachs_own_can_be_offered(group, ana, bo, browse) -> None:
    hers = save_programme(person=ana, template=TEXT)
    assert offer(browse(bo), group, hers) == 404
    assert ProgrammeOffer.objects.count() == 0


def test_one_that_the_coach_deleted_is_not_there_any_more(group, ana, bo, own, browse) -> None:
    offer(browse(bo), group, own)
    row = mine(ana, group).offers.get()
    delete_programme(row=own)
    assert "quiet yoga" not in board(browse(ana), group)
    assert take(browse(ana), group, row)["Location"] == reverse("groups:detail", args=[group.pk])
    assert ana.own_programmes.count() == 0


def test_without_consent_to_training_no_copy_is_stored(group, ana, bo, own, browse) -> None:
    offer(browse(bo), group, own)
    withdraw_consent(person=ana, category="training")
    assert take(browse(ana), group, mine(ana, group).offers.get())["Location"] == "/plan/programmes/"
    assert ana.own_programmes.count() == 0


def test_three_offers_cost_what_one_does(group, ana, bo, browse) -> None:
    counts, client = [], browse(ana)
    for number in range(3):
        row = save_programme(person=bo, template=TEXT.replace("quiet", f"quiet {number}"))
        offer(browse(bo), group, row)
        client.get(reverse("groups:detail", args=[group.pk]))
        with CaptureQueriesContext(connection) as queries:
            assert board(client, group).count("Take a copy") == number + 1
        counts.append(len(queries))
    assert len(set(counts)) == 1
