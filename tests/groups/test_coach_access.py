"""What a coach may see: the default view, each granted stream, nothing else. Ana, her coach Bo, the outsider Chen."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actions import give_consent, save_profile, withdraw_consent
from accounts.erasure import erase_person
from groups import access_coach, actions, granting
from groups.coach_figures import figures_of
from groups.coach_member import DEFAULT_KEYS, KEYS, body_of
from groups.models import AccessLogEntry, Grant, Membership, Stream
from groups.models.sharing import AppendOnly
from groups.moderation import keep_distance
from journal.models import Pause
from tests.factories import make_group
from tests.groups.coached import fill, grant, make_coached, mine

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
CANARIES = ("canary", "61.25", "knee", "tense")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo, chen):
    make_group(chen)
    group = make_coached(bo, ana)
    fill(ana, FRIDAY)
    return group


def body(bo, ana, group):
    one = access_coach.sight(bo, mine(ana, group).pk, timezone.now())
    return body_of(one, figures_of([one])[one.member.pk])


def page_of(browse, bo, ana, group):
    return browse(bo).get(reverse("groups:coach-person", args=[mine(ana, group).pk]))


def test_without_grants_the_default_view_and_nothing_else(group, ana, bo, browse):
    found = body(bo, ana, group)
    assert set(found) == set(DEFAULT_KEYS)
    assert (found["done"], found["planned"], found["programmes"]) == (
        9, 11, [{"programme": "walk_run_10w", "week": 1}],
    )  # fmt: skip
    text = page_of(browse, bo, ana, group).content.decode()
    assert "9 of 11 planned tasks done in the last four weeks." in text
    assert "Shares nothing yet" in text
    for secret in (*CANARIES, "RPE", "Mood 3", "13 of 21", "ana@example.org"):
        assert secret not in text


ALL = list(chain.from_iterable(combinations(Stream.values, size) for size in range(len(Stream.values) + 1)))


def test_an_answer_holds_exactly_the_keys_of_every_combination_of_grants(group, ana, bo):
    assert len(ALL) == 512
    grant(ana, bo, group)
    one = access_coach.sight(bo, mine(ana, group).pk, timezone.now())
    figures = figures_of([one])[one.member.pk]
    assert set(one.streams) == set(Stream.values)
    days = dict(one.streams)
    for streams in ALL:
        some = access_coach.Sight(one.coach, one.member, one.today, {name: days[name] for name in streams})
        found = body_of(some, figures)
        assert set(found) == {*DEFAULT_KEYS, *(KEYS[name] for name in streams)}
        assert set(found["shares"]) == set(streams)


FIELDS = {
    Stream.TRAINING: {"id", "day", "activity", "minutes", "distance_m", "sets"},
    Stream.EFFORT: {"session", "day", "rpe"},
    Stream.WINS: {"day", "text"},
    Stream.PLAN: {"day", "key", "state", "planned_minutes", "is_short", "plan"},
    Stream.MOOD: {"day", "score"},
    Stream.SLEEP: {"day", "total_sleep_min", "quality"},
    Stream.PSQI_TOTAL: {"taken_on", "global_score"},
    Stream.NOTES: {"day", "text"},
}


@pytest.mark.parametrize("stream", Stream.values)
def test_one_stream_brings_its_own_fields_alone(stream, group, ana, bo, browse):
    grant(ana, bo, group, stream)
    rows = body(bo, ana, group)[KEYS[stream]]
    assert rows
    if stream == Stream.PAIN:
        assert rows == sorted({row.day for row in ana.training_sessions.all()}, reverse=True)
    else:
        assert {frozenset(row) for row in rows} == {frozenset(FIELDS[stream])}
    text = page_of(browse, bo, ana, group).content.decode() + json.dumps(body(bo, ana, group), default=str)
    allowed = {Stream.NOTES: {"canary"}, Stream.TRAINING: {"61.25"}}.get(stream, set())
    for secret in {*CANARIES, "canary title", "canary set", "canary if", "9.5"} - allowed:
        assert secret not in text


def test_what_the_outsider_another_member_and_a_stranger_find(group, ana, bo, chen, browse):
    grant(ana, bo, group)
    address = reverse("groups:coach-person", args=[mine(ana, group).pk])
    assert [browse(who).get(address).status_code for who in (bo, ana, chen)] == [200, 404, 404]
    assert browse().get(address).status_code == 302
    other = make_coached(chen, bo)
    chen.refresh_from_db()
    assert browse(chen).get(address).status_code == 404
    assert browse(chen).get(reverse("groups:coach-person", args=[mine(bo, other).pk])).status_code == 200


def end_by(name, group, ana, bo):
    """Each way in which a grant ends."""
    held = mine(bo, group)
    {
        "taken back": lambda: granting.take_back(person=ana, coach=held, stream=Stream.MOOD),
        "the coach's role": lambda: actions.set_role(membership=held, role=Membership.Role.MEMBER),
        "the coach leaves": lambda: actions.leave_group(membership=held),
        "the member leaves": lambda: actions.leave_group(membership=mine(ana, group)),
        "the member's consent to groups": lambda: withdraw_consent(person=ana, category="social"),
        "the coach's consent to groups": lambda: withdraw_consent(person=bo, category="social"),
        "the member blocks the coach": lambda: keep_distance(person=ana, other=bo, kind="block"),
        "the coach blocks the member": lambda: keep_distance(person=bo, other=ana, kind="block"),
        "the consent to store it": lambda: withdraw_consent(person=ana, category="wellbeing"),
    }[name]()


WAYS = (
    "taken back", "the coach's role", "the coach leaves", "the member leaves", "the member's consent to groups",
    "the coach's consent to groups", "the consent to store it", "the member blocks the coach",
    "the coach blocks the member",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_it_ends_with_the_next_request_and_does_not_come_back(way, group, ana, bo, browse):
    grant(ana, bo, group, Stream.MOOD)
    address = reverse("groups:coach-person", args=[mine(ana, group).pk])
    client = browse(bo)
    assert "Mood 3" in client.get(address).content.decode()
    end_by(way, group, ana, bo)
    answer = client.get(address)
    assert "Mood 3" not in answer.content.decode()
    assert not Grant.objects.open().exists()
    give_consent(person=ana, categories=["social", "wellbeing"])
    give_consent(person=bo, categories=["social"])
    if Membership.objects.filter(person=bo, group=group).exists():
        actions.set_role(membership=mine(bo, group), role=Membership.Role.COACH)
        assert "Mood 3" not in client.get(address).content.decode()


@pytest.mark.parametrize("hides", ["ana", "bo"])
def test_moods_are_words_for_the_one_who_hides_numbers(hides, group, ana, bo, browse):
    """It is a wish of whoever looks: a member's does not change what the coach reads."""
    grant(ana, bo, group, Stream.MOOD)
    save_profile(person={"ana": ana, "bo": bo}[hides], changes={"hides_numbers": True})
    page = browse(bo).get(reverse("groups:coach-person", args=[mine(ana, group).pk])).content.decode()
    assert ("Mood 3" in page, "Mood: low" in page) == (hides == "ana", hides == "bo")


