"""A journey for each of the eight strategies: choose a programme, see its week, do what it says, see it count.

Ana lives where it is morning now, so that an evening is still to come whenever the tests run.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from groups.actions import check_in
from journal.actions import save_session
from plans.models import PlannedSession
from tests.factories import make_group, make_mood, make_night, make_slot
from tests.plans.logging import lifts

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize("language", ["en", "zh-hans"])
DONE = {"en": "done", "zh-hans": "已完成"}
SHORT_DONE = {"en": "10-minute version done", "zh-hans": "10 分钟版本已完成"}


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def phone(page: Page, live_server: Any, ana: User, language: str) -> Page:
    """Ana's phone, signed in; she has answered the questions of readiness."""
    ana.language, ana.time_zone = language, zone_of_a_morning()
    ana.save()
    ana.readiness_statements.create(answered_on=ana.today(), has_some_yes=False)
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.site, page.errors = live_server.url, []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    return page


def zone_of_a_morning() -> str:
    """Where it is nine o'clock now."""
    ahead = 9 - datetime.now(UTC).hour
    ahead += 24 if ahead < -12 else 0
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def go(page: Page, path: str) -> None:
    page.goto(f"{page.site}{path}")  # type: ignore[attr-defined]


def choose(page: Page, programme: str, *, day: int | None = None, hour: str = "18:00") -> None:
    """From the list of programmes to the first week: every day of the week, or this one only."""
    go(page, "/plan/programmes/")
    page.locator(f'main a.card[href^="/plan/programmes/{programme}/"]').tap()
    expect(page.locator("details.card").first).to_be_visible()
    page.locator(f'main a.btn.pri[href^="/plan/programmes/{programme}/start/"]').tap()
    for number in range(7):
        box = page.locator(f'[name=weekdays][value="{number}"]')
        if box.is_checked() != (day in (None, number)):
            page.locator("label.chip", has=box).tap()
    page.locator("label.chip", has=page.locator("[name=begins][value=now]")).tap()
    page.locator("[name=at_time]").fill(hour)
    page.locator("button[name=look]").tap()
    expect(page.locator("#first-week li").first).to_be_visible()


def begin(page: Page, ana: User, programme: str, **more: Any) -> PlannedSession:
    """The same, and the plan begins; its task of today."""
    choose(page, programme, **{"day": ana.today().weekday()} | more)
    start(page)
    return ana.planned_sessions.get(day=ana.today())


def start(page: Page) -> None:
    page.locator("button[name=start]").tap()
    expect(page.locator("#tasks")).to_be_visible()


def card(page: Page, task: PlannedSession) -> Locator:
    return page.locator(f"#task-{task.pk}")


def open_session(page: Page, task: PlannedSession) -> None:
    card(page, task).locator("a.btn").tap()
    expect(page.locator("html")).to_have_attribute("data-logger", "ready")


def finish(page: Page, minutes: int) -> None:
    page.locator("[name=minutes]").fill(str(minutes))
    page.locator("button[data-finish]").tap()
    expect(page).to_have_url(re.compile("/finish/$"))


def rate(page: Page, name: str, value: int) -> None:
    page.locator(f'label:has(input[name="{name}"][value="{value}"])').tap()


def save(page: Page) -> None:
    page.locator("#finish .btn.pri").tap()
    expect(page.locator("#finish")).to_have_count(0)


def is_counted(page: Page, task: PlannedSession, words: str) -> None:
    """The task stands as done on the week."""
    go(page, "/plan/")
    expect(card(page, task).locator(".pill")).to_have_text(words)
    assert page.errors == []  # type: ignore[attr-defined]


def days_ago(ana: User, days: int, **body: Any) -> None:
    """A session of the past."""
    at = (timezone.now() - timedelta(days=days)).astimezone(ana.zone)
    save_session(person=ana, object_id=uuid7(), data={"started_at": at, "minutes": 30, "rpe": 5} | body)


