"""The main job in the real browser: sign up, log training, mood, sleep; on Monday the review comes and is answered.

Both languages, with and without scripts. Mails go through the outbox; the people are real, only the clock is moved.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from core.sender import send_due
from reviews.actions import write_due_reviews
from reviews.models import WeeklyReview

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {"locale": "en-GB", "moved": "You moved on 1 day", "subject": "Your week is ready"},
    "zh-hans": {"locale": "zh-CN", "moved": "1 天", "subject": "你的一周小结已准备好"},
}


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request: pytest.FixtureRequest, browser: object, language: str) -> Iterator[BrowserContext]:
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param,
        locale=WORDS[language]["locale"],
        timezone_id="Europe/Oslo",
    )
    yield context
    context.close()


def main_button(page: Page) -> None:
    """The one main action of the page."""
    page.locator("main .btn.pri").first.click()


def sign_up(page: Page, site: str) -> None:
    """Address, code from the mail, age and one consent."""
    page.goto(site)
    main_button(page)
    page.fill("[name=email]", "dora@example.org")
    main_button(page)
    page.locator("[name=code]").wait_for()
    code = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    page.fill("[name=code]", code[1])
    main_button(page)
    page.locator("[name=is_sixteen]").wait_for()
    page.wait_for_load_state("load")  # by then a script has put the browser's own zone in and hidden the list
    if page.locator("select[name=time_zone]").is_visible():
        page.select_option("select[name=time_zone]", "Europe/Oslo")
    page.check("[name=is_sixteen]")
    page.check("[name=training]")
    main_button(page)
    page.wait_for_url(f"{site}/")


def log_a_walk(page: Page, site: str) -> None:
    """Thirty minutes on foot, effort three."""
    page.goto(f"{site}/sessions/new/")
    page.locator("button[name=activity][value=walking]").click()
    page.locator("[name=minutes]").fill("30")
    page.locator("#session .btn.pri, .dock .btn.pri").first.click()
    page.wait_for_url(re.compile("/finish/$"))


def log_a_mood(page: Page, site: str) -> None:
    """Asked for consent at the point of use, then one number."""
    page.goto(f"{site}/mood/")
    main_button(page)
    page.locator("[name=score][value='7']").check(force=True)
    page.locator("main .btn.pri").last.click()
    page.wait_for_load_state("networkidle")


def log_a_night(page: Page, site: str) -> None:
    """Consent, then the quick form."""
    page.goto(f"{site}/sleep/")
    main_button(page)
    page.fill("[name=tried_to_sleep]", "23:00")
    page.fill("[name=final_wake]", "06:30")
    page.locator("[name=quality][value='8']").check(force=True)
    page.locator(".dock .btn.pri").click()
    page.wait_for_load_state("networkidle")


def next_monday(now: datetime) -> datetime:
    """Nine o'clock UTC on the Monday after: past half past seven in Oslo, summer or winter."""
    day = now.date() + timedelta(days=7 - now.weekday())
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_from_sign_up_to_the_answered_review(phone: BrowserContext, live_server: object, language: str) -> None:
    site, words, page = str(live_server), WORDS[language], phone.new_page()
    now = datetime.now(UTC)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    sign_up(page, site)
    log_a_walk(page, site)
    log_a_mood(page, site)
    log_a_night(page, site)
    person = User.objects.get(email="dora@example.org")
    assert person.language == language
    assert (person.training_sessions.get().minutes, person.mood_ratings.get().score) == (30, 7)
    assert person.sleep_diary.get().quality == 8

    with time_machine.travel(next_monday(now), tick=True):
        assert write_due_reviews() == 1
        send_due(seconds=1)
        assert write_due_reviews() == 0
    review = WeeklyReview.objects.get(person=person)
    letter = mail.outbox[-1]
    assert letter.subject == words["subject"]
    assert words["moved"] in str(letter.body)
    assert f"/reviews/{review.week_start}/" in str(letter.body)

    page.goto(f"{site}/reviews/{review.week_start}/")
    expect(page.locator("main .display")).to_contain_text(words["moved"])
    page.locator("label", has=page.locator("[name=next_week][value=smaller]")).first.click()
    page.locator("main form .btn.pri").first.click()
    page.wait_for_load_state("networkidle")
    review.refresh_from_db()
    assert (review.next_week, review.answered_at is not None) == ("smaller", True)
    assert wrong == []
