"""What waits is seen where it belongs, for as long as it waits; what was deleted elsewhere can be had back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from plans.following import start_plan
from tests.e2e.network import Network
from tests.e2e.test_offline import Open, go, network, open_phone, prepared, rate, wait_until
from tests.factories import make_group, make_session

__all__ = ["network", "open_phone"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": {"mood": "Mood · 4", "kept": "kept on this phone", "logged": "logged · kept on this phone",
           "rest": "Rest day", "deleted": "This entry was deleted somewhere else", "restore": "Restore",
           "yours": "Your words", "discard": "Discard", "none": "All saved."},
    "zh-hans": {"mood": "心情 · 4", "kept": "保存在这台手机上", "logged": "已记录 · 保存在这台手机上",
                "rest": "休息日", "deleted": "这条记录已在别处删除", "restore": "恢复",
                "yours": "你写的话", "discard": "放弃", "none": "全部已保存。"},
}  # fmt: skip


def finish_session(page: Page) -> None:
    """Half an hour of whatever stands there."""
    page.locator("#offline-minutes").fill("30")
    page.locator("button[data-finish]").tap()
    page.wait_for_url("**/finish/?kept=*")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_waits_stands_on_today_at_its_task_and_in_the_week(
    open_phone: Open, ana: User, network: Network, language: str
) -> None:
    User.objects.filter(pk=ana.pk).update(language=language)
    today, words = ana.today(), WORDS[language]
    monday = today - timedelta(days=today.weekday())
    start_plan(
        person=ana, programme="strength_foundation_8w", weekdays=[today.weekday()], today=monday, starts_on=monday
    )
    task = ana.planned_sessions.get(day=today)
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    page.locator('#copy label:has(input[name="score"][value="4"])').first.tap()
    row = page.locator("#kept-here li").first
    expect(row).to_contain_text(words["mood"])
    expect(row).to_contain_text(words["kept"])
    expect(row).to_have_attribute("data-kept-state", "waiting")
    go(page, f"{network.address}/sessions/new/?task={task.pk}")
    page.locator('[name="0-0-done"]').tap()
    finish_session(page)
    go(page, f"{network.address}/sessions/new/")
    page.locator("#offline-activity").select_option("walking")
    finish_session(page)
    go(page, f"{network.address}/")
    here = page.locator(f'#today-tasks [data-task="{task.pk}"]')
    expect(here.locator("[data-task-state]")).to_have_text(words["logged"])
    expect(here.locator("form")).to_be_hidden()
    expect(page.locator("#kept-here li")).to_have_count(3)
    go(page, f"{network.address}/plan/")
    week = page.locator('#copy [data-part="week"]')
    expect(week.locator(f'[data-task="{task.pk}"] [data-task-state]')).to_have_text(words["logged"])
    expect(week.locator("[data-kept-session]")).to_have_count(1)
    expect(week.locator("[data-kept-session]")).to_contain_text(words["kept"])
    network.come_back()
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.count() == 2 and ana.mood_ratings.count() == 1)
    titles = dict(ana.training_sessions.values_list("planned_session", "activity"))
    assert titles == {task.pk: "strength", None: "walking"}


def test_a_row_on_the_page_without_network_says_when_it_has_arrived(
    open_phone: Open, ana: User, network: Network
) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4, "a word")
    row = page.locator("#kept-here li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Mood · 4 · a word")
    network.come_back()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(row).to_have_attribute("data-kept-state", "arrived", timeout=45_000)
    expect(row).to_contain_text("saved")
    assert list(ana.mood_ratings.values_list("score", "note")) == [(4, "a word")]


@pytest.mark.parametrize(("language", "does"), [("en", "restore"), ("zh-hans", "restore"), ("en", "discard")])
def test_an_edit_of_what_another_device_deleted_is_restored_or_let_go(
    open_phone: Open, ana: User, network: Network, live_server: Any, language: str, does: str
) -> None:
    User.objects.filter(pk=ana.pk).update(language=language)
    words, session = WORDS[language], make_session(ana, note="as it was")
    session_id = session.pk
    page = prepared(open_phone("one"), ana, network.address)
    other = prepared(open_phone("two"), ana, live_server.url)  # its own way to the site
    page.goto(f"{network.address}/sessions/{session_id}/finish/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached()
    network.go_down()
    page.locator('main [name="note"]').fill("from the first")
    page.locator("main form.finish button.pri, main form button.pri").first.tap()
    page.wait_for_url("**/?kept=finish")
    other.goto(f"{live_server.url}/sessions/{session_id}/")
    other.locator("form[action$='/delete/'] button").tap()
    wait_until(other, lambda: not ana.training_sessions.exists())
    network.come_back()
    page.goto(f"{network.address}/offline/waiting/")
    row = page.locator("#waiting li")
    expect(row.locator("[data-deleted]")).to_contain_text(words["deleted"], timeout=45_000)
    expect(row.locator("[data-reason]")).to_be_hidden()
    expect(row.locator('[value="again"]')).to_be_hidden()
    row.locator("textarea").fill("from the first, once more")
    row.get_by_role("button", name=words[does], exact=True).tap()
    expect(page.get_by_text(words["none"])).to_be_visible()
    if does == "discard":
        assert not ana.training_sessions.exists()
        assert ana.deleted_entries.get().body["note"] == "as it was"
    else:
        wait_until(page, lambda: ana.training_sessions.exists())
        assert (ana.training_sessions.get().pk, ana.training_sessions.get().note) == (
            session_id,
            "from the first, once more",
        )


def test_what_has_waited_for_a_day_is_said_on_every_page(open_phone: Open, ana: User, network: Network) -> None:
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/")
    rate(page, 4)
    expect(page.locator("#waits-long")).to_have_count(0)
    page.clock.set_fixed_time(datetime.now(UTC) - timedelta(hours=72))
    rate(page, 5)
    page.clock.set_fixed_time(datetime.now(UTC))
    go(page, f"{network.address}/help/")
    expect(page.locator("#waits-long")).to_contain_text("1 entry from")
    with time_machine.travel(
        datetime.now(UTC) + timedelta(hours=12), tick=True
    ):  # the phone asks first, so it waits on
        network.come_back()
        page.goto(f"{network.address}/plan/")
        expect(page.locator("#waits-long")).to_contain_text("1 entry from", timeout=45_000)
        page.locator("#waits-long a").tap()
        expect(page.locator("#waiting li")).to_have_count(2)
        expect(page.locator("#waits-long")).to_have_count(0)


def test_a_check_in_whose_answer_is_lost_is_one_check_in(open_phone: Open, ana: User, network: Network) -> None:
    group = make_group(ana)
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/groups/{group.pk}/")
    expect(page.locator("html[data-pocket=ready]")).to_be_attached(timeout=15_000)
    network.loses_answers = True
    page.locator('#rite label:has(input[value="moved"])').first.tap()
    page.get_by_role("button", name="Check in").first.tap()
    expect(page.locator("#rite [data-kept-line]").first).to_be_visible()
    network.go_down()
    go(page, f"{network.address}/groups/{group.pk}/")
    for answer in ("quiet_week", "nudge"):  # and another one, while the first one waits
        page.locator(f'#copy [data-part="group"] label:has(input[value="{answer}"])').tap()
        page.locator('#copy [data-part="group"]').get_by_role("button", name="Check in").tap()
        expect(page.locator("#kept")).to_be_visible()
    network.come_back()
    page.goto(f"{network.address}/offline/waiting/")
    expect(page.get_by_text("All saved.")).to_be_visible(timeout=45_000)
    assert list(ana.memberships.get().check_ins.values_list("answer", flat=True)) == ["nudge"]
