"""The daily journeys in a browser, by thumb and by keyboard, with their taps counted (ux.md A10)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from journal.models import PsqiDraft
from tests.e2e.taps import Taps
from tests.factories import make_mood, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SUNDAY_EVENING = datetime(2027, 3, 14, 18, tzinfo=UTC)
PLAIN = {"preload": False}  # axe would put imported style sheets into the page, which its policy refuses
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BIG_TEXT = "size => { document.documentElement.style.fontSize = size }"
IN_VIEW = """item => {
  const box = item.getBoundingClientRect();
  const bar = document.querySelector(".sheet-progress").getBoundingClientRect();
  return box.top >= bar.bottom - 1 && box.top < innerHeight / 2;
}"""
DAILY = (
    "log", "mood-rate", "mood-tags", "sleep-form", "sleep-week", "psqi-list", "psqi-form", "psqi-direct",
    "measurement-list", "timeline",
)  # fmt: skip


@pytest.fixture
def phone(context: BrowserContext, live_server: object) -> Page:
    """Ana's phone; errors of scripts and of the content policy end the test."""
    page = context.new_page()
    page.person, page.site, page.problems = make_person("ana@example.org"), str(live_server), []
    page.taps = Taps(page)
    sign_in(page)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if "Content Security" in line.text else None)
    return page


