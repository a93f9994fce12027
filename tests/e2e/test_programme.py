"""A person chooses a programme by what they want, answers the questions, starts, changes days, pauses and ends it."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from plans.models import Plan

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "choose": "Choose a programme", "wish": "Have more energy", "title": "From walking to a 30-minute jog",
        "start": "Choose days and start", "questions": "Answer the questions",
        "look": "Show my first week", "week": "Your first week", "go": "Start this plan", "plans": "Your plans",
        "days": "Days and sentence", "save": "Save", "more": "Pause, end or switch", "pause": "Pause this plan",
        "resume": "Go on", "end": "End it, or switch to another", "over": "End this plan",
        "tuesday": "Tuesday", "sunday": "Sunday", "why": "Why we suggest it", "monday": "Next Monday",
        "see": "See this week",
    },
    "zh-hans": {
        "choose": "选择方案", "wish": "更有精力", "title": "从步行到连续慢跑 30 分钟", "start": "选日子并开始",
        "questions": "回答问题", "look": "看我的第一周", "week": "你的第一周",
        "go": "开始这个计划", "plans": "你的计划", "days": "日子和如果—那么句", "save": "保存",
        "more": "暂停、结束或更换", "pause": "暂停这个计划", "resume": "继续", "end": "结束，或换一个",
        "over": "结束这个计划", "tuesday": "周二", "sunday": "周日", "why": "为什么推荐它", "monday": "下周一",
        "see": "看本周",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
def test_a_programme_from_the_wish_to_the_end(page: Page, live_server: Any, ana: User, language: str) -> None:
    say = WORDS[language]
    phone_of(page, live_server, ana, language)
    page.get_by_role("link", name=say["choose"]).tap()
    page.get_by_role("link", name=say["wish"]).tap()
    page.get_by_role("link", name=say["title"]).tap()
    expect(page.get_by_role("heading", name=say["why"])).to_be_visible()
    page.get_by_role("link", name=say["start"]).tap()
    page.get_by_role("link", name=say["questions"]).tap()
    expect(page.locator(".readiness")).to_be_visible()
    for answer in page.locator('.readiness input[value="no"]').all():
        answer.check(force=True)
    page.locator(".readiness .btn.pri").tap()
    expect(page.get_by_role("heading", name=say["week"])).to_be_visible()
    page.locator("label.chip", has_text=say["monday"]).tap()
    page.get_by_role("button", name=say["look"]).tap()
    expect(page.locator("#first-week li")).to_have_count(3)
    assert ana.plans.count() == 0
    page.get_by_role("button", name=say["go"]).tap()
    expect(page).to_have_url(re.compile("/plan/$"))
    page.goto(f"{live_server.url}/plan/all/")
    page.get_by_role("link", name=say["title"]).tap()
    change_and_end(page, ana, say)
    assert page.errors == []  # type: ignore[attr-defined]


def change_and_end(page: Page, ana: User, say: dict[str, str]) -> None:
    plan = ana.plans.get()
    assert [row.day.weekday() for row in plan.planned_sessions.all()] == [0, 2, 4]
    page.get_by_text(say["days"]).tap()
    for day in (say["tuesday"], say["sunday"]):
        page.locator("label.chip", has_text=day).tap()
    page.get_by_role("button", name=say["save"], exact=True).tap()
    expect(page.locator(".message").first).to_be_visible()
    plan.refresh_from_db()
    assert plan.weekdays == [0, 1, 2, 4, 6]
    page.get_by_text(say["more"]).tap()
    page.get_by_role("button", name=say["pause"]).tap()
    expect(page.get_by_role("button", name=say["resume"])).to_be_visible()
    plan.refresh_from_db()
    assert (plan.state, plan.planned_sessions.count()) == (Plan.State.PAUSED, 0)
    page.get_by_role("button", name=say["resume"]).tap()
    expect(page.get_by_role("link", name=say["see"])).to_be_visible()
    page.get_by_text(say["more"]).tap()
    page.get_by_role("link", name=say["end"]).tap()
    page.get_by_role("button", name=say["over"]).tap()
    expect(page).to_have_url(re.compile("/plan/all/$"))
    plan.refresh_from_db()
    assert plan.state == Plan.State.ENDED


def phone_of(page: Page, live_server: Any, ana: User, language: str) -> None:
    """Ana's phone on the Plan tab, signed in."""
    User.objects.filter(pk=ana.pk).update(language=language)
    client = Client()
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    page.goto(f"{live_server.url}/plan/")
