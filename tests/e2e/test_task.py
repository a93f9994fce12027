"""A task of a plan on a phone, in both languages: started, logged, done, and open again once the session is deleted."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from plans.following import start_plan
from plans.models import PlannedSession
from tests.e2e.taps import Taps
from tests.e2e.test_session import hold, ready

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {"start": "Start", "done": "done", "planned": "planned", "smaller": "10-minute version"},
    "zh-hans": {"start": "开始", "done": "已完成", "planned": "已计划", "smaller": "10 分钟版本"},
}


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest, ana: User) -> str:
    ana.language = request.param
    ana.save(update_fields=["language"])
    return str(request.param)


@pytest.fixture
def task(ana: User) -> PlannedSession:
    """Three exercises of three sets today; the rest of the programme as it is."""
    today = ana.today()
    plan = start_plan(person=ana, programme="strength_foundation_8w", weekdays=range(7), today=today)
    task = plan.planned_sessions.get(day=today)
    lifts = [one for one in task.elements if one["type"] == "lift" and one["phase"] == "main"][:3]
    others = [one for one in task.elements if one["phase"] != "main" or one["type"] == "prompt"]
    task.elements = [*others, *({**one, "sets": 3, "target": {"load_kg": "40", "reps": 8}} for one in lifts)]
    task.save()
    return task


def opened(page: Page, live_server: object, ana: User) -> str:
    site = str(live_server)
    hold(page, ana, site)
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    return site


def pill(page: Page, site: str, task: PlannedSession) -> str:
    page.goto(f"{site}/plan/")
    return str(page.locator(f"#task-{task.pk} .pill").inner_text())


def test_a_task_is_started_done_and_open_again(
    page: Page, live_server: object, ana: User, task: PlannedSession, language: str
) -> None:
    site, words = opened(page, live_server, ana), WORDS[language]
    taps = Taps(page)
    page.goto(f"{site}/")
    taps.start()
    page.locator("#plan .btn.pri").tap()
    ready(page)
    for number in range(9):
        page.locator(f'[name="{number // 3}-{number % 3}-done"]').tap()
        if number == 5:
            expect(page.locator(".row-prompt")).to_have_count(1)
    page.locator("#rest .btn.pri").tap()
    page.wait_for_url(re.compile("/finish/$"))
    assert taps.count <= 12
    assert taps.count == 11
    assert pill(page, site, task) == words["done"]
    session = ana.training_sessions.get()
    assert [str(one.load_kg) for one in session.sets.all()] == ["40.00"] * 9
    page.goto(f"{site}/sessions/{session.pk}/")
    page.locator("form[action$='/delete/'] button").tap()
    page.wait_for_load_state("networkidle")
    assert pill(page, site, task) == words["planned"]
    assert page.errors == []  # type: ignore[attr-defined]


def test_the_week_is_changed_in_place(
    page: Page, live_server: object, ana: User, task: PlannedSession, language: str
) -> None:
    site = opened(page, live_server, ana)
    page.goto(f"{site}/plan/")
    card = page.locator(f"#task-{task.pk}")
    card.get_by_role("button", name=WORDS[language]["smaller"]).tap()
    expect(page.locator("#live")).not_to_be_empty()
    card.locator("button[value=skip]").tap()
    card.locator("button[value=open]").tap()
    expect(card.locator("button[value=whole]")).to_be_visible()
    task.refresh_from_db()
    assert (task.state, task.is_short) == ("planned", True)
    assert page.errors == []  # type: ignore[attr-defined]


def test_a_script_goes_on_where_the_clock_stands(page: Page, live_server: object, ana: User) -> None:
    site = opened(page, live_server, ana)
    page.clock.install()
    page.goto(f"{site}/plan/scripts/breath_2/")
    page.locator("[data-do=start]").tap()
    expect(page.locator("[data-line]")).to_contain_text("Stand or sit")
    page.clock.fast_forward(70_000)  # the screen was off
    expect(page.locator("[data-line]")).to_contain_text("Notice where you feel")
    page.locator("[data-do=pause]").tap()
    page.clock.fast_forward(60_000)
    page.reload()
    expect(page.locator("[data-line]")).to_contain_text("Notice where you feel")
    page.locator("[data-do=go-on]").tap()
    page.clock.fast_forward(51_000)
    expect(page.locator("[data-over]")).to_be_visible()
    expect(page.locator("[data-do=start]")).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]
