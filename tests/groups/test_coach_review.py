"""The coach's list: who comes first and why, its filters, what it costs, what a coach may suggest."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.dates import Week
from groups import actions, coaching
from groups.message_actions import write_message
from groups.models import Membership, ProgrammeOffer, Stream
from groups.moderation import keep_distance
from plans.models import Plan, PlanProposal
from plans.proposing import propose_weeks
from tests.factories import make_mood, make_person
from tests.groups.coached import fill, grant, make_coached, mine, plan_of

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
REVIEW = "/coach/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_coached(bo, ana)


def names(response):
    return [card.sight.member.person.name for card in response.context["review"].cards]


def ask_for_a_nudge(person, group):
    actions.check_in(membership=mine(person, group), slot=None, day=FRIDAY.date() - timedelta(days=4), answer="nudge")


def test_the_oldest_unanswered_reason_comes_first(group, ana, bo, browse):
    early, late = make_person("zoe@example.org"), make_person("abel@example.org")
    for person in (early, late):
        Membership.objects.create(group=group, person=person)
    plan_of(early, FRIDAY.date())
    ask_for_a_nudge(late, group)
    client = browse(bo)
    page = client.get(REVIEW)
    assert names(page) == ["Zoe", "Abel"]
    assert page.context["review"].counts == {"worth": 2, "all": 4, "reply": 1}
    assert "0 of 2 tasks done in 7 days; in their 30 days before, 100 %." in page.content.decode()
    assert names(client.get(REVIEW, {"show": "all"})) == ["Zoe", "Abel", "Ana", "Organiser-Of-Bo"]
    assert names(client.get(REVIEW, {"show": "reply"})) == ["Abel"]
    assert names(client.get(REVIEW, {"show": "<b>"})) == ["Zoe", "Abel"]


def test_a_word_of_the_coach_answers_it(group, ana, bo, browse, clock):
    ask_for_a_nudge(ana, group)
    actions.encourage(sender=mine(bo, group), receiver=mine(ana, group), phrase="thinking_of_you")
    client = browse(bo)
    assert client.get(REVIEW).context["review"].counts == {"worth": 0, "all": 2, "reply": 0}
    assert "Nobody needs you right now" in client.get(REVIEW, {"show": "worth"}).content.decode()
    clock.shift(timedelta(hours=1))
    actions.check_in(membership=mine(ana, group), slot=None, day=FRIDAY.date() - timedelta(days=4), answer="nudge")
    assert names(client.get(REVIEW)) == ["Ana"]


def test_a_reason_is_said_only_with_its_stream(group, ana, bo, browse):
    fill(ana, FRIDAY)
    for days in range(15):
        if days < 3 or days > 7:
            make_mood(ana, 2 if days < 3 else 9, FRIDAY - timedelta(days=days))
    client = browse(bo)
    assert "Mood 9" not in client.get(REVIEW, {"show": "all"}).content.decode()
    grant(ana, bo, group, Stream.MOOD)
    text = client.get(REVIEW, {"show": "all"}).content.decode()
    assert "Mood 9 → 2: middle of 7 days against their own 28 days before." in text
    assert "shares: Mood" in text


def test_the_list_costs_the_same_for_three_people_and_for_two_hundred(
    group, ana, bo, browse, django_assert_num_queries
):
    fill(ana, FRIDAY)
    grant(ana, bo, group)
    client = browse(bo)
    client.get(REVIEW)
    # session, person, consents, factor; coachings, members, pauses, grants; plans, tasks, check-ins, words, wins,
    # messages; sessions, moods; the log; the groups
    for extra in (1, 12, 198):
        have = Membership.objects.filter(group=group).count()
        people = [make_person(f"p{number}@example.org") for number in range(have, extra + 2)]
        Membership.objects.bulk_create(Membership(group=group, person=person) for person in people)
        for person in people[:12]:
            ask_for_a_nudge(person, group)
            grant(person, bo, group, Stream.TRAINING, Stream.MOOD)
        with django_assert_num_queries(18):
            assert client.get(REVIEW, {"show": "all"}).context["review"].counts["all"] == max(extra + 1, 2)


def test_a_suggestion_is_the_members_to_accept(group, ana, bo, browse):
    plan = plan_of(ana, FRIDAY.date())
    Plan.objects.filter(pk=plan.pk).update(programme_week=4)
    address = reverse("groups:coach-propose", args=[mine(ana, group).pk])
    client = browse(bo)
    form = {"plan": str(plan.pk), "choice": "back"}
    client.post(address, form)
    assert not PlanProposal.objects.exists()
    grant(ana, bo, group, Stream.PLAN)
    client.post(address, form | {"choice": "nonsense"})
    client.post(address, form | {"plan": "x"})
    assert not PlanProposal.objects.exists()
    for choice, change in (("easy_now", {"is_easy": True}), ("back", {"programme_week": 3})):
        client.post(address, form | {"choice": choice})
        row = PlanProposal.objects.get()
        assert (row.change, row.state, row.person) == (change, "open", ana)
    plan.refresh_from_db()
    assert plan.programme_week == 4
    propose_weeks([plan], Week.of(FRIDAY.date()).previous())
    page = browse(ana).get(reverse("plans:proposals")).content.decode()
    assert "Week 3 once more" in page
    assert "Bo suggests it. Nothing changes unless you accept." in page
    browse(ana).post(reverse("plans:proposal-answer", args=[row.pk]), {"answer": "accept"})
    plan.refresh_from_db()
    assert plan.programme_week == 3
    client.post(address, form)
    assert PlanProposal.objects.get().state == "accepted"


def test_what_was_suggested_goes_with_the_grant(group, ana, bo, browse):
    plan = plan_of(ana, FRIDAY.date())
    grant(ana, bo, group, Stream.PLAN)
    browse(bo).post(
        reverse("groups:coach-propose", args=[mine(ana, group).pk]), {"plan": str(plan.pk), "choice": "easy_next"}
    )
    assert PlanProposal.objects.count() == 1
    browse(ana).post(reverse("groups:switch", args=[mine(bo, group).pk]), {"stream": "plan", "off": "1"})
    assert not PlanProposal.objects.exists()


def test_a_group_is_asked_about_a_programme_and_each_member_answers(group, ana, bo, chen, browse):
    address = reverse("groups:coach-offer", args=[group.pk])
    assert browse(chen).get(address).status_code == 404
    assert browse(bo).post(address, {"programme": "no such"}).status_code == 404
    for _ in range(2):
        browse(bo).post(address, {"programme": "walk_run_10w"})
    assert ProgrammeOffer.objects.count() == 2
    board = reverse("groups:detail", args=[group.pk])
    page = browse(ana).get(board).content.decode()
    assert "Bo suggests this programme for the group." in page
    row = mine(ana, group).offers.get()
    decline = reverse("groups:offer", args=[group.pk, row.pk])
    assert browse(bo).post(decline).status_code == 404
    assert browse(ana).post(decline)["Location"] == board
    assert "suggests this programme" not in browse(ana).get(board).content.decode()
    assert "declined" not in browse(bo).get(REVIEW, {"show": "all"}).content.decode()


def test_who_follows_the_offered_programme_is_asked_no_more_and_shares_for_as_long(group, ana, bo):
    coaching.offer_programme(coach=mine(bo, group), programme="walk_run_10w")
    assert len(coaching.open_offers(mine(ana, group), group.memberships.all())) == 1
    plan_of(ana, FRIDAY.date())
    assert coaching.open_offers(mine(ana, group), group.memberships.all()) == []
    grant(ana, bo, group, Stream.EFFORT)
    end = ana.grants.get().ends_on
    assert end == Week.of(FRIDAY.date()).plus(9).sunday + timedelta(days=14)


def test_coaches_have_review_in_the_place_of_the_plan(group, ana, bo, browse):
    for person, own, other in ((bo, REVIEW, "/plan/"), (ana, "/plan/", REVIEW)):
        tabs = browse(person).get("/groups/?all=1").content.decode().partition("</nav>")[0]
        assert f'href="{own}"' in tabs
        assert f'href="{other}"' not in tabs
    assert 'href="/plan/"' in browse(bo).get("/settings/").content.decode()
    page = browse(bo).get(REVIEW).content.decode().partition("</nav>")[0]
    assert page.count("aria-current") == 1
    actions.set_role(membership=mine(bo, group), role="member")
    assert browse(bo).get(REVIEW).status_code == 404


def test_a_message_waits_for_a_reply_until_the_coach_writes(group, ana, bo, browse, clock):
    write_message(mine=mine(ana, group), other=mine(bo, group), text="canary")
    client = browse(bo)
    page = client.get(REVIEW, {"show": "reply"})
    assert names(page) == ["Ana"]
    assert page.context["review"].counts == {"worth": 0, "all": 2, "reply": 1}
    assert "Wrote to you on 6 March." in page.content.decode()
    assert "canary" not in page.content.decode()
    clock.shift(timedelta(minutes=5))
    write_message(mine=mine(bo, group), other=mine(ana, group), text="Yes")
    assert client.get(REVIEW).context["review"].counts == {"worth": 0, "all": 2, "reply": 0}


def test_a_message_answers_a_nudge(group, ana, bo, browse, clock):
    ask_for_a_nudge(ana, group)
    clock.shift(timedelta(minutes=5))
    write_message(mine=mine(bo, group), other=mine(ana, group), text="A walk on Sunday?")
    assert browse(bo).get(REVIEW).context["review"].counts["worth"] == 0


def test_words_to_begin_with_stand_in_the_form_of_the_message(group, ana, bo, browse):
    page = browse(bo).get(reverse("groups:coach-person", args=[mine(ana, group).pk])).content.decode()
    thread = reverse("groups:thread", args=[mine(ana, group).pk])
    assert f'action="{thread}"' in page
    assert page.count('name="draft"') == 3
    form = browse(bo).post(thread, {"draft": "I noticed …"}).content.decode()
    assert "I noticed …</textarea>" in form
    assert "data-hint-when" in form
    assert "data-hint-when" not in browse(ana).get(reverse("groups:thread", args=[mine(bo, group).pk])).content.decode()


def test_who_blocked_a_coach_is_not_in_the_list(group, ana, bo, browse):
    keep_distance(person=ana, other=bo, kind="block")
    client = browse(bo)
    assert client.get(REVIEW, {"show": "all"}).context["review"].counts["all"] == 1
    assert client.get(reverse("groups:coach-person", args=[mine(ana, group).pk])).status_code == 404
    assert browse(ana).get("/sharing/").context["cards"] == []