def sign_in(page: Page) -> None:
    """Another time of a test needs its own session."""
    client = Client()
    client.force_login(page.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": page.site}])


def open_page(page: Page, name: str, *args: object) -> None:
    page.goto(page.site + reverse(name, args=args))
    expect(page.locator("html.js")).to_be_attached()
    page.taps.start()


def tap(page: Page, score: int, part: str = "#mood") -> None:
    page.locator(f"{part} .rate label").nth(score).tap()


def scores(page: Page) -> list[int]:
    return list(page.person.mood_ratings.order_by("rated_at").values_list("score", flat=True))


# Mood


def test_a_mood_in_one_tap_nudged_then_undone(phone: Page) -> None:
    open_page(phone, "reviews:home")
    tap(phone, 7)
    expect(phone.locator("#mood .said", has_text="7 saved")).to_be_visible()
    assert (phone.taps.count, scores(phone)) == (1, [7])
    expect(phone.locator("#live")).to_contain_text("7 saved")
    phone.get_by_role("button", name="One less").click()
    expect(phone.locator("#mood .said", has_text="6 saved")).to_be_visible()
    assert scores(phone) == [6]
    tap(phone, 2)
    expect(phone.get_by_role("link", name="Rough moment? Help now")).to_be_visible()
    assert scores(phone) == [2]
    phone.get_by_role("button", name="Undo").click()
    expect(phone.locator("#mood .said")).to_have_count(0)
    assert not phone.person.mood_ratings.exists()
    assert phone.problems == []


def test_undo_stays_for_eight_seconds_and_then_goes_quiet(phone: Page) -> None:
    phone.clock.install()
    open_page(phone, "reviews:home")
    tap(phone, 7)
    undo = phone.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    phone.locator("h1").click()
    phone.clock.run_for(7500)
    expect(undo).to_be_visible()
    phone.clock.run_for(1000)
    expect(undo).to_be_hidden()
    expect(phone.locator("#mood .said", has_text="7 saved")).to_be_visible()


def test_each_tag_is_one_more_tap(phone: Page) -> None:
    for back in (1, 2):
        make_mood(phone.person, 6, phone.person.local_now() - timedelta(days=back), tags=["garden"])
    open_page(phone, "reviews:home")
    tap(phone, 7)
    for name in ("people", "garden"):
        phone.locator("#mood").get_by_role("button", name=name).tap()
        expect(phone.locator(f"#mood [aria-pressed=true][value={name}]")).to_be_visible()
    rating = phone.person.mood_ratings.latest("rated_at")
    assert (rating.tags, phone.taps.count) == (["people", "garden"], 3)
    assert phone.problems == []


def test_the_strip_by_keyboard_alone(phone: Page) -> None:
    open_page(phone, "reviews:home")
    phone.locator("#mood .rate input").first.focus()
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Enter")
    expect(phone.locator("#mood .said", has_text="2 saved")).to_be_visible()
    expect(phone.locator("#mood .rate input[value='2']")).to_be_focused()
    more = phone.get_by_role("button", name="One more")
    more.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#mood .said", has_text="3 saved")).to_be_visible()
    expect(more).to_be_focused()
    assert scores(phone) == [3]
    phone.get_by_role("button", name="Undo").press("Enter")
    expect(phone.locator("#mood .said")).to_have_count(0)
    assert (scores(phone), phone.taps.count, phone.problems) == ([], 0, [])


def test_a_mood_without_network_is_sent_once_it_is_back(phone: Page, context: BrowserContext) -> None:
    open_page(phone, "reviews:home")
    context.set_offline(True)
    tap(phone, 8)
    expect(phone.locator("#mood .failed")).to_contain_text("Not sent yet. Your choice is still here.")
    context.set_offline(False)
    expect(phone.locator("#mood .said", has_text="8 saved")).to_be_visible()
    assert scores(phone) == [8]


def test_a_second_tap_while_the_first_travels_corrects_it(phone: Page) -> None:
    open_page(phone, "reviews:home")
    held: list[Any] = []
    phone.route("**/mood/", lambda route: held.append(route) if not held else route.continue_())
    tap(phone, 7)
    tap(phone, 8)
    held[0].continue_()
    expect(phone.locator("#mood .said", has_text="8 saved")).to_be_visible()
    assert scores(phone) == [8]


def test_what_is_around_a_mood_is_kept_as_it_is_tapped(phone: Page) -> None:
    rating = make_mood(phone.person, 6, phone.person.local_now() - timedelta(hours=1))
    open_page(phone, "journal:mood-edit", rating.pk)
    phone.locator("[name=energy][value='4']").locator("xpath=..").tap()
    phone.locator("[name=calm][value='8']").locator("xpath=..").tap()
    expect(phone.get_by_text("Saved as you go")).to_be_visible()
    rating.refresh_from_db()
    assert (rating.energy, rating.calm, phone.taps.count) == (4, 8, 2)
    assert phone.problems == []


# The evening, and the week


def test_a_rest_day_is_one_tap_and_another_takes_it_back(phone: Page) -> None:
    phone.person.time_zone = _zone_where_it_is_evening()
    phone.person.save(update_fields=["time_zone"])
    open_page(phone, "reviews:home")
    phone.locator("#trained").get_by_role("button", name="Rest day").tap()
    expect(phone.get_by_text("Rest day noted.")).to_be_visible()
    assert (phone.person.rest_days.count(), phone.taps.count) == (1, 1)
    phone.get_by_role("status").get_by_role("button", name="Undo").tap()
    expect(phone.get_by_role("heading", name="Did you train today?")).to_be_visible()
    assert not phone.person.rest_days.exists()
    assert phone.problems == []


def _zone_where_it_is_evening() -> str:
    hours = (19 - datetime.now(UTC).hour) % 24
    return f"Etc/GMT-{hours}" if hours <= 14 else f"Etc/GMT+{24 - hours}"


# Sleep


def test_a_usual_night_in_two_taps(phone: Page) -> None:
    phone.person.usual_bed_time = datetime(2026, 1, 1, 23, 15).time()
    phone.person.usual_rise_time = datetime(2026, 1, 1, 6, 45).time()
    phone.person.save(update_fields=["usual_bed_time", "usual_rise_time"])
    open_page(phone, "journal:sleep-form")
    phone.locator("#night .rate label").nth(6).tap()
    phone.get_by_role("button", name="Save as usual 23:15–06:45").tap()
    expect(phone.get_by_text("Night saved.")).to_be_visible()
    night = phone.person.sleep_diary.get()
    assert (night.quality, phone.taps.count) == (6, 2)
    assert (night.final_wake - night.tried_to_sleep).total_seconds() == 7.5 * 3600
    assert phone.problems == []


def test_a_night_half_an_hour_off_in_six_taps(phone: Page) -> None:
    phone.person.usual_bed_time = datetime(2026, 1, 1, 23, 15).time()
    phone.person.usual_rise_time = datetime(2026, 1, 1, 6, 45).time()
    phone.person.save(update_fields=["usual_bed_time", "usual_rise_time"])
    open_page(phone, "journal:sleep-form")
    for _ in range(3):  # the first takes the usual time
        phone.get_by_role("button", name="Lights out: 15 minutes later").tap()
    phone.get_by_role("button", name="Woke for the day: 15 minutes later").tap()
    expect(phone.get_by_role("button", name="Save as usual")).to_be_hidden()
    phone.locator("#night .rate label").nth(6).tap()
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.get_by_text("Night saved.")).to_be_visible()
    night = phone.person.sleep_diary.get()
    assert ((night.final_wake - night.tried_to_sleep).total_seconds(), phone.taps.count) == (7 * 3600, 6)
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


