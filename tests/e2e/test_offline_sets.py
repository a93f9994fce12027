"""A session without network is written as one with it: kinds of sets, their effort, supersets, and the way back."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session
from tests.e2e.network import Network
from tests.e2e.test_offline import Open, go, network, open_phone, prepared, wait_until
from tests.e2e.test_session import begin, write_strength

__all__ = ["network", "open_phone"]
pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SAID = {
    "en": {"add": "Add", "warm-up": "Warm-up", "drop": "Drop", "failure": "Failure", "close": "Close",
           "finish": "Finish", "superset": "Superset with the next"},
    "zh-hans": {"add": "添加", "warm-up": "热身组", "drop": "递减组", "failure": "力竭组", "close": "关闭",
                "finish": "完成", "superset": "与下个动作组超级组"},
}  # fmt: skip


def write(page: Page, prefix: str, load: str, reps: str) -> None:
    """The numbers of one set, as they are typed."""
    page.locator(f'[name="{prefix}-load"]').fill(load)
    page.locator(f'[name="{prefix}-reps"]').fill(reps)
    page.locator(f'[name="{prefix}-reps"]').blur()
    expect(page.locator(f'[name="{prefix}-done"]')).to_be_checked()


def sheet_of(page: Page, prefix: str) -> Locator:
    """Opens the sheet of a set."""
    page.locator(f'tr[data-row="{prefix}"] .set-no').tap()
    return page.locator(f"#more-{prefix}")


def add(page: Page, name: str, words: dict[str, str]) -> None:
    page.locator("#exercise-name").fill(name)
    page.locator("#add-exercise").get_by_text(words["add"], exact=True).tap()


def sets_of(person: User) -> list[tuple[Any, ...]]:
    """Of the newest session."""
    rows = person.training_sessions.newest_first()[0].sets.order_by("position")
    return list(rows.values_list("exercise", "kind", "load_kg", "reps", "rpe", "superset"))


def write_four_sets(page: Page, words: dict[str, str], *, in_reserve: bool) -> None:
    """A warm-up, a working set with an effort from the dock, one to failure with one from its sheet, a drop set."""
    write(page, "0-0", "40", "8")
    write(page, "0-1", "62.5", "5")
    page.locator("#rest [data-effort='8']").tap()
    write(page, "1-0", "50", "6")
    sheet = sheet_of(page, "1-0")
    sheet.get_by_text(words["failure"], exact=True).tap()
    sheet.get_by_text("2" if in_reserve else "9.5", exact=True).tap()
    sheet.get_by_role("button", name=words["close"]).tap()
    write(page, "1-1", "40", "10")
    sheet_of(page, "1-1").get_by_text(words["drop"], exact=True).tap()
    page.locator("#more-1-1").get_by_role("button", name=words["close"]).tap()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_kinds_efforts_and_supersets_travel_as_they_stand(
    open_phone: Open, ana: User, network: Network, language: str
) -> None:
    User.objects.filter(pk=ana.pk).update(language=language, set_effort="rir" if language == "zh-hans" else "rpe")
    words = SAID[language]
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/sessions/new/")
    for name in ("Back squat", "Bench press") if language == "en" else ("杠铃深蹲", "卧推"):
        add(page, name, words)
    sheet = sheet_of(page, "0-0")
    sheet.get_by_text(words["warm-up"], exact=True).tap()
    sheet.get_by_role("button", name=words["close"]).tap()
    expect(page.locator('tr[data-row="0-0"] .set-no')).to_have_text("W" if language == "en" else "热")
    expect(page.locator('tr[data-row="0-1"] .set-no')).to_have_text("1")
    page.locator("#menu-0").evaluate("one => one.showPopover()")
    page.locator("#menu-0").get_by_role("button", name=words["superset"]).tap()
    expect(page.locator("#exercises [data-superset] .exercise-wrap")).to_have_count(2)
    write_four_sets(page, words, in_reserve=language == "zh-hans")
    page.locator("#offline-minutes").fill("30")
    page.locator("#rest, #offline-session").get_by_role("button", name=words["finish"]).locator(
        "visible=true"
    ).first.tap()
    page.wait_for_url("**/finish/?kept=*")
    network.come_back()
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.count() == 1)
    last_effort = Decimal(8) if language == "zh-hans" else Decimal("9.5")
    assert sets_of(ana) == [
        ("back_squat", "warmup", Decimal(40), 8, None, 1),
        ("back_squat", "working", Decimal("62.5"), 5, Decimal(8), 1),
        ("bench_press", "failure", Decimal(50), 6, last_effort, 1),
        ("bench_press", "drop", Decimal(40), 10, None, 1),
    ]


def test_what_was_taken_away_comes_back(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/sessions/new/")
    page.get_by_role("button", name="Strength A").tap()
    names = page.locator("#exercises h2")
    expect(page.locator("#exercises summary h2")).to_have_text(["Back squat", "Bench press", "Romanian deadlift"])
    write(page, "1-1", "55", "4")
    sheet_of(page, "1-1").get_by_role("button", name="Remove this set").tap()
    expect(page.locator("#exercises [data-place='1'] tbody tr")).to_have_count(2)
    page.locator(".removed").get_by_role("button", name="Undo").tap()
    expect(page.locator('[name="1-1-load"]')).to_have_value("55")
    page.get_by_role("button", name="Bench press: superset, order and more").tap()
    page.locator("#menu-1").get_by_role("button", name="Leave it out").tap()
    expect(names.first).to_have_text("Back squat")
    expect(page.locator("#exercises summary h2")).to_have_text(["Back squat", "Romanian deadlift"])
    page.locator(".removed").get_by_role("button", name="Undo").tap()
    expect(page.locator("#exercises summary h2")).to_have_text(["Back squat", "Bench press", "Romanian deadlift"])
    page.get_by_role("button", name="Bench press: superset, order and more").tap()
    page.locator("#menu-1").get_by_role("button", name="Move up").tap()
    expect(page.locator("#exercises summary h2")).to_have_text(["Bench press", "Back squat", "Romanian deadlift"])
    expect(page.locator('[name="0-1-load"]')).to_have_value("55")
    page.reload()
    expect(page.locator("html[data-offline=ready]")).to_be_attached()
    expect(page.locator("#exercises summary h2")).to_have_text(["Bench press", "Back squat", "Romanian deadlift"])
    expect(page.locator('[name="0-1-load"]')).to_have_value("55")


def test_last_times_warm_ups_and_superset_begin_again(open_phone: Open, ana: User, network: Network) -> None:
    sets = [
        {"exercise": "back_squat", "kind": "warmup", "load_kg": 40, "reps": 8, "superset": 1},
        {"exercise": "back_squat", "load_kg": 60, "reps": 5, "superset": 1},
        {"exercise": "bench_press", "load_kg": 50, "reps": 5, "superset": 1},
    ]
    body = {
        "started_at": "2026-03-02T18:30:00+01:00",
        "minutes": 30,
        "activity": "strength",
        "title": "A",
        "sets": sets,
    }
    save_session(person=ana, object_id=uuid7(), data=body)
    page = prepared(open_phone("phone"), ana, network.address)
    network.go_down()
    go(page, f"{network.address}/sessions/new/")
    page.locator("#starts").get_by_role("button", name="A", exact=True).tap()
    expect(page.locator("#exercises [data-superset] .exercise-wrap")).to_have_count(2)
    expect(page.locator("#exercises .set-no")).to_have_text(["W", "1", "1"])
    placeholders = page.locator('#exercises [name$="-load"]').evaluate_all("all => all.map((one) => one.placeholder)")
    assert placeholders == ["40", "60", "50"]


def test_what_was_said_with_a_network_is_not_lost_without_one(open_phone: Open, ana: User, network: Network) -> None:
    write_strength(ana)
    page = prepared(open_phone("phone"), ana, network.address)
    page.goto(f"{network.address}/sessions/new/")
    begin(page)
    page.locator("details:has([name=emotion_word]) summary").tap()
    page.locator('label:has([name="emotion_word"][value="tense"])').tap()
    page.locator('label:has([name="emotion_before"][value="6"])').tap()
    page.locator('[name="0-0-done"]').tap()
    page.locator("#rest [data-effort='7']").tap()
    network.go_down()
    page.locator('[name="0-1-done"]').tap()
    expect(page.locator("p[data-kept]")).to_have_text("Kept on this phone; it will be sent.")
    page.close()
    page = page.context.new_page()
    go(page, f"{network.address}/sessions/new/")
    expect(page.locator('[name="0-0-rpe"]:checked')).to_have_value("7")
    page.locator("#offline-minutes").fill("30")
    page.locator("button[data-finish]").tap()
    page.wait_for_url("**/finish/?kept=*")
    network.come_back()
    page.goto(f"{network.address}/")
    wait_until(page, lambda: ana.training_sessions.count() == 2)
    session = ana.training_sessions.newest_first()[0]
    assert (session.emotion_word, session.emotion_before) == ("tense", 6)
    assert [(one.exercise, one.rpe and float(one.rpe)) for one in session.sets.all()] == [
        ("back_squat", 7.0),
        ("back_squat", None),
    ]
