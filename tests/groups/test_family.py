"""The family's activity: a signed link without an account, ticked by a POST, shown to its owner alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from groups import family
from groups.models import FamilyTick
from tests.factories import make_group, make_session

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def link(ana):
    return family.make_link(person=ana, shown_name="Annie", title="Walk in the woods", relative="Granny")


def path_of(link):
    return "/family/" + family.address_of(link).split("/family/")[1]


def test_the_page_shows_a_first_name_and_an_activity_and_nothing_else(link, ana, browse):
    page = browse().get(path_of(link))
    text = page.content.decode()
    assert "Annie" in text
    assert "Walk in the woods" in text
    for secret in ("Granny", "ana@example.org", ">Ana", str(link.pk), str(ana.pk)):
        assert secret not in text
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Cache-Control"] == "private, no-store"


def test_only_a_post_ticks_and_only_once_a_week(clock, link, browse):
    client, path = browse(), path_of(link)
    client.get(path)
    client.head(path)
    assert not FamilyTick.objects.exists()
    for _ in range(2):
        assert client.post(path)["Location"] == path
    clock.move_to(MONDAY + timedelta(days=7))
    client.post(path)
    assert list(FamilyTick.objects.order_by("monday").values_list("monday", flat=True)) == [
        date(2026, 3, 2),
        date(2026, 3, 9),
    ]
    client.post(path, {"undo": "1"})
    assert FamilyTick.objects.count() == 1


def test_the_week_is_the_members_own(clock, chen, browse):
    link = family.make_link(person=chen, shown_name="C", title="Walk", relative="Mum")
    clock.move_to(datetime(2026, 3, 1, 17, tzinfo=UTC))  # Monday 01:00 in Shanghai
    browse().post(path_of(link))
    assert FamilyTick.objects.get().monday == date(2026, 3, 2)


def test_the_owner_sees_the_tick_and_nobody_else(link, ana, bo, browse):
    group = make_group(bo, ana)
    browse().post(path_of(link))
    assert "Granny ticked it on Monday." in browse(ana).get(reverse("groups:family")).content.decode()
    for page in (reverse("groups:family"), reverse("groups:detail", args=[group.pk])):
        text = browse(bo).get(page).content.decode()
        for secret in ("Granny", "Walk in the woods", "Annie"):
            assert secret not in text


def test_a_session_with_the_family_counts_too(ana, browse):
    assert "You logged a session" not in browse(ana).get(reverse("groups:family")).content.decode()
    make_session(ana, with_family=True)
    assert "You logged a session" in browse(ana).get(reverse("groups:family")).content.decode()


@pytest.mark.parametrize("end", ["expired", "ended", "withdrawn", "inactive"])
def test_a_link_that_has_ended_leads_nowhere(clock, end, link, ana, bo, browse):
    path = path_of(link)
    if end == "expired":
        clock.move_to(MONDAY + timedelta(weeks=12))
    elif end == "ended":
        assert browse(bo).post(reverse("groups:family-end", args=[link.pk])).status_code == 404
        browse(ana).post(reverse("groups:family-end", args=[link.pk]))
    elif end == "withdrawn":
        withdraw_consent(person=ana, category="social")
    else:
        type(ana).objects.filter(pk=ana.pk).update(is_active=False)
    for answer in (browse().get(path), browse().post(path)):
        assert answer.status_code == 404
        assert "Walk in the woods" not in answer.content.decode()
    assert not FamilyTick.objects.exists()


def test_another_signature_opens_nothing(link, browse):
    token = path_of(link).split("/")[-2]
    for other in (token[:-1] + ("a" if token[-1] != "a" else "b"), link.pk.hex, f"{link.pk.hex}:x", "x"):
        assert browse().get(f"/family/tick/{other}/").status_code == 404


def test_ticks_are_limited(link, browse):
    answers = [browse().post(path_of(link)).status_code for _ in range(family.TICKS_PER_MINUTE + 1)]
    assert answers == [302] * family.TICKS_PER_MINUTE + [429]


def test_five_links_are_the_most(link, ana, browse):
    form = {"shown_name": "Annie", "title": "Walk", "relative": "Dad"}
    for _ in range(5):
        browse(ana).post(reverse("groups:family"), form)
    assert ana.family_links.count() == family.MOST_LINKS == 5


def test_the_list_costs_the_same_for_one_link_and_for_five(link, ana, django_assert_num_queries):
    for number in (1, 5):
        while ana.family_links.count() < number:
            family.make_link(person=ana, shown_name="A", title="Walk", relative="Dad")
        with django_assert_num_queries(2):
            assert len(family.links_of(ana)) == number
