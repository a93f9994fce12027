"""The API of weekly reviews."""

from datetime import date

import pytest

from accounts.actions import withdraw_consent
from groups.models import Group, Membership, SharedWin
from journal.models import SmallWin
from reviews import actions
from reviews.facts import PersonWeek
from tests.factories import make_session

MONDAYS = [date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28)]
pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ana):
    make_session(ana)
    SmallWin.objects.create(id=ana.pk, person=ana, day=MONDAYS[-1], rule="SW12", priority=0)
    actions.write_reviews(wanted=[PersonWeek(ana.pk, day) for day in MONDAYS], languages={ana.pk: "en"})
    return ana.weekly_reviews.get(week_start=MONDAYS[-1])


def test_a_review_is_read_with_its_facts(api, ana, review):
    answer = api(ana).get(f"weekly-reviews/{review.pk}/")
    assert answer.status_code == 200
    assert answer.data == {
        "id": str(review.pk),
        "week_start": "2026-09-28",
        "facts": review.facts,
        "answers": {"next_week": None, "went_well": "", "confidence": None},
        "shared_wins": [],
    }


def test_the_list_is_filtered_by_its_mondays(api, ana, review):
    days = lambda query: [row["week_start"] for row in api(ana).get(f"weekly-reviews/{query}").data["results"]]  # noqa: E731
    assert days("") == ["2026-09-14", "2026-09-21", "2026-09-28"]
    assert days("?since=2026-09-15&until=2026-09-27") == ["2026-09-21"]
    first = api(ana).get("weekly-reviews/?limit=2").data
    assert len(first["results"]) == 2
    assert [row["week_start"] for row in api(ana).get(first["next"]).data["results"]] == ["2026-09-28"]


@pytest.mark.parametrize("method", ["put", "patch"])
def test_answers_are_kept(api, ana, review, method):
    body = {"answers": {"next_week": "same", "went_well": "山", "confidence": 8}}
    answer = getattr(api(ana), method)(f"weekly-reviews/{review.pk}/", body)
    assert answer.status_code == 200
    assert answer.data["answers"] == body["answers"]
    again = api(ana).patch(f"weekly-reviews/{review.pk}/", {"answers": {"confidence": 3}})
    assert again.data["answers"] == {"next_week": "same", "went_well": "山", "confidence": 3}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answers": {"confidence": 8}}, "answers"),
        ({"answers": {"next_week": "larger"}}, "answers"),
        ({"answers": {"next_week": "same", "confidence": 11}}, "answers"),
        ({"answers": "same"}, "answers"),
        ({}, "answers"),
        ({"shared_wins": ["00000000-0000-4000-8000-000000000000"]}, "shared_wins"),
        ({"shared_wins": "all"}, "shared_wins"),
    ],
)
def test_bad_answers_are_refused_by_field(api, ana, review, body, field):
    answer = api(ana).put(f"weekly-reviews/{review.pk}/", body)
    assert answer.status_code == 400
    assert list(answer.data) == [field]
    review.refresh_from_db()
    assert review.next_week == ""


def test_facts_cannot_be_written(api, ana, review):
    body = {"answers": {"next_week": "same"}, "facts": {"sessions": 99}, "week_start": "2020-01-06"}
    answer = api(ana).put(f"weekly-reviews/{review.pk}/", body)
    assert answer.data["facts"] == review.facts
    assert answer.data["week_start"] == "2026-09-28"


def test_shared_wins_go_to_every_group_and_back(api, ana, review):
    for name in ("Harbour", "Hill"):
        Membership.objects.create(group=Group.objects.create(name=name, time_zone="UTC"), person=ana)
    answer = api(ana).patch(f"weekly-reviews/{review.pk}/", {"shared_wins": [str(ana.pk)]})
    assert answer.data["shared_wins"] == [str(ana.pk)]
    assert SharedWin.objects.count() == 2
    api(ana).patch(f"weekly-reviews/{review.pk}/", {"shared_wins": []})
    assert not SharedWin.objects.exists()


def test_another_person_finds_nothing(api, ana, bo, review):
    for method, body in (("get", None), ("put", {"answers": {"next_week": "same"}}), ("patch", {"shared_wins": []})):
        assert getattr(api(bo), method)(f"weekly-reviews/{review.pk}/", body).status_code == 404
    assert api(bo).get("weekly-reviews/").data["results"] == []
    assert api(ana).put("weekly-reviews/nonsense/", {"answers": {"next_week": "same"}}).status_code == 404
    missing = "weekly-reviews/00000000-0000-4000-8000-000000000000/"
    assert api(ana).put(missing, {"answers": {"next_week": "same"}}).status_code == 404


def test_reviews_are_neither_made_nor_deleted_by_clients(api, ana, review):
    assert api(ana).post("weekly-reviews/", {}).status_code == 405
    assert api(ana).delete(f"weekly-reviews/{review.pk}/").status_code == 405
    assert api().get("weekly-reviews/").status_code == 401


def test_words_need_the_consent_for_well_being(api, ana, review):
    withdraw_consent(person=ana, category="wellbeing")
    answer = api(ana).put(f"weekly-reviews/{review.pk}/", {"answers": {"next_week": "same", "confidence": 8}})
    assert (answer.status_code, answer.data["consent_required"]) == (403, "wellbeing")
    assert api(ana).put(f"weekly-reviews/{review.pk}/", {"answers": {"next_week": "same"}}).status_code == 200


def test_a_page_of_many_asks_as_much_as_of_one(api, ana, review, django_assert_num_queries):
    client = api(ana)
    client.get("weekly-reviews/?limit=1")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"weekly-reviews/?since=2026-09-28&limit={limit}" if limit == 1 else "weekly-reviews/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
