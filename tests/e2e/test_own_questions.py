"""The journey of the two own questions behind support cards, and of a coach's programme in the catalogue."""

import re

import pytest
from playwright.sync_api import Browser, expect

from groups.coaching import offer_programme
from plans.offered import name_of
from plans.own_programmes import save_programme
from plans.programmes import FOLDER
from tests.e2e.test_group import sign_in
from tests.factories import make_person
from tests.groups.coached import make_coached, mine

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
WORDS = {
    "en": {
        "way": "Loud snoring? A question you may answer", "snoring": "I am told that I snore loudly", "save": "Save",
        "advice": "That is worth telling a doctor", "delete": "Delete this answer",
        "offered": "Offered by Bo in Tuesday group", "take": "Take a copy",
    },
    "zh-hans": {
        "way": "打鼾很响？有个愿意的话可以回答的问题", "snoring": "有人告诉我", "save": "保存",
        "advice": "这值得告诉医生", "delete": "删除这个回答",
        "offered": "由 Bo 在“Tuesday group”中提供", "take": "拿一份",
    },
}  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", WORDS)
def test_from_the_sleep_page_to_an_answer_and_back(
    browser: Browser, live_server: object, language: str, scripts: bool
) -> None:
    words, ana = WORDS[language], make_person("ana@example.org", language=language)
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = sign_in(context, ana, str(live_server))
    page.goto(f"{live_server}/sleep/week/")
    page.get_by_role("link", name=words["way"]).click()
    snoring, irritable = page.locator("#snoring"), page.locator("#irritable")
    snoring.get_by_label(words["snoring"]).check()
    snoring.get_by_role("button", name=words["save"]).click()
    expect(snoring.get_by_text(words["advice"])).to_be_visible()
    irritable.locator('input[value="7"]').check(force=True)
    irritable.get_by_role("button", name=words["save"]).click()
    expect(irritable.locator('input[value="7"]')).to_be_checked()
    snoring.get_by_role("button", name=words["delete"]).click()
    expect(snoring.get_by_label(words["snoring"])).not_to_be_checked()
    context.close()
    assert [(row.question, row.score) for row in ana.care_answers.all()] == [("irritable", 7)]


@pytest.mark.parametrize("language", WORDS)
def test_a_coachs_programme_is_taken_from_the_catalogue(browser: Browser, live_server: object, language: str) -> None:
    words, ana = WORDS[language], make_person("ana@example.org", language=language)
    bo = make_person("bo@example.org")
    group = make_coached(bo, ana)
    own = save_programme(person=bo, template=(FOLDER / "yoga_depth_6w.yaml").read_text("utf-8"))
    offer_programme(coach=mine(bo, group), programme=name_of(own))
    context = browser.new_context(viewport=PHONE)
    page = sign_in(context, ana, str(live_server))
    page.goto(f"{live_server}/plan/programmes/")
    expect(page.get_by_text(words["offered"])).to_be_visible()
    page.get_by_role("button", name=words["take"]).click()
    page.wait_for_url(re.compile("/plan/programmes/own:"))
    page.goto(f"{live_server}/plan/programmes/")
    expect(page.get_by_role("button", name=words["take"])).to_have_count(0)
    context.close()
