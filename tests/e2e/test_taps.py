"""The six bars of taps (U-01): mood, a repeated set, a planned session, the PSQI, the review, a check-in."""

from importlib import import_module

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from reviews.actions import write_due_reviews
from tests.e2e.taps import Taps
from tests.e2e.test_finish import squats
from tests.e2e.test_review import last_week, sign_in
from tests.factories import make_group, make_person

BARS = {  # what is counted -> the most taps, and the test that counts them
    "mood": (1, "test_daily.test_a_mood_in_one_tap_nudged_then_undone"),
    "repeated set": (1, "test_taps.test_a_repeated_set_is_one_tap"),
    "planned session": (12, "test_task.test_a_task_is_started_done_and_open_again"),
    "PSQI": (35, "test_daily.test_a_whole_sheet_in_at_most_35_taps"),
    "review": (3, "test_taps.test_the_review_takes_three_taps_from_today"),
    "check-in": (2, "test_taps.test_a_check_in_takes_two_taps"),
}


def test_each_bar_has_a_test() -> None:
    for most, name in BARS.values():
        module, _, test = name.partition(".")
        assert most
        assert hasattr(import_module(f"tests.e2e.{module}"), test), name


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    page = context.new_page()
    page.taps = Taps(page)
    return page


def begin(page: Page, person: User, address: str) -> None:
    """The page is open, and nothing was tapped."""
    sign_in(page, person, address.split("/", 3)[0] + "//" + address.split("/")[2])
    page.goto(address)
    expect(page.locator("html.js")).to_be_attached()
    page.taps.start()


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_the_review_takes_three_taps_from_today(phone: Page, live_server: object) -> None:
    ana = make_person("ana@example.org")
    last_week(ana)
    write_due_reviews()
    begin(phone, ana, f"{live_server}/")
    phone.locator("a.card[href^='/reviews/']").tap()
    phone.locator("label:has(input[name=next_week][value=same])").tap()
    phone.locator("main form .btn.pri").tap()
    expect(phone.get_by_text("Done for this week.")).to_be_visible()
    review = ana.weekly_reviews.get()
    assert (review.next_week, review.is_answered, phone.taps.count) == ("same", True, BARS["review"][0])


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_a_check_in_takes_two_taps(phone: Page, live_server: object) -> None:
    ana = make_person("ana@example.org")
    group = make_group(ana, make_person("bo@example.org"))
    begin(phone, ana, f"{live_server}/groups/{group.pk}/")
    phone.locator("#rite label.chip").first.tap()
    phone.locator("#rite .btn.pri").tap()
    expect(phone.locator("#rite [data-say]")).to_be_visible()
    assert (ana.memberships.get().check_ins.count(), phone.taps.count) == (1, BARS["check-in"][0])


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_a_repeated_set_is_one_tap(phone: Page, live_server: object) -> None:
    ana = make_person("ana@example.org")
    squats(ana, 7, 60)
    begin(phone, ana, f"{live_server}/sessions/new/")
    phone.locator("button[name=activity][value=strength]").tap()
    phone.locator("[data-recent] button").first.tap()
    expect(phone.locator(".sets")).to_be_visible()
    phone.taps.start()
    phone.locator(".tick").first.tap()
    expect(phone.locator(".tick:has(input:checked)")).to_have_count(1)
    expect(phone.locator(".sets input.num").first).to_have_value("60")
    assert phone.taps.count == BARS["repeated set"][0]
