"""At a meeting: who says that they are there and with whom, and help that somebody offers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from groups import rite
from groups.models import Offer, Presence
from tests.factories import make_group, make_person, make_slot

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEETING = datetime(2026, 3, 3, 18, tzinfo=UTC)  # Tuesday 19:00 in Oslo
TUESDAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_group(bo, ana, make_person("dora@example.org"))


@pytest.fixture
def slot(group):
    return make_slot(group)


def member(group, person):
    return group.memberships.get(person=person)


def page(browse, group, person):
    return browse(person).get(reverse("groups:detail", args=[group.pk])).content.decode()


def say(browse, group, person, **form):
    return browse(person).post(reverse("groups:here", args=[group.pk]), form)


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(-61, False), (-60, True), (0, True), (179, True), (180, False)], ids=str
)
def test_one_may_say_so_from_an_hour_before_to_three_hours_after(clock, group, slot, ana, browse, minutes, is_open):
    clock.move_to(MEETING + timedelta(minutes=minutes))
    assert ("I am here" in page(browse, group, ana)) is is_open
    say(browse, group, ana, here="1")
    assert Presence.objects.exists() is is_open


def test_two_confirm_each_other(clock, group, slot, ana, bo, browse):
    clock.move_to(MEETING)
    mine, other = member(group, ana), member(group, bo)
    say(browse, group, bo, here="1", beside=str(mine.pk))
    seen = page(browse, group, ana)
    assert "Bo says that you are there." in seen
    assert "together with" not in seen
    say(browse, group, ana, beside=str(other.pk))
    for person in (ana, bo):
        assert page(browse, group, person).count("together with") == 2
    rows = Presence.objects.values_list("member", "said_by", "slot", "day")
    both = (mine.pk, other.pk)
    assert set(rows) == {(of, by, slot.pk, TUESDAY) for of in both for by in both}


def test_a_tick_is_shown_to_nobody_else_before_its_person_said_so(clock, group, slot, ana, bo, browse):
    clock.move_to(MEETING)
    say(browse, group, bo, here="1", beside=str(member(group, ana).pk))
    dora = group.memberships.get(person__email="dora@example.org").person
    seen = page(browse, group, dora)
    assert "says that" not in seen
    assert 'class="g">Bo' in seen
    assert 'class="g">Ana' not in seen


def test_whoever_takes_it_back_is_not_there_by_anybodys_word(clock, group, slot, ana, bo, browse):
    clock.move_to(MEETING)
    say(browse, group, bo, here="1", beside=str(member(group, ana).pk))
    say(browse, group, ana, not_here="1")
    assert list(Presence.objects.values_list("member__person", flat=True)) == [bo.pk]


def test_nobody_outside_is_ticked(clock, group, slot, ana, chen, browse):
    clock.move_to(MEETING)
    stranger = make_group(chen).memberships.get()
    assert say(browse, group, ana, beside=str(stranger.pk)).status_code == 404
    assert say(browse, group, ana, beside="x").status_code == 404
    assert say(browse, group, chen, here="1").status_code == 404
    assert not Presence.objects.exists()


def test_the_day_after_the_page_says_who_was_there_and_names_nobody_else(clock, group, slot, ana, browse):
    clock.move_to(MEETING)
    say(browse, group, ana, here="1")
    clock.move_to(MEETING + timedelta(hours=16))
    seen = page(browse, group, ana)
    assert "The meeting on Tuesday" in seen
    assert 'class="g">Ana' in seen
    for name in ("Bo", "Dora"):
        assert f'class="g">{name}' not in seen
    clock.move_to(MEETING + timedelta(hours=37))
    assert "The meeting on Tuesday" not in page(browse, group, ana)


def test_help_is_offered_seen_and_taken_back_by_its_owner(group, slot, ana, bo, browse):
    address = reverse("groups:help", args=[group.pk])
    form = {"slot": str(slot.pk), "day": "2026-03-03"}
    for more in ({"kind": "drive"}, {"kind": "drive"}, {"kind": "own_words", "line": "Tea for all"}):
        assert browse(ana).post(address, form | more).status_code == 302
    assert list(Offer.objects.order_by("kind").values_list("kind", "line")) == [
        ("drive", ""),
        ("own_words", "Tea for all"),
    ]
    seen = page(browse, group, bo)
    assert "I drive" in seen
    assert "Tea for all" in seen
    one = Offer.objects.get(kind="own_words")
    back = reverse("groups:help-back", args=[group.pk, one.pk])
    assert browse(bo).post(back).status_code == 404
    assert browse(ana).post(back).status_code == 302
    assert "Tea for all" not in page(browse, group, bo)


@pytest.mark.parametrize(
    "form",
    [
        {"day": "2026-03-04", "kind": "drive"},
        {"day": "2026-02-24", "kind": "drive"},
        {"day": "2026-03-03", "kind": "sing"},
        {"day": "2026-03-03", "kind": "own_words"},
        {"day": "2026-03-03", "kind": "own_words", "line": "a" * 281},
        {"day": "x", "kind": "drive"},
    ],
    ids=str,
)
def test_an_offer_that_fits_no_meeting_is_refused(form, group, slot, ana, browse):
    address = reverse("groups:help", args=[group.pk])
    answer = browse(ana).post(address, form | {"slot": str(slot.pk)}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert not Offer.objects.exists()


def test_an_offer_is_gone_from_the_page_after_its_day(clock, group, slot, ana, bo, browse):
    rite.offer_help(membership=member(group, ana), slot=slot, day=TUESDAY, kind="mats")
    row = f"<span>{Offer.Kind.MATS.label}</span>"
    assert row in page(browse, group, bo)
    clock.move_to(MEETING + timedelta(days=1))
    assert row not in page(browse, group, bo)