@BOTH
def test_3_1_progress_is_a_win_that_is_shared(phone: Page, ana: User, bo: User, language: str) -> None:
    for days in (22, 15, 8):
        days_ago(ana, days, activity="strength", sets=lifts("goblet_squat", 20, 8, 8))
    group = make_group(bo, ana)
    task = begin(phone, ana, "strength_foundation_8w")
    open_session(phone, task)
    for number in range(2):
        phone.locator(f'[name="0-{number}-load"]').fill("22.5")
        phone.locator(f'[name="0-{number}-done"]').tap()
    finish(phone, 20)
    expect(phone.locator("#finish")).to_contain_text("22.5")
    rate(phone, "rpe", 5)
    save(phone)
    win = ana.small_wins.get(rule="SW01")
    go(phone, f"/groups/{group.pk}/")
    share = phone.locator("#my-wins form", has=phone.locator(f'input[value="{win.pk}"]'))
    share.locator("button[value=yes]").tap()
    expect(share.locator("button[value=no]")).to_be_visible()
    go(phone, "/wins/")
    expect(phone.locator("main")).to_contain_text("22.5")
    is_counted(phone, task, SHORT_DONE[language])


@BOTH
def test_3_2_a_small_task_is_done_and_shows_that_one_can(phone: Page, ana: User, language: str) -> None:
    days_ago(ana, 7, activity="running", minutes=10)
    task = begin(phone, ana, "walk_run_10w")
    card(phone, task).locator("button[value=short]").tap()
    expect(card(phone, task).locator("button[value=whole]")).to_be_visible()
    open_session(phone, task)
    rate(phone, "rpe", 4)
    finish(phone, 10)
    expect(phone.locator(".evidence li").first).to_be_visible()
    rate(phone, "confidence_next", 8)
    save(phone)
    is_counted(phone, task, SHORT_DONE[language])
    expect(phone.locator("#tasks > .between .pill")).to_have_text({"en": "1 of 1", "zh-hans": "1/1"}[language])


def test_3_3_both_tracks_function_and_a_note_of_the_body(phone: Page, ana: User, language: str) -> None:
    task = begin(phone, ana, "yoga_depth_6w")
    open_session(phone, task)
    finish(phone, task.planned_minutes)
    phone.locator("[name=body_note]").fill("Loose and warm.")
    save(phone)
    expect(phone.locator("main")).to_contain_text("1 of the last 4 weeks had training and a note")
    is_counted(phone, task, DONE[language])


@BOTH
def test_3_4_check_in_encourage_and_a_family_session(phone: Page, ana: User, bo: User, language: str) -> None:
    ana.weekly_targets.create(kind="family_sessions", target=1, starts_on=monday(ana))
    group = make_group(bo, ana)
    tomorrow = ana.today() + timedelta(days=1)
    slot = make_slot(group, weekday=tomorrow.weekday())
    check_in(membership=bo.memberships.get(), slot=slot, day=tomorrow, answer="coming")
    choose(phone, "together_6w")
    start(phone)
    task = ana.planned_sessions.get(key="W1-S3")
    open_session(phone, task)
    expect(phone.locator("[name=with_family]")).to_be_checked()
    finish(phone, task.planned_minutes)
    save(phone)
    is_counted(phone, task, DONE[language])
    expect(phone.locator("#targets")).to_contain_text({"en": "yes, this week", "zh-hans": "有，就在这周"}[language])
    go(phone, f"/groups/{group.pk}/")
    phone.locator("#rite label.chip").first.tap()
    phone.locator("#rite form button.pri").tap()
    expect(phone.locator("#rite")).to_contain_text({"en": "You said:", "zh-hans": "你选了："}[language])
    phone.locator(f"#member-{bo.memberships.get().pk} button.soft").first.tap()
    expect(phone.locator(f"#member-{bo.memberships.get().pk} .pill.done")).to_be_visible()


