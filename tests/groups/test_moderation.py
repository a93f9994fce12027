"""A friendly group: posts removed with a note, people muted, blocked, reported to the operator."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import User
from core.models import OutboxMail
from core.retention import keep_retention
from core.sender import send_due
from groups import actions, moderation, rite
from groups.models import CheckIn, Distance, Encouragement, Offer, Removal, Report
from tests.factories import make_factor, make_group, make_mood, make_person, make_slot, make_win

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo, chen):
    """Bo organises; each of the three wrote something."""
    group = make_group(bo, ana, chen)
    slot = make_slot(group)
    for person in (ana, bo, chen):
        mine = group.memberships.get(person=person)
        actions.check_in(membership=mine, slot=None, day=MONDAY.date(), answer="moved", line=f"line of {person.name}")
        rite.offer_help(
            membership=mine, slot=slot, day=date(2026, 3, 3), kind="own_words", line=f"help of {person.name}"
        )
        actions.share_win(person=person, win=make_win(person, MONDAY.date()), memberships=[mine])
    for one, two in ((ana, bo), (bo, ana), (chen, ana), (ana, chen)):
        actions.encourage(
            sender=member(group, one), receiver=member(group, two), phrase="own_words", line=f"{one.name} to {two.name}"
        )
    return group


def member(group, person):
    return group.memberships.select_related("group").get(person=person)


def page(browse, group, person):
    return browse(person).get(reverse("groups:detail", args=[group.pk])).content.decode()


def distance(browse, group, person, other, kind):
    return browse(person).post(reverse("groups:distance", args=[group.pk, member(group, other).pk]), {"kind": kind})


def words_of(name):
    return (f"line of {name}", f"help of {name}", f"{name} to ")


def post_of(group, person, kind):
    rows = {"check_in": CheckIn.objects.filter(membership__person=person)}
    rows["encouragement"] = Encouragement.objects.filter(sender__person=person, receiver__role="organiser")
    rows["offer"] = Offer.objects.filter(membership__person=person)
    return rows[kind].get()


@pytest.mark.parametrize(
    ("kind", "words"), [("check_in", "line of Ana"), ("encouragement", "Ana to Bo"), ("offer", "help of Ana")]
)
def test_an_organiser_removes_a_post_and_its_writer_reads_why(group, ana, bo, chen, browse, kind, words):
    address = reverse("groups:post-remove", args=[group.pk, kind, post_of(group, ana, kind).pk])
    assert browse(chen).post(address, {"line": "No"}).status_code == 403
    assert browse(bo).post(address, {"line": ""}).status_code == 302
    assert words in page(browse, group, bo)
    browse(bo).post(address, {"line": "Please without names"})
    for person in (ana, bo, chen):
        assert words not in page(browse, group, person)
        assert ("Please without names" in page(browse, group, person)) is (person == ana)
    assert CheckIn.objects.filter(membership__person=ana).values_list("answer", flat=True).get() == "moved"
    note = Removal.objects.get()
    read = reverse("groups:removal-read", args=[group.pk, note.pk])
    assert browse(bo).post(read).status_code == 404
    browse(ana).post(read)
    assert "Please without names" not in page(browse, group, ana)


def test_a_post_of_another_group_is_not_found(group, ana, bo, chen, browse):
    other = make_group(chen, name="Other")
    mine = other.memberships.get()
    row = actions.check_in(membership=mine, slot=None, day=MONDAY.date(), answer="moved", line="canary")
    for name, form in (("groups:post-remove", {"line": "No"}), ("groups:post-report", {})):
        assert browse(bo).post(reverse(name, args=[group.pk, "check_in", row.pk]), form).status_code == 404
        assert browse(bo).post(reverse(name, args=[group.pk, "mood", row.pk]), form).status_code == 404
    row.refresh_from_db()
    assert row.line == "canary"
    assert not Report.objects.exists()


def test_muting_hides_their_words_from_me_and_mine_from_nobody(group, ana, bo, chen, browse, api):
    distance(browse, group, ana, chen, "mute")
    seen = page(browse, group, ana)
    for words in words_of("Chen"):
        assert words not in seen
    assert "line of Bo" in seen
    assert "line of Ana" in page(browse, group, chen)
    lines = {row["line"] for row in api(ana).get("check-ins/").data["results"]}
    assert lines == {"line of Ana", "line of Bo"}
    told = {row["line"] for row in api(ana).get("encouragements/").data["results"]}
    assert told == {"Ana to Bo", "Bo to Ana"}
    offers = {row["line"] for row in api(ana).get("offers/").data["results"]}
    assert offers == {"help of Ana", "help of Bo"}
    distance(browse, group, ana, chen, "")
    assert "line of Chen" in page(browse, group, ana)


def test_blocking_hides_both_ways_and_tells_nobody(group, ana, bo, chen, browse, api):
    before = page(browse, group, bo)
    distance(browse, group, ana, chen, "block")
    for reader, other in ((ana, chen), (chen, ana)):
        seen = page(browse, group, reader)
        for words in words_of(other.name):
            assert words not in seen
        lines = {row["line"] for row in api(reader).get("check-ins/").data["results"]}
        assert lines == {f"line of {reader.name}", "line of Bo"}
    assert before.count("line of Ana") == page(browse, group, bo).count("line of Ana") == 1
    card = browse(chen).get(reverse("groups:member", args=[group.pk, member(group, ana).pk])).content.decode()
    assert "read nothing of each other" not in card
    assert 'value="block"' in card
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("kind", ["mute", "block"])
def test_a_coach_reads_nothing_either(group, ana, bo, browse, kind):
    actions.set_role(membership=member(group, ana), role="organiser")
    actions.set_role(membership=member(group, bo), role="coach")
    make_factor(bo)
    address = reverse("groups:coach-person", args=[member(group, ana).pk])
    assert "line of Ana" in browse(bo).get(address).content.decode()
    who, other = (bo, ana) if kind == "mute" else (ana, bo)
    moderation.keep_distance(person=who, other=other, kind=kind)
    assert "line of Ana" not in browse(bo).get(address).content.decode()


@pytest.mark.parametrize("sender", ["ana", "bo"])
def test_no_message_between_two_of_whom_one_blocked_the_other(group, ana, bo, api, sender):
    actions.set_role(membership=member(group, ana), role="organiser")
    actions.set_role(membership=member(group, bo), role="coach")
    one, two = (ana, bo) if sender == "ana" else (bo, ana)
    body = {"member": str(member(group, two).pk), "text": "Hello"}
    assert api(one).post("messages/", body).status_code == 201
    moderation.keep_distance(person=ana, other=bo, kind="block")
    assert api(one).post("messages/", body | {"text": "Again"}).status_code == 400


@pytest.mark.parametrize("sender", ["ana", "chen"])
def test_no_encouragement_between_the_two(group, ana, chen, browse, api, sender):
    Encouragement.objects.all().delete()
    distance(browse, group, ana, chen, "block")
    one, two = (ana, chen) if sender == "ana" else (chen, ana)
    address = reverse("groups:encourage", args=[group.pk, member(group, two).pk])
    assert browse(one).post(address, {"phrase": "well_done"}).status_code == 404
    body = {"member": str(member(group, two).pk), "phrase": "well_done"}
    assert api(one).post("encouragements/", body).status_code == 400
    assert not Encouragement.objects.exists()


def test_blocking_ends_a_pair_of_the_two_and_no_other(group, ana, bo, chen, browse):
    from groups.pairs import accept_pair, ask_for_pair

    for other in (bo, chen):
        pair = ask_for_pair(sender=member(group, ana), receiver=member(group, other), promise="I write")
        accept_pair(request=pair.request, promise="I answer")
    distance(browse, group, ana, chen, "block")
    assert [row.name for row in group.pairs.all()] == ["Ana · Bo"]


def test_distance_is_kept_from_others_only(group, ana, browse):
    assert distance(browse, group, ana, ana, "mute").status_code == 403
    assert not Distance.objects.exists()


def test_a_report_keeps_the_words_as_they_were(group, ana, bo, browse):
    row = post_of(group, ana, "check_in")
    address = reverse("groups:post-report", args=[group.pk, "check_in", row.pk])
    assert browse(ana).post(address).status_code == 403
    for _ in range(2):
        browse(bo).post(address, {"reason": "Not kind"})
    CheckIn.objects.filter(pk=row.pk).update(line="changed")
    found = Report.objects.get()
    assert (found.text, found.reason, found.writer, found.reporter) == ("line of Ana", "Not kind", ana, bo)
    assert str(found.pk) not in page(browse, group, ana)


def test_operators_get_a_mail_that_says_nothing(group, ana, bo, browse):
    root = User.objects.create_superuser("root@example.org", is_welcomed=True)
    post = moderation.Post("check_in", post_of(group, ana, "check_in"), member(group, ana), "line of Ana")
    moderation.report(person=bo, post=post, reason="canary reason")
    assert send_due() == {"sent": 1}
    [message] = mail.outbox
    assert message.to == [root.email]
    content = message.message().as_bytes().decode()
    for secret in ("line of Ana", "canary", "Ana", "Bo", "Tuesday group"):
        assert secret not in message.subject + message.body + content.split("\r\n\r\n", 1)[1]


def test_a_settled_report_is_not_mailed_and_goes_after_90_days(clock, group, ana, bo):
    User.objects.create_superuser("root@example.org", is_welcomed=True)
    post = moderation.Post("check_in", post_of(group, ana, "check_in"), member(group, ana), "line of Ana")
    moderation.report(person=bo, post=post, reason="")
    moderation.settle(Report.objects.all())
    assert send_due() == {"skipped": 1}
    clock.move_to(MONDAY + timedelta(days=90))
    keep_retention()
    assert Report.objects.exists()
    clock.move_to(MONDAY + timedelta(days=90, seconds=1))
    keep_retention()
    assert not Report.objects.exists()


def test_the_operators_page_shows_the_words_and_no_value(group, ana, bo, browse):
    make_mood(ana, 3, note="mood canary")
    root = User.objects.create_superuser("root@example.org", is_welcomed=True)
    make_factor(root)
    operator = browse(root)
    post = moderation.Post("check_in", post_of(group, ana, "check_in"), member(group, ana), "line of Ana")
    row = moderation.report(person=bo, post=post, reason="Not kind")
    pages = [f"/operator/groups/report/{path}" for path in ("", f"{row.pk}/change/")]
    for path in pages:
        text = operator.get(path).content.decode()
        assert "line of Ana" in text
        for secret in ("mood canary", "help of Ana", "line of Chen"):
            assert secret not in text
        assert browse(ana).get(path, follow=True).status_code in {403, 404}
    assert operator.post(f"/operator/groups/report/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    operator.post(pages[0], {"action": "settle", "_selected_action": [str(row.pk)]})
    row.refresh_from_db()
    assert row.settled_at == MONDAY


def test_the_page_of_a_member_is_for_members(group, ana, bo, browse):
    address = reverse("groups:member", args=[group.pk, member(group, ana).pk])
    assert "line of Ana" in browse(bo).get(address).content.decode()
    assert browse(make_person("eli@example.org")).get(address).status_code == 404
