"""Messages: between a coach and one other of the coach's group, and between nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import give_consent, withdraw_consent
from accounts.erasure import erase_category, erase_person
from groups import actions, message_actions, moderation
from groups.models import Message, MessageThread
from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo, dora):
    """Dora organises, Bo coaches, Ana is a member."""
    group = make_group(dora, bo, ana)
    group.memberships.filter(person=bo).update(role="coach")
    return group


@pytest.fixture
def dora(db):
    return make_person("dora@example.org")


def row(group, person):
    return group.memberships.select_related("group", "person").get(person=person)


def write(group, sender, receiver, text="Canary words"):
    return message_actions.write_message(mine=row(group, sender), other=row(group, receiver), text=text)


def with_(group, person):
    return reverse("groups:thread", args=[row(group, person).pk])


def unread(person):
    person.refresh_from_db()
    return person.unread_messages


@pytest.mark.parametrize(
    ("sender", "receiver", "status"),
    [
        ("bo", "ana", 200),
        ("ana", "bo", 200),
        ("dora", "bo", 200),
        ("ana", "dora", 404),
        ("dora", "ana", 404),
        ("ana", "ana", 404),
        ("bo", "bo", 404),
        ("chen", "bo", 404),
        ("chen", "ana", 404),
    ],
)
def test_who_may_write_to_whom(sender, receiver, status, group, ana, bo, chen, dora, browse):
    people = {"ana": ana, "bo": bo, "chen": chen, "dora": dora}
    client = browse(people[sender])
    address = with_(group, people[receiver])
    assert client.get(address).status_code == status
    assert client.post(address, {"text": "Hello"}).status_code == (302 if status == 200 else 404)
    assert Message.objects.count() == (status == 200)


def test_a_thread_belongs_to_two(group, ana, bo, chen, dora, browse, api):
    message = write(group, bo, ana)
    assert "Canary words" in browse(ana).get(with_(group, bo)).content.decode()
    for person in (dora, chen):
        client = browse(person)
        pages = [client.get(reverse("groups:threads")), client.get(reverse("groups:detail", args=[group.pk]))]
        pages.append(client.get(with_(group, bo)))
        assert not any("Canary" in page.content.decode() for page in pages)
        assert api(person).get("messages/").data["results"] == []
        assert api(person).get(f"messages/{message.pk}/").status_code == 404
        assert client.post(reverse("groups:message-delete", args=[message.pk])).status_code == 404
        assert client.post(reverse("groups:thread-read", args=[message.thread_id])).status_code == 404
    assert Message.objects.unread().count() == 1


def test_unread_is_counted_until_it_is_read_or_answered(group, ana, bo, browse):
    write(group, bo, ana)
    write(group, bo, ana)
    assert (unread(ana), unread(bo)) == (2, 0)
    page = browse(ana).get(reverse("groups:threads")).content.decode()
    assert "2 new" in page
    thread = MessageThread.objects.get()
    assert browse(bo).post(reverse("groups:thread-read", args=[thread.pk])).status_code == 302
    assert unread(ana) == 2
    assert browse(ana).post(reverse("groups:thread-read", args=[thread.pk])).status_code == 302
    assert unread(ana) == 0
    write(group, bo, ana)
    write(group, ana, bo)
    assert (unread(ana), unread(bo)) == (0, 1)


def test_opening_a_thread_writes_nothing(group, ana, bo, browse):
    write(group, bo, ana)
    client = browse(ana)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get(with_(group, bo))
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_the_tab_says_so_on_every_page_without_a_query_more(group, ana, bo, browse):
    client = browse(ana)
    client.get("/help/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/help/").content.decode()
        counts.append((len(queries), "new messages" in page))
        write(group, bo, ana)
    assert counts == [(counts[0][0], False), (counts[0][0], True)]


def test_a_page_with_a_draft_stores_nothing(group, ana, bo, browse):
    answer = browse(bo).post(with_(group, ana), {"draft": "I noticed …"})
    assert ">\nI noticed …</textarea>" in answer.content.decode()
    assert not MessageThread.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "x" * 2001, "right \u202e left"])
def test_what_cannot_be_sent(text, group, ana, bo, browse, api):
    assert browse(bo).post(with_(group, ana), {"text": text}).status_code == 422
    assert api(bo).post("messages/", {"member": str(row(group, ana).pk), "text": text}).status_code == 400
    assert not Message.objects.exists()


def test_lines_stay_lines(group, ana, bo, browse):
    browse(bo).post(with_(group, ana), {"text": "One\r\n\r\nTwo " + "x" * 1990})
    assert Message.objects.get().text == "One\n\nTwo " + "x" * 1990


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_whoever_leaves_ends_the_thread_for_both(who, group, ana, bo, browse, api):
    write(group, bo, ana)
    address = with_(group, ana), with_(group, bo)
    actions.leave_group(membership=row(group, {"ana": ana, "bo": bo}[who]))
    thread = MessageThread.objects.get()
    for person, other in ((bo, address[0]), (ana, address[1])):
        client = browse(person)
        page = client.get(reverse("groups:past-thread", args=[thread.pk])).content.decode()
        assert ("Canary words" in page, "<textarea" in page) == (True, False)
        assert client.get(other).status_code == 404
        assert client.post(other, {"text": "Still there"}).status_code == 404
        member = other.split("/")[-2]
        assert api(person).post("messages/", {"member": member, "text": "Still there"}).status_code == 400
        assert api(person).get("messages/").data["results"][0]["is_over"] is True
    assert Message.objects.count() == 1


def test_a_past_thread_is_found_by_its_two_alone(group, ana, bo, chen, dora, browse):
    write(group, bo, ana)
    thread = MessageThread.objects.get()
    address = reverse("groups:past-thread", args=[thread.pk])
    assert browse(ana).get(address).status_code == 404  # it is not past yet
    actions.leave_group(membership=row(group, ana))
    assert [browse(person).get(address).status_code for person in (ana, bo, dora, chen)] == [200, 200, 404, 404]


def test_a_coach_who_is_one_no_more_writes_to_nobody(group, ana, bo, browse):
    write(group, bo, ana)
    actions.set_role(membership=row(group, bo), role="member")
    assert MessageThread.objects.open().count() == 0
    assert browse(bo).get(with_(group, ana)).status_code == 404
    actions.set_role(membership=row(group, bo), role="coach")
    write(group, ana, bo)
    assert MessageThread.objects.open().count() == 1
    assert MessageThread.objects.count() == 2


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_a_block_ends_the_thread_for_both(who, group, ana, bo, browse):
    write(group, bo, ana)
    person, other = (ana, bo) if who == "ana" else (bo, ana)
    moderation.keep_distance(person=person, other=other, kind="block")
    for one, address in ((bo, with_(group, ana)), (ana, with_(group, bo))):
        assert browse(one).post(address, {"text": "Still there"}).status_code == 404
        page = browse(one).get(reverse("groups:threads")).content.decode()
        assert ("over, to read only" in page, address in page) == (True, False)
    moderation.keep_distance(person=person, other=other, kind="")
    write(group, bo, ana)
    assert MessageThread.objects.count() == 2


def test_whoever_muted_is_not_called(group, ana, bo):
    moderation.keep_distance(person=ana, other=bo, kind="mute")
    message = write(group, bo, ana)
    assert (message.read_at, unread(ana), ana.outbox_mails.count()) == (NOON, 0, 0)
    write(group, ana, bo)
    assert unread(bo) == 1


def test_two_coaches_have_one_thread(group, bo, dora):
    group.memberships.filter(person=dora).update(role="coach")
    write(group, bo, dora)
    write(group, dora, bo)
    assert MessageThread.objects.get().messages.count() == 2


def test_a_thread_goes_thirty_days_after_it_ended(clock, group, ana, bo):
    write(group, bo, ana)
    assert message_actions.forget_ended_threads(NOON + timedelta(days=400)) == 0
    actions.leave_group(membership=row(group, ana))
    assert message_actions.forget_ended_threads(NOON + timedelta(days=30)) == 0
    assert unread(ana) == 1
    assert message_actions.forget_ended_threads(NOON + timedelta(days=30, seconds=1)) == 1
    assert (Message.objects.count(), unread(ana)) == (0, 0)


def test_a_past_thread_outlives_its_group(group, ana, bo, dora, browse):
    write(group, bo, ana)
    for person in (ana, bo, dora):
        actions.leave_group(membership=row(group, person))
    address = reverse("groups:past-thread", args=[MessageThread.objects.get().pk])
    assert browse(ana).get(address).status_code == 200
    assert browse(ana).get(reverse("groups:threads")).status_code == 200


def test_an_own_message_is_deleted_for_both(group, ana, bo, browse):
    message = write(group, bo, ana)
    assert browse(ana).post(reverse("groups:message-delete", args=[message.pk])).status_code == 404
    answer = browse(bo).post(reverse("groups:message-delete", args=[message.pk]))
    assert answer["Location"] == with_(group, ana)
    assert (Message.objects.count(), MessageThread.objects.count(), unread(ana)) == (0, 0, 0)


def test_withdrawing_hides_the_thread_and_its_count_for_both_at_once(group, ana, bo, browse, api):
    write(group, bo, ana)
    withdraw_consent(person=bo, category="social")
    assert unread(ana) == 0
    assert api(ana).get("messages/").data["results"] == []
    assert "Bo" not in browse(ana).get(reverse("groups:threads")).content.decode()
    give_consent(person=bo, categories=["social"])
    assert unread(ana) == 1


@pytest.mark.parametrize("erase", [erase_person, lambda person: erase_category(person, "social")])
@pytest.mark.parametrize("who", ["ana", "bo"])
def test_erasing_takes_the_threads_along_and_leaves_no_count(who, erase, group, ana, bo):
    write(group, bo, ana)
    write(group, ana, bo)
    write(group, bo, ana)
    erase({"ana": ana, "bo": bo}[who])
    assert (MessageThread.objects.count(), Message.objects.count()) == (0, 0)
    assert unread(bo if who == "ana" else ana) == 0


def test_the_api_writes_reads_and_takes_back(group, ana, bo, api):
    mine, theirs = api(bo), api(ana)
    body = {"member": str(row(group, ana).pk), "text": "Shall we make it smaller?"}
    sent = mine.post("messages/", body)
    path = f"messages/{sent.data['id']}/"
    assert sent.data == {
        "id": sent.data["id"],
        "thread": str(MessageThread.objects.get().pk),
        "group": str(group.pk),
        "other": "Ana",
        "is_mine": True,
        "text": "Shall we make it smaller?",
        "sent_at": NOON.isoformat(),
        "is_unread": False,
        "is_over": False,
    }
    assert (mine.put(path, body).status_code, mine.put(path, body | {"text": "Other"}).status_code) == (200, 409)
    assert theirs.get(path).data == sent.data | {"other": "Bo", "is_mine": False, "is_unread": True}
    assert [theirs.put(path, body).status_code, theirs.delete(path).status_code] == [404, 404]
    assert (mine.delete(path).status_code, mine.get(path).status_code) == (204, 404)


def test_lists_cost_the_same_for_one_thread_and_for_many(group, ana, bo, browse, api):
    counts = set()
    write(group, ana, bo)
    client, script = browse(bo), api(bo)
    for number in (0, 3):
        for n in range(number):
            person = make_person(f"member{n}@example.org")
            group.memberships.create(person=person)
            write(group, person, bo)
            write(group, ana, bo)
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("groups:threads"))
                client.get(with_(group, ana))
                script.get("messages/")
        counts.add(len(queries))
    assert len(counts) == 1


def test_only_the_latest_fifty_are_shown_at_first(clock, group, ana, bo, browse):
    for n in range(51):
        clock.shift(60)
        write(group, bo, ana, f"Line {n}.")
    client = browse(ana)
    page = client.get(with_(group, bo)).content.decode()
    assert ("Line 0." in page, "Line 1." in page, "Show earlier messages" in page) == (False, True, True)
    assert "Line 0." in client.get(with_(group, bo) + "?all=1").content.decode()
