"""A message goes to the operator by its receiver alone, and alone: nothing else of the thread."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from accounts.actions import withdraw_consent
from accounts.models import User
from core.sender import send_due
from groups import actions, message_actions
from groups.models import Message, Report
from tests.factories import make_factor, make_group

pytestmark = pytest.mark.django_db
LONG = ("Canary words. " * 100).strip()


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(datetime(2026, 3, 3, 11, tzinfo=UTC), tick=False)


@pytest.fixture
def group(ana, bo):
    """Ana organises, Bo coaches."""
    group = make_group(ana, bo)
    group.memberships.filter(person=bo).update(role="coach")
    return group


def row(group, person):
    return group.memberships.select_related("group", "person").get(person=person)


def write(group, sender, receiver, text=LONG) -> Message:
    return message_actions.write_message(mine=row(group, sender), other=row(group, receiver), text=text)


def report(client, message, reason="Not kind"):
    return client.post(reverse("groups:message-report", args=[message.pk]), {"reason": reason})


def test_the_receiver_reports_it_once_as_it_read(group, ana, bo, browse):
    message = write(group, bo, ana)
    client = browse(ana)
    answers = [report(client, message) for _ in range(2)]
    assert answers[0]["Location"] == reverse("groups:thread", args=[row(group, bo).pk])
    assert "Reported. Whoever operates this site looks at it." in client.get(answers[0]["Location"]).content.decode()
    browse(bo).post(reverse("groups:message-delete", args=[message.pk]))
    found = Report.objects.get()
    assert (found.kind, found.text, found.reason) == ("message", LONG, "Not kind")
    assert (found.reporter, found.writer, found.post) == (ana, bo, message.pk)


@pytest.mark.parametrize("who", ["bo", "chen"])
def test_neither_the_writer_nor_an_outsider_reports_it(who, group, ana, bo, chen, browse):
    message = write(group, bo, ana)
    assert report(browse({"bo": bo, "chen": chen}[who]), message).status_code == 404
    assert not Report.objects.exists()


def test_a_coach_reports_a_member_as_well(group, ana, bo, browse):
    message = write(group, ana, bo)
    assert report(browse(bo), message).status_code == 302
    assert Report.objects.get().writer == ana


def test_what_came_before_the_end_can_still_be_reported(group, ana, bo, browse):
    message = write(group, bo, ana)
    actions.leave_group(membership=row(group, bo))
    client = browse(ana)
    assert reverse("groups:message-report", args=[message.pk]) in (
        client.get(reverse("groups:past-thread", args=[message.thread_id])).content.decode()
    )
    assert report(client, message)["Location"] == reverse("groups:threads")
    assert Report.objects.count() == 1


def test_a_message_that_is_hidden_is_not_found(group, ana, bo, browse):
    message = write(group, bo, ana)
    withdraw_consent(person=bo, category="social")
    assert report(browse(ana), message).status_code == 404


@pytest.mark.parametrize("reason", ["x" * 281, "right \u202e left"])
def test_a_reason_that_cannot_be_kept_is_refused(reason, group, ana, bo, browse):
    message = write(group, bo, ana)
    assert report(browse(ana), message, reason).status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize(("language", "word"), [("en", "Report to the operator"), ("zh-hans", "向运营者举报")])
def test_only_received_messages_offer_it(language, word, group, ana, bo, browse):
    User.objects.update(language=language)
    for sender, receiver in ((bo, ana), (ana, bo), (bo, ana)):
        write(group, sender, receiver)
    page = browse(ana).get(reverse("groups:thread", args=[row(group, bo).pk])).content.decode()
    assert page.count(word) == 2


def test_the_operator_gets_that_message_and_nothing_of_the_thread(group, ana, bo, browse):
    root = User.objects.create_superuser("root@example.org", is_welcomed=True)
    make_factor(root)
    for sender, receiver, text in ((bo, ana, "before it"), (bo, ana, "this one"), (ana, bo, "after it")):
        write(group, sender, receiver, text)
    for person in (ana, bo):
        person.outbox_mails.all().delete()
    report(browse(ana), Message.objects.get(text="this one"), "canary reason")
    assert send_due() == {"sent": 1}
    [sent] = mail.outbox
    assert sent.to == [root.email]
    for secret in ("this one", "canary", "Ana", "Bo"):
        assert secret not in sent.subject + sent.body
    operator, found = browse(root), Report.objects.get()
    for path in ("", f"{found.pk}/change/"):
        shown = operator.get(f"/operator/groups/report/{path}").content.decode()
        assert "this one" in shown
        assert "before it" not in shown
        assert "after it" not in shown
