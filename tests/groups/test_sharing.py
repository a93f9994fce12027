"""Who sees what: one switch is one tap is one receipt; all is off before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from accounts.export import KINDS
from groups.grant_texts import PURPOSE, TEXTS
from groups.models import Grant, Membership, Stream
from groups.models.sharing import CATEGORY_OF
from tests.factories import make_group, make_person
from tests.groups.coached import grant, make_coached, mine

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
SHARING = "/sharing/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_coached(bo, ana)


@pytest.fixture
def switch(ana, bo, group, browse):
    address = reverse("groups:switch", args=[mine(bo, group).pk])
    return lambda **form: browse(ana).post(address, form)


def states(browse, person):
    return [[(one.stream, one.is_on) for one in card.switches] for card in browse(person).get(SHARING).context["cards"]]


def test_all_is_off_until_it_is_switched_on(group, ana, bo, browse, switch):
    assert states(browse, ana) == [[(stream, False) for stream in Stream]]
    assert switch(stream="mood", on="mood")["Location"] == f"{SHARING}#coach-{mine(bo, group).pk}"
    assert states(browse, ana) == [[(stream, stream == "mood") for stream in Stream]]
    row = Grant.objects.get()
    assert (row.person, row.coach_name, row.stream, row.text_version, row.language) == (ana, "Bo", "mood", "1", "en")
    assert (row.given_on, row.ends_on) == (date(2026, 3, 6), date(2026, 4, 3))
    assert "Until 3 April 2026" in browse(ana).get(SHARING).content.decode()
    switch(stream="mood", off="mood")
    assert states(browse, ana) == [[(stream, False) for stream in Stream]]
    row.refresh_from_db()
    assert row.revoked_at == FRIDAY


def test_switching_on_again_is_a_receipt_of_its_own(group, ana, switch, clock):
    switch(stream="mood", on="mood")
    clock.shift(timedelta(days=25))
    switch(stream="mood", on="mood")
    rows = list(ana.grants.order_by("given_at").values_list("ends_on", "revoked_at"))
    assert rows == [(date(2026, 4, 3), FRIDAY + timedelta(days=25)), (date(2026, 4, 28), None)]
    told = list(KINDS["grants"](ana))
    assert [row["text"] for row in told] == [[str(TEXTS["mood", "1"]), str(PURPOSE)]] * 2


def test_before_the_end_the_page_asks(group, ana, browse, switch, clock):
    switch(stream="mood", on="mood")
    clock.shift(timedelta(days=20))
    assert "Go on?" not in browse(ana).get(SHARING).content.decode()
    clock.shift(timedelta(days=1))
    assert "Mood ends on 3 April. Go on?" in browse(ana).get(SHARING).content.decode()


@pytest.mark.parametrize("stream", ["weight", "insights", "psqi", "", "Mood"])
def test_nothing_else_can_be_granted(stream, switch):
    assert switch(stream=stream, on=stream).status_code == 404
    assert not Grant.objects.exists()


def test_what_is_not_stored_cannot_be_shown(group, ana, switch):
    withdraw_consent(person=ana, category="wellbeing")
    for stream in Stream:
        switch(stream=stream, on=stream)
    assert set(ana.grants.values_list("stream", flat=True)) == {
        stream for stream in Stream if CATEGORY_OF[stream] != "wellbeing"
    }


def test_only_a_coach_of_ones_own_group_can_be_shown_something(group, ana, bo, chen, browse):
    other = make_coached(chen, make_person("eli@example.org"))
    targets = [mine(chen, other), mine(ana, group), group.memberships.exclude(person__in=[ana, bo]).get()]
    for target in targets:
        address = reverse("groups:switch", args=[target.pk])
        assert browse(ana).post(address, {"stream": "mood", "on": "1"}).status_code == 404
    assert not Grant.objects.exists()


def test_without_a_coach_or_a_group_the_page_explains(chen, ana, browse):
    make_group(ana)
    page = browse(ana).get(SHARING).content.decode()
    assert "Only you" in page
    assert page.count('class="pill">Off') == len(Stream)
    withdraw_consent(person=ana, category="social")
    assert "Only you" in browse(ana).get(SHARING).content.decode()


def test_a_script_gets_the_card_alone(group, ana, bo, browse):
    held = mine(bo, group)
    answer = browse(ana).post(
        reverse("groups:switch", args=[held.pk]), {"stream": "sleep", "on": "1"}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().startswith(f'<section class="card" id="coach-{held.pk}">')
    assert answer.content.decode().count('aria-checked="true"') == 1


def test_the_page_costs_the_same_for_one_coach_and_for_four(group, ana, bo, browse, django_assert_num_queries):
    client = browse(ana)
    client.get(SHARING)
    for number in range(4):
        if number in (0, 1, 3):
            with django_assert_num_queries(7):  # session, person, consents, coaches, pauses, grants, groups
                assert len(client.get(SHARING).context["cards"]) == number + 1
        other = make_person(f"coach{number}@example.org")
        Membership.objects.create(group=group, person=other, role="coach")
        grant(ana, other, group)


def test_a_coach_who_leaves_is_named_in_the_receipt(group, ana, bo):
    from groups.actions import leave_group

    grant(ana, bo, group, "plan")
    leave_group(membership=mine(bo, group))
    assert [(row["coach_name"], row["coach"]) for row in KINDS["grants"](ana)] == [("Bo", None)]