def test_3_5_minutes_stand_beside_their_target(phone: Page, ana: User, language: str) -> None:
    ana.weekly_targets.create(kind="moderate_equivalent_minutes", target=150, starts_on=monday(ana))
    task = begin(phone, ana, "steady_mix_12w")
    open_session(phone, task)
    rate(phone, "rpe", 4)
    finish(phone, 33)
    save(phone)
    is_counted(phone, task, DONE[language])
    expect(phone.locator("#targets")).to_contain_text("33 of 150 minutes")
    for _rating in range(4):  # Trends fills from five entries on
        make_mood(ana)
    go(phone, "/trends/")
    expect(phone.locator("main")).to_contain_text("33")


@BOTH
def test_3_6_a_feeling_before_and_after_with_a_breath_between(phone: Page, ana: User, language: str) -> None:
    task = begin(phone, ana, "steady_mix_12w")
    open_session(phone, task)
    with phone.expect_popup() as beside:
        phone.locator('form#session a[href^="/plan/scripts/"]').first.tap()
    beside.value.locator("[data-do=start]").tap()
    expect(beside.value.locator("[data-line]")).not_to_be_empty()
    beside.value.close()
    phone.locator("details", has=phone.locator("[name=emotion_word]")).locator("summary").tap()
    phone.locator("label", has=phone.locator("[name=emotion_word][value=tense]")).tap()
    rate(phone, "emotion_before", 7)
    finish(phone, 33)
    rate(phone, "emotion_after", 4)
    save(phone)
    expect(phone.locator("main .display")).to_contain_text("7 → 4")
    is_counted(phone, task, DONE[language])


@BOTH
def test_3_7_a_late_hour_is_named_and_moved_by_one_tap(phone: Page, ana: User, language: str) -> None:
    for back in range(1, 6):
        make_night(ana, ana.today() - timedelta(days=back))
    User.objects.filter(pk=ana.pk).update(usual_bed_time="23:00", usual_rise_time="07:00")
    choose(phone, "interval_pace_6w", day=ana.today().weekday(), hour="21:00")
    expect(phone.locator("#first-week [role=note] button[name=earlier]")).to_be_visible()
    start(phone)
    task = ana.planned_sessions.get(day=ana.today())
    note = card(phone, task).locator("[role=note]")
    note.locator("button[value=moderate]").tap()
    expect(note).to_have_count(0)
    card(phone, task).locator("button[value=written]").tap()
    note.locator("button[value=earlier]").tap()
    expect(note).to_have_count(0)
    task.refresh_from_db()
    expect(card(phone, task)).to_contain_text(f"{task.at_time:%H:%M}")
    assert (task.is_vigorous, f"{task.at_time:%H}" in ("18", "19")) == (True, True)
    open_session(phone, task)
    finish(phone, task.planned_minutes)
    is_counted(phone, task, DONE[language])


def test_3_8_a_mixed_week_with_body_and_mind(phone: Page, ana: User, language: str) -> None:
    ana.weekly_targets.create(kind="mind_body_sessions", target=1, starts_on=monday(ana))
    go(phone, "/plan/programmes/steady_mix_12w/")
    phone.locator("details.card").first.locator("summary").tap()
    for part in ("Brisk walk", "Goblet squat", "Tai chi"):
        expect(phone.locator("details.card").first).to_contain_text(part, ignore_case=True)
    task = begin(phone, ana, "steady_mix_12w")
    open_session(phone, task)
    finish(phone, 33)
    go(phone, "/sessions/new/")
    phone.locator("button[name=activity][value=tai_chi]").tap()
    expect(phone.locator("html")).to_have_attribute("data-logger", "ready")
    finish(phone, 20)
    is_counted(phone, task, DONE[language])
    expect(phone.locator("#targets")).to_contain_text("yes, this week")


def monday(ana: User) -> Any:
    """Of this week, where Ana lives."""
    return ana.today() - timedelta(days=ana.today().weekday())