def test_the_weeks_own_word_is_one_tap(phone: Page) -> None:
    with time_machine.travel(SUNDAY_EVENING, tick=True):
        sign_in(phone)
        open_page(phone, "journal:sleep-week")
        tap(phone, 7, "#sleep-week")
        expect(phone.locator("#sleep-week .said", has_text="7 saved")).to_be_visible()
        assert [(row.day, row.score) for row in phone.person.sleep_weeks.all()] == [(SUNDAY_EVENING.date(), 7)]
        assert phone.taps.count == 1
        assert Axe().run(phone, options=PLAIN).response["violations"] == []
        phone.locator("#sleep-week").get_by_role("button", name="Undo").tap()
        expect(phone.locator("#sleep-week .said")).to_have_count(0)
        assert not phone.person.sleep_weeks.exists()
    assert phone.problems == []


# PSQI


def item(page: Page, name: str) -> Locator:
    return page.locator(f"#item-{name}")


def touch(page: Page, button: Locator) -> None:
    """A tap that does not scroll to its target first, as a thumb on the dock does not."""
    box = button.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_whole_sheet_in_at_most_35_taps(phone: Page) -> None:
    phone.person.usual_bed_time = datetime(2026, 1, 1, 23).time()
    phone.person.save(update_fields=["usual_bed_time"])
    open_page(phone, "journal:log")
    phone.get_by_role("link", name="Sleep, past month (PSQI)").tap()
    phone.wait_for_url(phone.site + reverse("journal:psqi-form"))  # loaded, so its script is there before the first tap
    for _ in range(2):
        item(phone, "bed_time").get_by_role("button", name="15 minutes later").tap()
    item(phone, "latency").get_by_role("button", name="20", exact=True).tap()
    for _ in range(3):
        item(phone, "rise_time").get_by_role("button", name="15 minutes earlier").tap()
    item(phone, "sleep").get_by_role("button", name="6½ h").tap()
    for letter in "abcdefghij":
        item(phone, f"d_{letter}").locator(".opt").nth(1).tap()
        expect(item(phone, f"d_{letter}").locator("input").nth(1)).to_be_checked()  # the last one said the same words
        expect(phone.locator("[data-last]")).to_contain_text("1 · under once a week")
    for name in ("d_j_reason", "quality", "medication", "awake_trouble", "enthusiasm"):
        item(phone, name).locator(".opt").first.tap()
    expect(phone.locator("[data-count]")).to_have_text("19 of 19")
    phone.get_by_role("button", name="Finish", exact=True).tap()
    expect(phone.get_by_text("This is not a diagnosis.")).to_be_visible()
    sheet = phone.person.psqi_sheets.get()
    assert (sheet.bed_time.strftime("%H:%M"), sheet.rise_time.strftime("%H:%M")) == ("23:15", "06:30")
    assert (sheet.sleep_min, sheet.latency_low_min, sheet.c5, sheet.global_score) == (390, 20, 1, 3)
    assert phone.taps.count <= 35
    assert not PsqiDraft.objects.exists()
    assert phone.problems == []


def test_the_sheet_is_saved_as_one_goes(phone: Page) -> None:
    open_page(phone, "journal:psqi-form")
    with phone.expect_response(lambda answer: answer.url.endswith("/psqi/draft/")):
        item(phone, "d_c").locator(".opt").nth(2).tap()
    expect(phone.locator("[data-count]")).to_have_text("1 of 19")
    assert PsqiDraft.objects.get(person=phone.person).answers["d_c"] == "2"
    phone.wait_for_function(IN_VIEW, arg=item(phone, "d_d").element_handle())
    open_page(phone, "journal:sleep-week")
    phone.get_by_role("link", name="Go on: 1 of 19").click()
    expect(item(phone, "d_c").locator("input").nth(2)).to_be_checked()
    phone.get_by_role("button", name="Finish", exact=True).click()
    expect(phone.get_by_text("16 left blank")).to_be_visible()
    phone.get_by_role("button", name="Finish without a total").click()
    expect(phone.get_by_text("Kept without a total")).to_be_visible()
    assert phone.person.psqi_sheets.get().d_c == 2
    assert phone.problems == []


