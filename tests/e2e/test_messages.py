"""The journey of messages: a coach writes, the member reads and answers, leaves, and both can still read."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from groups.actions import set_role
from tests.e2e.test_group import sign_in
from tests.factories import make_group, make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {
        "messages": "Messages", "message": "Message", "send": "Send", "new": "1 new", "mark": "Mark as read",
        "leave": "Leave the group", "over": "over, to read only",
        "ended": "nobody can write here any more", "delete": "Delete for both", "deleted": "gone for both of you",
        "report": "Report to the operator", "reported": "Reported. Whoever operates this site looks at it.",
    },
    "zh-hans": {
        "messages": "消息", "message": "消息", "send": "发送", "new": "1 条新消息", "mark": "标为已读",
        "leave": "离开小组", "over": "已结束，只能阅读",
        "ended": "但不能再写", "delete": "为双方删除", "deleted": "双方都看不到了",
        "report": "向运营者举报", "reported": "已举报。",
    },
}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", WORDS)
def test_write_read_answer_leave(browser: Browser, live_server: object, language: str, scripts: bool) -> None:
    site, words = str(live_server), WORDS[language]
    ana = make_person("ana@example.org", language=language)
    bo = make_person("bo@example.org", language=language)
    group = make_group(bo, ana)
    group.memberships.create(person=make_person("dora@example.org"), role="organiser")
    set_role(membership=group.memberships.get(person=bo), role="coach")
    phones = [browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=scripts) for _ in "ab"]
    coach, member = sign_in(phones[0], bo, site), sign_in(phones[1], ana, site)

    write(coach, site, "Ana", "What would make next week easier?", words)
    member.goto(site)
    expect(member.locator(".tab .unread")).to_have_count(1)
    read(member, site, words, scripts)
    expect(member.locator(".tab .unread")).to_have_count(0)
    write(member, site, "Bo", "Mornings.", words)

    coach.goto(f"{site}/messages/")
    expect(coach.get_by_text(words["new"], exact=True)).to_be_visible()
    member.goto(f"{site}/groups/{group.pk}/settings/")
    member.locator("summary", has_text=words["leave"]).click()
    member.get_by_role("button", name=words["leave"]).click()
    for page in (coach, member):
        past_is_for_reading(page, site, words)
    member.locator(".talk li:not(.mine) summary").click()
    member.locator("[name=reason]").fill("Not kind")
    member.get_by_role("button", name=words["report"]).click()
    expect(member.get_by_text(words["reported"])).to_be_visible()
    coach.locator(".talk .mine summary").click()
    coach.get_by_role("button", name=words["delete"]).click()
    expect(coach.get_by_text(words["deleted"])).to_be_visible()
    close(phones)


def write(page: Page, site: str, name: str, text: str, words: dict[str, str]) -> None:
    """From the group's page by the list to the thread; what was sent stands there."""
    page.goto(f"{site}/groups/")
    page.get_by_role("main").get_by_role("link", name=words["messages"]).click()
    page.get_by_role("link", name=name).click()
    page.get_by_label(words["message"], exact=True).fill(text)
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator(".talk .mine .note").last).to_contain_text(text)


def read(page: Page, site: str, words: dict[str, str], scripts: bool) -> None:
    """Opens the thread: with scripts it is read by that, else by one tap."""
    page.goto(f"{site}/messages/")
    page.get_by_role("link", name=words["new"]).click()
    expect(page.locator(".talk .note")).to_contain_text("What would make next week easier?")
    if not scripts:
        page.get_by_role("button", name=words["mark"]).click()
    expect(page.get_by_role("button", name=words["mark"])).to_have_count(0)
    page.goto(f"{site}/messages/")


def past_is_for_reading(page: Page, site: str, words: dict[str, str]) -> None:
    """Both find what was written, and no form."""
    page.goto(f"{site}/messages/")
    page.get_by_role("link", name=words["over"]).click()
    expect(page.locator(".talk")).to_contain_text("Mornings.")
    expect(page.get_by_text(words["ended"])).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)


def close(phones: list[BrowserContext]) -> None:
    """Every phone."""
    for phone in phones:
        phone.close()
