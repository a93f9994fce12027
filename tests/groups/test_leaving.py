"""Leaving means gone everywhere: no row of whoever left is visible to anybody, in no page and no answer of the API."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from core.models import OutboxMail
from core.privacy import person_path
from groups import actions, family, moderation, pairs, rite
from groups.actions import REMINDER
from groups.models import Membership, Removal
from groups.reminders import write_due_reminders
from tests.factories import make_group, make_session, make_slot, make_win

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 20, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)
SHARING = {"groups.AccessLogEntry", "groups.Grant", "groups.ProgrammeOffer", "groups.Message", "groups.MessageThread"}
"""What a coach was shown, and what two wrote to each other; the tests of grants and messages look at it."""
OWN = {"groups.FamilyLink", "groups.FamilyTick", "groups.Distance", "groups.Report"}
"""What belongs to a person and not to a group: no other member ever sees it."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def group(ana, bo, chen):
    """Ana left a trace of every kind."""
    type(ana).objects.filter(pk=ana.pk).update(display_name="Magpie")
    group = make_group(bo, ana, chen)
    slot = make_slot(group)
    rows = {row.person_id: row for row in Membership.objects.select_related("group", "person")}
    mine, other = rows[ana.pk], rows[bo.pk]
    for one, of in ((None, MONDAY.date()), (slot, TUESDAY)):
        answer = "coming" if one else "nudge"
        actions.check_in(membership=mine, slot=one, day=of, answer=answer, line="magpie check-in")
    for sender, receiver in ((mine, other), (other, mine)):
        actions.encourage(sender=sender, receiver=receiver, phrase="own_words", line="magpie word")
        rite.say_here(membership=sender, slot=slot, day=TUESDAY, beside=[receiver])
    rite.offer_help(membership=mine, slot=slot, day=TUESDAY, kind="own_words", line="magpie help")
    group.breaks.create(membership=mine, starts_on="2026-04-01", ends_on="2026-04-02")
    actions.share_win(person=ana, win=make_win(ana, MONDAY.date()), memberships=[mine])
    pairs.accept_pair(
        request=pairs.ask_for_pair(sender=mine, receiver=other, promise="magpie promise").request, promise="Yes"
    )
    pairs.ask_for_pair(sender=rows[chen.pk], receiver=mine, promise="magpie question")
    Removal.objects.create(membership=mine, kind="offer", note="magpie note")
    family.tick(link=family.make_link(person=ana, shown_name="magpie", title="magpie", relative="magpie"), is_done=True)
    post = moderation.posts_of(mine, MONDAY)[0]
    moderation.report(person=bo, post=post, reason="")
    moderation.keep_distance(person=ana, other=chen, kind="mute")
    make_session(ana, group=group.pk)
    return group


def rows_of(person) -> dict[str, int]:
    """How many rows of each model of groups lead to this person."""
    found = {}
    for model in apps.get_app_config("groups").get_models():
        if path := person_path(model):
            found[model._meta.label] = count(model, path, person)
    return {label: number for label, number in found.items() if number}


def count(model: type[Model], path: str, person) -> int:
    return model._default_manager.filter(**{path: person.pk}).count()


def test_the_trace_is_of_every_kind(group, ana):
    assert (
        set(rows_of(ana)) | {"groups.Report"}
        == {model._meta.label for model in apps.get_app_config("groups").get_models() if person_path(model)} - SHARING
    )


@pytest.mark.parametrize("way", ["leaves", "is removed", "leaves by the API"])
def test_nothing_is_left(way, group, ana, bo, browse, api):
    member = group.memberships.get(person=ana)
    if way == "leaves":
        browse(ana).post(reverse("groups:leave", args=[group.pk]))
    elif way == "is removed":
        browse(bo).post(reverse("groups:member", args=[group.pk, member.pk]), {"remove": "1"})
    else:
        assert api(ana).delete(f"memberships/{member.pk}/").status_code == 204
    assert set(rows_of(ana)) <= OWN
    assert ana.training_sessions.get().group is None


def test_no_page_and_no_answer_shows_a_trace(group, ana, bo, chen, browse, api):
    member = group.memberships.get(person=ana)
    seen = [browse(bo).get(reverse("groups:detail", args=[group.pk])).content.decode()]
    assert "magpie check-in" in seen[0]
    member_id = member.pk
    actions.leave_group(membership=member)
    for person in (bo, chen):
        for address in (
            reverse("groups:list") + "?all=1",
            reverse("groups:detail", args=[group.pk]),
            reverse("groups:settings", args=[group.pk]),
            reverse("groups:breaks", args=[group.pk]),
            reverse("groups:member", args=[group.pk, group.memberships.get(person=person).pk]),
            reverse("groups:family"),
        ):
            page = browse(person).get(address).content.decode()
            assert "magpie" not in page.casefold(), address
        for resource in ("groups", "memberships", "meetings", "check-ins", "encouragements", "offers"):
            text = str(api(person).get(f"{resource}/").data)
            assert "magpie" not in text.casefold(), resource
            assert str(member_id) not in text, resource
        assert browse(person).get(reverse("groups:member", args=[group.pk, member_id])).status_code == 404


def test_mails_that_wait_are_dropped(group, ana, bo, chen):
    for row in group.memberships.get(person=ana).check_ins.exclude(slot=None):
        row.delete()
    write_due_reminders()
    waiting = OutboxMail.objects.filter(kind=REMINDER)
    assert set(waiting.values_list("person", flat=True)) == {ana.pk, bo.pk, chen.pk}
    actions.leave_group(membership=group.memberships.get(person=ana))
    assert set(waiting.values_list("person", flat=True)) == {bo.pk, chen.pk}