def test_answers_without_network_wait_and_are_sent_later(phone: Page, context: BrowserContext) -> None:
    open_page(phone, "journal:psqi-form")
    context.set_offline(True)
    for name in ("d_b", "d_c"):
        item(phone, name).locator(".opt").nth(2).tap()
    expect(phone.locator("[data-kept]")).to_have_text("not sent yet, it is tried again")
    assert not PsqiDraft.objects.exists()
    context.set_offline(False)
    expect(phone.locator("[data-kept]")).to_have_text("saved as you go")
    answers = PsqiDraft.objects.get(person=phone.person).answers
    assert (answers["d_b"], answers["d_c"]) == ("2", "2")


def test_back_skip_and_the_second_half_of_5j(phone: Page) -> None:
    open_page(phone, "journal:psqi-form")
    expect(item(phone, "d_j_reason")).to_be_hidden()
    item(phone, "d_j").locator(".opt").nth(2).tap()
    expect(item(phone, "d_j_reason")).to_be_visible()
    phone.wait_for_function(IN_VIEW, arg=item(phone, "d_j_reason").element_handle())
    touch(phone, phone.get_by_role("button", name="Back"))
    phone.wait_for_function(IN_VIEW, arg=item(phone, "d_j").element_handle())
    item(phone, "d_j").get_by_role("button", name="Skip this one").tap()
    expect(phone.locator("[data-count]")).to_have_text("0 of 19")
    expect(item(phone, "d_j_reason")).to_be_hidden()
    phone.wait_for_function(IN_VIEW, arg=item(phone, "quality").element_handle())
    assert phone.problems == []


def test_the_sheet_by_keyboard_alone(phone: Page) -> None:
    open_page(phone, "journal:psqi-form")
    item(phone, "sleep").locator("input").first.focus()
    phone.keyboard.type("7")
    phone.keyboard.press("Enter")
    expect(item(phone, "d_a").locator("input").first).to_be_focused()
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("ArrowDown")
    expect(item(phone, "d_a").locator("input").nth(2)).to_be_checked()
    expect(item(phone, "d_a").locator("input").nth(2)).to_be_focused()
    phone.keyboard.press("Enter")
    expect(item(phone, "d_b").locator("input").first).to_be_focused()
    expect(phone.locator("[data-count]")).to_have_text("2 of 19")
    assert (phone.taps.count, phone.problems) == (0, [])


def test_the_official_forms_order_renumbers_at_once(phone: Page) -> None:
    open_page(phone, "journal:psqi-form")
    item(phone, "quality").locator(".opt").nth(3).tap()
    phone.get_by_text("the official form in my hand").tap()
    with phone.expect_navigation():
        phone.locator("[name=order][value=medication_first]").locator("xpath=..").tap()
    assert [each.get_attribute("id") for each in phone.locator(".sheet-item").all()][-1] == "item-quality"
    expect(item(phone, "quality")).to_contain_text("9 · overall quality")
    expect(item(phone, "quality").locator("input").nth(3)).to_be_checked()


# Everything


@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (390, "100%"), (390, "200%")])
def test_no_page_is_wider_than_the_phone_and_all_can_be_read_aloud(phone: Page, width: int, text: str) -> None:
    phone.set_viewport_size({"width": width, "height": 780})
    make_mood(phone.person, 6, tags=["a tag of many words in a row"])
    for name in (*[f"journal:{name}" for name in DAILY], "insights:trends", "core:help"):
        open_page(phone, name)
        phone.evaluate(BIG_TEXT, text)
        assert phone.evaluate(OVERFLOW) == 0, name
        if (width, text) == (390, "100%"):
            found = Axe().run(phone, options=PLAIN)
            assert [(row["id"], row["nodes"][0]["html"]) for row in found.response["violations"]] == [], name
    assert phone.problems == []
