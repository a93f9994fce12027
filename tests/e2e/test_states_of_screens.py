"""The screens S01 to S15 of the design, state by state: what must stand there, at 390 points, in both languages.

SHOWN is walked here; HELD names the test that holds a state already. Together: all that the design asks.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from core.dates import Week
from core.uuid7 import uuid7
from groups.actions import check_in, renew_invite, set_role
from groups.models import Membership
from journal.models import SmallWin
from reviews.actions import write_past_reviews
from tests.e2e.test_finish import squats
from tests.factories import make_factor, make_group, make_mood, make_person, make_session

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIN = (
    "A small win is a little more than your own past: a kilo, a minute, a first time. It is measured against you alone."
)
TWO = "Start with two. Small enough to finish is the point; 0 switches the target off."
SHOWN: list[tuple[str, str, str, str, str]] = [  # screen, state, whose page, its address, what stands there
    ("S01", "empty", "new", "/", "Nothing planned. A walk counts."),
    ("S01", "first use", "new", "/", "Tap a number. That is all."),
    ("S04", "empty", "mei", "/sessions/{plain}/finish/", "Logged. That is the work."),
    (
        "S04", "first use", "mei", "/sessions/{won}/finish/",
        WIN,
    ),
    ("S05", "first use", "new", "/sleep/", "These are my usual times"),
    (
        "S06", "first use", "new", "/psqi/sheet/",
        "It makes one number of a month of sleep, to set beside the month before. It is not a diagnosis.",
    ),
    ("S06", "first use", "new", "/psqi/sheet/", "Seen by: only you"),
    ("S07", "empty", "mei", "/reviews/{last_week}/", "A quiet week is a week."),
    ("S07", "error", "mei", "/reviews/{this_week}/", "Review is being prepared"),
    ("S07", "first use", "new", "/reviews/", "The first one comes after a week with an entry."),
    ("S08", "empty", "new", "/trends/", "From 5 entries on, this fills"),
    ("S08", "first use", "mei", "/trends/", "From 5 entries on, this fills"),
    ("S09", "empty", "mei", "/groups/{group}/", "You are the first this week."),
    ("S09", "first use", "new", "/join/{invite}/", "What the group will see of you"),
    ("S10", "empty", "bo", "/coach/?show=worth", "Nobody needs you right now"),
    ("S10", "first use", "bo", "/coach/?show=worth", "A sample member"),
    ("S12", "empty", "new", "/plan/", "Or follow one of these"),
    ("S12", "first use", "new", "/plan/", TWO),
    ("S14", "empty", "new", "/days/{today}/", "No entry on this day"),
    ("S14", "first use", "new", "/days/{today}/", "Add to this day"),
    ("S15", "first use", "new", "/first-steps/language/", "Skip"),
]  # fmt: skip
HELD: dict[tuple[str, str], str] = {
    ("S01", "offline"): "test_offline.test_a_cold_start_without_network_shows_every_daily_page",
    ("S01", "error"): "test_mood_sheet.test_today_is_read_again_or_says_of_when_it_is",
    ("S01", "signed out"): "test_offline_privacy.test_an_ended_sign_in_locks_what_waits_until_its_owner_is_back",
    ("S02", "empty"): "test_daily.test_each_tag_is_one_more_tap",
    ("S02", "offline"): "test_offline.test_forty_entries_in_two_days_without_network_arrive_once",
    ("S02", "error"): "test_mood_sheet.test_text_stays_while_it_cannot_be_sent",
    ("S02", "first use"): "test_mood_sheet.test_a_line_is_added_over_today",
    ("S03", "empty"): "test_states_of_screens.test_the_tick_is_explained_until_a_session_is_stored",
    ("S03", "offline"): "test_offline.test_a_session_begun_with_a_network_goes_on_without_one",
    ("S03", "error"): "test_session_kept.test_a_reload_without_network_shows_what_the_browser_kept",
    ("S03", "first use"): "test_states_of_screens.test_the_tick_is_explained_until_a_session_is_stored",
    ("S03", "left"): "test_session_kept.test_a_page_that_lay_open_asks_whether_it_goes_on",
    ("S04", "offline"): "test_offline.test_finishing_the_logger_while_the_network_is_away_is_kept",
    ("S04", "error"): "test_offline.test_finishing_the_logger_while_the_network_is_away_is_kept",
    ("S05", "empty"): "test_daily.test_a_usual_night_in_two_taps",
    ("S05", "offline"): "test_offline.test_forty_entries_in_two_days_without_network_arrive_once",
    ("S05", "error"): "test_offline.test_forty_entries_in_two_days_without_network_arrive_once",
    ("S06", "empty"): "test_daily.test_a_whole_sheet_in_at_most_35_taps",
    ("S06", "offline"): "test_daily.test_the_sheet_is_saved_as_one_goes",
    ("S06", "error"): "test_daily.test_answers_without_network_wait_and_are_sent_later",
    ("S07", "offline"): "test_offline.test_a_cold_start_without_network_shows_every_daily_page",
    ("S09", "offline"): "test_offline.test_a_cold_start_without_network_shows_every_daily_page",
    ("S09", "error"): "test_states_of_screens.test_a_card_that_cannot_be_sent_says_so_and_keeps_the_answer",
    ("S11", "empty"): "test_coach.test_grant_look_log_revoke",
    ("S12", "offline"): "test_offline.test_a_cold_start_without_network_shows_every_daily_page",
    ("S12", "error"): "test_offline_privacy.test_two_devices_that_wrote_the_same_note_keep_both",
    ("S13", "empty"): "test_states_of_screens.test_the_tick_is_explained_until_a_session_is_stored",
    ("S13", "offline"): "test_offline.test_a_session_begun_with_a_network_goes_on_without_one",
}
ASKED = {  # the states that the design gives words or a behaviour, by screen
    "S01": "empty, offline, error, first use, signed out", "S02": "empty, offline, error, first use",
    "S03": "empty, offline, error, first use, left", "S04": "empty, offline, error, first use",
    "S05": "empty, offline, error, first use", "S06": "empty, offline, error, first use",
    "S07": "empty, offline, error, first use", "S08": "empty, first use", "S09": "empty, offline, error, first use",
    "S10": "empty, first use", "S11": "empty", "S12": "empty, offline, error, first use", "S13": "empty, offline",
    "S14": "empty, first use", "S15": "first use",
}  # fmt: skip


def signed_in(browser: Browser, person: User, site: str) -> BrowserContext:
    """A phone of that person, without a worker."""
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "en-GB"}
    context = browser.new_context(**phone, service_workers="block")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
    return context


def in_words(language: str, text: str) -> str:
    """The text as the page shows it."""
    with override(language):
        found = {gettext(text), pgettext("button", text)}
    told = next((one for one in found if one != text), text)
    assert language == "en" or told != text, f"{text!r} is not translated"
    return told


class Town:
    """A newcomer, Mei who has just begun, and Bo who coaches her and nobody else."""

    def __init__(self, language: str) -> None:
        people = {name: make_person(f"{name}@example.org", language=language) for name in ("new", "mei", "bo", "kim")}
        self.people, mei = people, people["mei"]
        make_mood(mei, 7)
        plain, won = make_session(mei), make_session(mei)
        facts: dict[str, Any] = {"rule": "SW13", "new": 3, "extra": 4, "priority": 5}
        SmallWin.objects.create(id=uuid7(), person=mei, session=won, day=won.day, **facts)
        week = Week.of(mei.today())
        self.group = make_group(mei, people["kim"])
        check_in(
            membership=mei.memberships.get(), slot=None, day=self.group.week(timezone.now()).monday, answer="moved"
        )
        write_past_reviews(person=mei, since=week.previous().monday, until=week.previous().monday)
        coached = make_group(people["kim"], people["bo"], name="Harbour walkers")
        set_role(membership=people["bo"].memberships.get(), role=Membership.Role.COACH)
        make_factor(people["bo"])
        self.places = {
            "plain": plain.pk, "won": won.pk, "group": self.group.pk, "today": mei.today(), "this_week": week.monday,
            "last_week": week.previous().monday, "invite": renew_invite(group=coached),
        }  # fmt: skip


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def newcomer(browser: Browser, live_server: object, language: str) -> Iterator[Page]:
    context = signed_in(browser, make_person("new@example.org", language=language), str(live_server))
    yield context.new_page()
    context.close()


def begin_strength(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("button[name=activity][value=strength]").tap()


def test_every_state_that_the_design_asks_for_is_held() -> None:
    asked = {(screen, state) for screen, states in ASKED.items() for state in states.split(", ")}
    assert {(screen, state) for screen, state, *_rest in SHOWN} | set(HELD) == asked
    for name in set(HELD.values()):
        module, _, test = name.partition(".")
        assert hasattr(import_module(f"tests.e2e.{module}"), test), name


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_each_state_says_what_the_design_says(browser: Browser, live_server: object, language: str) -> None:
    town, site, wrong = Town(language), str(live_server), []
    pages = {name: signed_in(browser, town.people[name], site).new_page() for name in ("new", "mei", "bo")}
    for screen, state, who, address, text in SHOWN:
        page = pages[who]
        page.goto(site + address.format(**town.places))
        told = page.get_by_text(in_words(language, text)).first
        if not told.is_visible():
            wrong.append(f"{screen} {state}: {text}")
        if page.evaluate(TOO_WIDE):
            wrong.append(f"{screen} {state}: too wide")
    assert wrong == []
    pages["mei"].goto(f"{site}/trends/")
    expect(pages["mei"].locator("main figure")).to_have_count(1)  # mood in a sentence, below the calendar
    for page in pages.values():
        page.context.close()


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_the_tick_is_explained_until_a_session_is_stored(newcomer: Page, live_server: object, language: str) -> None:
    words = in_words(language, "Tick a set when it is done. Grey numbers are a suggestion, and the tick takes them.")
    begin_strength(newcomer, f"{live_server}/sessions/new/")
    expect(newcomer.get_by_text(in_words(language, "Add an exercise"))).to_be_visible()
    expect(newcomer.locator("[data-recent]")).to_have_count(0)
    expect(newcomer.locator("[data-find]")).to_be_visible()
    newcomer.locator("[data-found] button:visible").first.tap()
    expect(newcomer.get_by_text(words)).to_be_visible()
    squats(User.objects.get(), 1, 60)
    begin_strength(newcomer, f"{live_server}/sessions/new/")
    newcomer.locator("[data-recent] button").first.tap()
    expect(newcomer.locator(".sets")).to_be_visible()
    expect(newcomer.get_by_text(words)).to_have_count(0)


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_a_card_that_cannot_be_sent_says_so_and_keeps_the_answer(
    newcomer: Page, live_server: object, language: str
) -> None:
    group = make_group(User.objects.get(), make_person("kim@example.org", language=language))
    newcomer.goto(f"{live_server}/groups/{group.pk}/")
    newcomer.route("**/check-in/", lambda route: route.fulfill(status=503))
    newcomer.locator("#rite label.chip").first.tap()
    newcomer.locator("#rite button.pri").tap()
    said = in_words(language, "Not sent yet. Your choice is still here.")
    expect(newcomer.locator("#rite").get_by_text(said)).to_be_visible()
    expect(newcomer.locator("#rite input[name=answer]:checked")).to_have_count(1)
    newcomer.unroute("**/check-in/")
    newcomer.locator("#rite .failed button").tap()
    expect(newcomer.locator("#rite [data-say]")).to_be_visible()
    assert User.objects.get(email="new@example.org").memberships.get().check_ins.count() == 1
