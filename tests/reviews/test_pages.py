"""The pages of weekly reviews: read, then choose one thing for next week."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.actions import withdraw_consent
from accounts.models import User
from groups.models import Group, Membership, SharedWin
from journal.models import PsqiSheet, SleepWeekRating, SmallWin
from plans.models import WeeklyTarget
from reviews import actions
from reviews.facts import PersonWeek
from reviews.models import WeeklyReview
from tests.factories import make_mood, make_night, make_session

MONDAY = date(2026, 9, 28)
NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
PAGE = "/reviews/2026-09-28/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


def at(day: int, hour: int = 17) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


@pytest.fixture
def review(ana) -> WeeklyReview:
    make_session(ana, at(29), minutes=35, moderate_minutes=35)
    make_session(ana, at(30), minutes=60, moderate_minutes=60)
    make_mood(ana, 4, at(28))
    make_mood(ana, 8, at(28, 19))
    make_mood(ana, 7, at(30))
    make_night(ana, MONDAY)
    SmallWin.objects.create(id=ana.pk, person=ana, day=MONDAY, rule="SW12", priority=0)
    WeeklyTarget.objects.create(person=ana, target=2, weekdays=[1, 3], starts_on=MONDAY)
    actions.write_reviews(wanted=[PersonWeek(ana.pk, MONDAY)], languages={ana.pk: ana.language})
    return ana.weekly_reviews.get()


def target_of(person: User) -> int:
    from core.dates import Week

    return person.weekly_targets.in_force(Week(MONDAY).next()).first().target


def test_the_page_tells_the_week(browse, ana, review):
    page = browse(ana).get(PAGE).content.decode()
    for words in (
        "You moved on 2 days, as planned.",
        "95 minutes, mostly moderate. One small win.",
        "Back again. That is a skill of its own.",
        "3 entries",
        "1 night",
        "2 of 2",
        "Same 2 sessions",
    ):
        assert words in page
    assert "<td>7 h 20</td>" in page
    assert "<td>6</td><td>4</td><td>8</td>" in page
    assert "checked" not in page


def test_a_day_without_an_entry_is_a_gap_never_zero(browse, ana, review):
    page = browse(ana).get(PAGE).content.decode()
    assert page.count('class="gap"') == 5 + 6
    assert page.count('class="dot"') == 2
    assert 'class="line"' not in page


def test_nothing_compares_days_with_and_without_training(browse, ana, review):
    page = browse(ana).get(PAGE).content.decode().lower()
    assert "training days" not in page
    assert "rest days" not in page


def test_the_page_speaks_chinese(browse, chen):
    make_session(chen, at(29))
    actions.write_reviews(wanted=[PersonWeek(chen.pk, MONDAY)], languages={chen.pk: chen.language})
    response = browse(chen).get(PAGE)
    assert response.status_code == 200
    assert 'lang="zh-hans"' in response.content.decode().lower()


def test_the_mails_button_preselects_and_changes_nothing(browse, ana, review):
    before = WeeklyReview.objects.values().get()
    page = browse(ana).get(PAGE + "?next_week=smaller").content.decode()
    assert page.count("checked") == 1
    assert 'value="smaller"' in page.partition("checked")[0][-200:]
    assert WeeklyReview.objects.values().get() == before
    assert target_of(ana) == 2
    assert "checked" not in browse(ana).get(PAGE + "?next_week=nonsense").content.decode()


def test_one_choice_finishes_the_week(browse, ana, review):
    response = browse(ana).post(PAGE, {"next_week": "same"})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    review.refresh_from_db()
    assert (review.next_week, review.answered_at) == ("same", NOW)
    assert target_of(ana) == 2


def test_without_a_choice_the_page_asks_for_one(browse, ana, review):
    response = browse(ana).post(PAGE, {"went_well": "The hill"})
    assert response.status_code == 200
    assert "Choose one thing for next week." in response.content.decode()
    review.refresh_from_db()
    assert review.went_well == ""


def test_smaller_takes_one_session_off_once_and_gives_it_back(browse, ana, review):
    client = browse(ana)
    for _ in range(2):
        client.post(PAGE, {"next_week": "smaller"})
        assert target_of(ana) == 1
    client.post(PAGE, {"next_week": "same"})
    assert target_of(ana) == 2
    assert ana.weekly_targets.get(starts_on=MONDAY).target == 2


def test_smaller_never_goes_below_one(browse, ana, review):
    WeeklyTarget.objects.update(target=1)
    browse(ana).post(PAGE, {"next_week": "smaller"})
    browse(ana).post(PAGE, {"next_week": "same"})
    assert target_of(ana) == 1


def test_a_late_answer_shapes_the_week_that_runs(browse, ana, review):
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        browse(ana).post(PAGE, {"next_week": "smaller"})
    assert dict(ana.weekly_targets.values_list("starts_on", "target")) == {MONDAY: 2, date(2026, 10, 19): 1}


def test_moving_a_day_goes_on_to_the_plan(browse, ana, review):
    assert browse(ana).post(PAGE, {"next_week": "move"})["Location"] == "/plan/"


def test_words_and_confidence_are_kept(browse, ana, review):
    browse(ana).post(PAGE, {"next_week": "same", "went_well": "The hill", "confidence": "8"})
    review.refresh_from_db()
    assert (review.went_well, review.confidence) == ("The hill", 8)


def test_without_wellbeing_consent_nobody_asks_or_shows(browse, ana, review):
    withdraw_consent(person=ana, category="wellbeing")
    page = browse(ana).get(PAGE).content.decode()
    assert "Mood" not in page
    assert 'name="confidence"' not in page
    browse(ana).post(PAGE, {"next_week": "same", "went_well": "x", "confidence": "8"})
    review.refresh_from_db()
    assert (review.next_week, review.went_well, review.confidence) == ("same", "", None)


def test_a_win_is_shared_only_when_ticked_and_taken_back_when_not(browse, ana, bo, review):
    group = Group.objects.create(name="Harbour", time_zone="Europe/Oslo")
    mine = Membership.objects.create(group=group, person=ana)
    theirs = Membership.objects.create(group=group, person=bo)
    client = browse(ana)
    assert "Harbour" in client.get(PAGE).content.decode()
    client.post(PAGE, {"next_week": "same", "share": [f"{theirs.pk}:{ana.pk}", f"{bo.pk}:{bo.pk}"]})
    assert not SharedWin.objects.exists()
    client.post(PAGE, {"next_week": "same", "share": f"{mine.pk}:{ana.pk}"})
    assert list(SharedWin.objects.values_list("membership", "win")) == [(mine.pk, ana.pk)]
    client.post(PAGE, {"next_week": "same"})
    assert not SharedWin.objects.exists()


def test_another_persons_week_is_not_found(browse, ana, bo, review):
    assert browse(bo).get(PAGE).status_code == 404
    assert browse(bo).post(PAGE, {"next_week": "same"}).status_code == 404
    review.refresh_from_db()
    assert review.next_week == ""


@pytest.mark.parametrize("path", ["/reviews/2026-09-29/", "/reviews/2026-13-01/", "/reviews/2020-01-06/"])
def test_a_week_that_is_none_is_not_found(browse, ana, review, path):
    assert browse(ana).get(path).status_code == 404


def test_a_week_that_is_not_over_says_when_it_comes(browse, ana):
    page = browse(ana).get("/reviews/2026-10-05/").content.decode()
    assert "Review is being prepared" in page
    assert "Monday at 07:30" in page


def test_strangers_sign_in_first(browse, review):
    for path in (PAGE, "/reviews/"):
        response = browse().get(path)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_list_names_each_week_newest_first(browse, ana, bo, review):
    actions.write_reviews(wanted=[PersonWeek(ana.pk, date(2026, 9, 21))], languages={ana.pk: "en"})
    page = browse(ana).get("/reviews/").content.decode()
    assert page.index("/reviews/2026-09-28/") < page.index("/reviews/2026-09-21/")
    assert "A quiet week is a week." in page
    assert "2026-09-28" not in browse(bo).get("/reviews/").content.decode()


def test_the_page_asks_eleven_questions_at_most(browse, ana, review, django_assert_max_num_queries):
    group = Group.objects.create(name="Harbour", time_zone="Europe/Oslo")
    Membership.objects.create(group=group, person=ana)
    client = browse(ana)
    for n in range(3):
        make_mood(ana, 5, at(29, n))
        make_session(ana, at(29, n))
    with django_assert_max_num_queries(11):
        client.get(PAGE)
    with django_assert_max_num_queries(4):
        client.get("/reviews/")


# Sleep in the person's own word


def test_the_review_asks_how_the_sleep_of_its_week_was_until_tuesday(browse, ana, chen, review):
    client = browse(ana)
    SleepWeekRating.objects.create(person=chen, day=date(2026, 10, 4), score=1)
    page = client.get(PAGE).content.decode()
    assert "How was your sleep in the last 7 nights?" in page
    assert "saved ·" not in page
    client.post("/sleep/weeks/2026-10-04/", {"score": "7", "next": PAGE})
    assert ana.sleep_weeks.get().score == 7
    assert "7 saved" in client.get(PAGE).content.decode()
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        page = client.get(PAGE).content.decode()
    assert "How was your sleep in the last 7 nights?" not in page
    assert "7 of 10" in page


def test_the_review_of_another_week_does_not_ask(browse, ana, review):
    actions.write_reviews(wanted=[PersonWeek(ana.pk, date(2026, 9, 21))], languages={ana.pk: "en"})
    page = browse(ana).get("/reviews/2026-09-21/").content.decode()
    assert "How was your sleep in the last 7 nights?" not in page


def test_the_last_psqi_stands_there_with_its_day_and_the_month_it_is_about(browse, ana, chen, review):
    PsqiSheet.objects.create(person=chen, taken_on=date(2026, 9, 1), global_score=20)
    assert "PSQI, past month" not in browse(ana).get(PAGE).content.decode()
    PsqiSheet.objects.create(person=ana, taken_on=date(2026, 8, 1), global_score=9)
    PsqiSheet.objects.create(person=ana, taken_on=date(2026, 9, 1), global_score=6)
    PsqiSheet.objects.create(person=ana, taken_on=date(2026, 10, 5), global_score=3)
    page = browse(ana).get(PAGE).content.decode()
    assert "PSQI, past month" in page
    assert "1 Sep 2026" in page
    assert ("6 of 21" in page, "3 of 21" in page, "9 of 21" in page) == (True, False, False)


def test_without_the_consent_for_sleep_the_review_says_nothing_of_it(browse, ana, review):
    PsqiSheet.objects.create(person=ana, taken_on=date(2026, 9, 1), global_score=6)
    SleepWeekRating.objects.create(person=ana, day=date(2026, 10, 4), score=7)
    withdraw_consent(person=ana, category="sleep")
    page = browse(ana).get(PAGE).content.decode()
    assert [words in page for words in ("last 7 nights", "PSQI", "in your own word", "6 of 21")] == [False] * 4