def test_it_ends_after_four_weeks_and_the_days_of_a_pause(group, ana, bo, browse, clock):
    grant(ana, bo, group, Stream.MOOD)
    address = reverse("groups:coach-person", args=[mine(ana, group).pk])

    def is_shown(days):
        clock.move_to(FRIDAY + timedelta(days=days))
        return "mood" in {section.stream for section in browse(bo).get(address).context["sections"]}

    assert [is_shown(days) for days in (0, 28, 29)] == [True, True, False]
    Pause.objects.create(
        person=ana, day=FRIDAY.date() + timedelta(days=3), ended_on=FRIDAY.date() + timedelta(days=5), reason="travel"
    )
    assert [is_shown(days) for days in (29, 31, 32)] == [True, True, False]
    Pause.objects.create(person=ana, day=FRIDAY.date() + timedelta(days=10), ended_on=None, reason="travel")
    assert [is_shown(days) for days in (182, 183)] == [True, False]


def test_every_look_is_one_row_that_the_member_reads_at_once(group, ana, bo, browse, clock):
    grant(ana, bo, group, Stream.MOOD, Stream.EFFORT)
    client = browse(bo)
    for _ in range(2):
        client.get(reverse("groups:coach-person", args=[mine(ana, group).pk]))
        client.get(reverse("groups:coach-review") + "?show=all")
    told = list(ana.access_log.order_by("place").values_list("coach_name", "place", "streams"))
    assert told == [("Bo", "person", "effort,mood"), ("Bo", "review", "effort,mood")]
    clock.shift(timedelta(minutes=1))
    client.get(reverse("groups:coach-person", args=[mine(ana, group).pk]))
    assert ana.access_log.count() == 3
    page = browse(ana).get(reverse("groups:looks")).content.decode()
    assert page.count("Bo, on your page") == 2
    assert page.count("Bo, in the list of people") == 1
    assert "Effort · Mood" in page
    assert "Nobody has looked" in browse(bo).get(reverse("groups:looks")).content.decode()


