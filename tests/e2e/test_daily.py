"""The daily journeys in a browser: a mood in one tap, last night with its words, the PSQI sheet saved as one goes."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from journal.models import PsqiDraft
from tests.factories import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DAILY = ("log", "mood-rate", "sleep-form", "psqi-form", "psqi-direct", "measurement-list", "timeline")


@pytest.fixture
def phone(context: BrowserContext, live_server: object) -> Page:
    """Ana's phone; errors of scripts and of the content policy end the test."""
    person = make_person("ana@example.org")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": str(live_server)}])
    page = context.new_page()
    page.person, page.site, page.problems = person, str(live_server), []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if "Content Security" in line.text else None)
    return page


def open_page(page: Page, name: str, *args: object) -> None:
    page.goto(page.site + reverse(name, args=args))


def tap(page: Page, score: int) -> None:
    page.locator("#mood .rate label").nth(score).tap()


def test_a_mood_in_one_tap_nudged_then_undone(phone: Page) -> None:
    open_page(phone, "reviews:home")
    tap(phone, 7)
    expect(phone.locator("#mood .said", has_text="7 saved")).to_be_visible()
    phone.get_by_role("button", name="One less").click()
    expect(phone.locator("#mood .said", has_text="6 saved")).to_be_visible()
    assert list(phone.person.mood_ratings.values_list("score", flat=True)) == [6]
    tap(phone, 2)
    expect(phone.get_by_role("link", name="Rough moment? Help now")).to_be_visible()
    assert list(phone.person.mood_ratings.values_list("score", flat=True)) == [2]
    phone.get_by_role("button", name="Undo").click()
    expect(phone.locator("#mood .said")).to_have_count(0)
    assert not phone.person.mood_ratings.exists()
    assert phone.problems == []


def test_last_night_says_what_it_adds_up_to(phone: Page) -> None:
    phone.person.usual_bed_time = datetime(2026, 1, 1, 23).time()
    phone.person.save(update_fields=["usual_bed_time"])
    open_page(phone, "journal:sleep-form")
    words = phone.locator("#night-words")
    expect(words).to_be_hidden()
    phone.get_by_role("button", name="Lights out: 15 minutes later").click()
    expect(phone.locator("[name=tried_to_sleep]")).to_have_value("23:00")
    phone.get_by_role("button", name="Lights out: 15 minutes later").click()
    expect(phone.locator("[name=tried_to_sleep]")).to_have_value("23:15")
    phone.locator("[name=final_wake]").fill("06:45")
    phone.locator("summary", has_text="More about the night").click()
    phone.locator("label.chip", has_text="15").tap()
    phone.locator("[name=awakenings_chip][value='0']").locator("xpath=..").tap()
    expect(words).to_contain_text("asleep")
    phone.locator("[name=sol_min]").fill("20")
    expect(phone.locator("[name=sol_min_chip]:checked")).to_have_count(0)
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Night saved.")).to_be_visible()
    night = phone.person.sleep_diary.get()
    assert (night.sol_min, night.awakenings, night.waso_min) == (20, 0, 0)
    assert phone.problems == []


def test_the_sheet_is_saved_as_one_goes(phone: Page) -> None:
    open_page(phone, "journal:psqi-form")
    with phone.expect_response(lambda answer: answer.url.endswith("/psqi/draft/")):
        phone.locator("#item-d_c .opt").nth(2).tap()
    expect(phone.locator("[data-count]")).to_contain_text("1 of 18")
    assert PsqiDraft.objects.get(person=phone.person).answers["d_c"] == "2"
    open_page(phone, "journal:log")
    open_page(phone, "journal:psqi-form")
    expect(phone.locator("#item-d_c input").nth(2)).to_be_checked()
    phone.get_by_role("button", name="Finish", exact=True).click()
    expect(phone.get_by_text("16 left blank")).to_be_visible()
    phone.get_by_role("button", name="Finish without a total").click()
    expect(phone.get_by_text("Kept without a total")).to_be_visible()
    assert phone.person.psqi_sheets.get().d_c == 2
    assert phone.problems == []


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_is_wider_than_the_phone_and_all_can_be_read_aloud(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 780})
    for name in (*[f"journal:{name}" for name in DAILY], "insights:trends", "core:help"):
        open_page(phone, name)
        assert phone.evaluate(OVERFLOW) == 0, name
        if width == 390:
            found = Axe().run(phone)
            assert [(row["id"], row["nodes"][0]["html"]) for row in found.response["violations"]] == [], name
    assert phone.problems == []