def test_nobody_changes_the_log(group, ana, bo, browse):
    page_of(browse, bo, ana, group)
    row = ana.access_log.get()
    for change in (row.save, row.delete, ana.access_log.all().delete, lambda: ana.access_log.update(streams="")):
        with pytest.raises(AppendOnly):
            change()
    for change in ({"streams": "x"}, {"place": "x"}, {"looked_at": FRIDAY}, {"person": bo}):
        with pytest.raises(DatabaseError), transaction.atomic():
            QuerySet(AccessLogEntry).update(**change)
    row.refresh_from_db()
    assert (row.streams, row.place) == ("", "person")


def test_the_log_outlives_the_coach_without_a_name_and_goes_with_the_member(group, ana, bo, browse):
    page_of(browse, bo, ana, group)
    actions.leave_group(membership=mine(bo, group))
    assert ana.access_log.get().coach_name == "Bo"
    erase_person(bo)
    assert (ana.access_log.get().coach_name, ana.access_log.get().coach) == ("", None)
    assert "A coach who has deleted their account" in browse(ana).get(reverse("groups:looks")).content.decode()
    erase_person(ana)
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize("name", ["groups:coach-review", "groups:coach-person", "groups:coach-offer"])
def test_no_coach_page_answers_without_a_second_factor(name, group, ana, bo, browse):
    grant(ana, bo, group)
    arguments = {"groups:coach-person": [mine(ana, group).pk], "groups:coach-offer": [group.pk]}.get(name, [])
    address = reverse(name, args=arguments)
    assert browse(bo).get(address).status_code == 200
    looked = AccessLogEntry.objects.count()
    bo.authenticator_set.all().delete()
    for method in ("get", "post"):
        answer = getattr(browse(bo), method)(address)
        assert answer.status_code in {302, 405}
        assert "Ana" not in answer.content.decode()
    page = browse(bo).get(address, follow=True)
    assert "One more lock first" in page.content.decode()
    assert f'href="{address}"' in page.content.decode()
    assert AccessLogEntry.objects.count() == looked


def test_a_coach_gives_back_what_they_need_no_more(group, ana, bo, chen, browse):
    grant(ana, bo, group, "mood", "effort")
    address = reverse("groups:coach-give-up", args=[mine(ana, group).pk])
    for who in (ana, chen):
        assert browse(who).post(address, {"stream": "mood"}).status_code == 404
    client = browse(bo)
    for wrong in ("sleep", "", "mood ratings"):
        assert client.post(address, {"stream": wrong}).status_code == 404
    assert client.get(address).status_code == 405
    assert client.post(address, {"stream": "mood"}).status_code == 302
    page = client.get(reverse("groups:coach-person", args=[mine(ana, group).pk])).content.decode()
    assert ('id="mood"' in page, 'id="effort"' in page) == (False, True)
    assert [row.stream for row in ana.grants.filter(revoked_at=None)] == ["effort"]
