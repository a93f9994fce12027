"""The runner of the PSQI and its results: 19 answers, drafts that are late, orders, provenance, words of the parts."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal import psqi_items, psqi_words
from journal.models import PsqiDraft, PsqiSheet
from tests.factories import make_person
from tests.journal.test_views_psqi import SHEET, make_sheet

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def shown_items(page):
    return re.findall(r'id="item-(\w+)"', page)


# Nineteen answers


@pytest.mark.parametrize(
    ("draft", "count"),
    [
        ({}, 0),
        ({"order": "quality_first", "taken_on": "2026-03-12", "provenance": "short_names"}, 0),
        ({"sleep_h": "7"}, 1),
        ({"sleep_h": "7", "sleep_m": "30"}, 1),
        ({"d_j": "2"}, 1),
        ({"d_j": "0"}, 2),
        ({"d_j": "2", "d_j_reason": "no"}, 2),
        (SHEET, 19),
    ],
)
def test_answers_are_counted_as_the_person_sees_them(draft, count):
    assert psqi_items.answered(draft) == count


def test_the_second_half_of_5j_follows_it_and_all_are_numbered():
    order = psqi_items.asked("medication_first")
    assert len(order) == psqi_items.ASKED == 19
    assert order[13:16] == ("d_j", "d_j_reason", "medication")
    assert [psqi_items.number(item, "medication_first") for item in order[13:16]] == ["5j", "5j", "6"]


def test_the_page_shows_them_in_order_with_the_month_they_are_about(browse, ana):
    page = browse(ana).get(url("psqi-form")).content.decode()
    assert shown_items(page) == list(psqi_items.asked("quality_first"))
    assert page.count("Thinking of the past month") == 20
    assert 'data-count="{done} of 19"' in page


@pytest.mark.parametrize(
    ("rating", "reason", "total", "flags"),
    [
        ("3", "yes", 5, []),
        ("3", "no", 4, ["5j_without_reason_scored_0"]),
        ("3", "", 4, ["5j_without_reason_scored_0"]),
        ("0", "yes", 4, []),
        ("", "yes", 4, []),
    ],
)
def test_another_reason_counts_only_with_a_reason(browse, ana, rating, reason, total, flags):
    # 5b to 5i give 8 points: with 3 more the sum of 11 is in the next band.
    browse(ana).post(url("psqi-form"), SHEET | {"d_j": rating, "d_j_reason": reason, "action": "finish"})
    sheet = ana.psqi_sheets.get()
    assert (sheet.global_score, sheet.flags) == (total, flags)


def test_a_corrected_sheet_shows_whether_there_was_a_reason(browse, ana):
    client = browse(ana)
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    page = client.get(url("psqi-edit", ana.psqi_sheets.get().pk)).content.decode()
    assert re.search(r'name="d_j_reason" value="yes"[^>]*checked', page)


# Drafts


def test_a_draft_that_comes_behind_its_finished_sheet_begins_nothing(browse, ana):
    client = browse(ana)
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    assert client.post(url("psqi-draft"), {"d_c": "2"}).status_code == 204
    assert not PsqiDraft.objects.filter(person=ana).exists()


def test_a_sheet_begun_in_time_can_still_be_gone_on_with(browse, ana):
    PsqiDraft.objects.create(person=ana, answers={"d_c": "2"})
    make_sheet(ana, 3)
    client = browse(ana)
    client.post(url("psqi-draft"), {"d_c": "3"})
    assert PsqiDraft.objects.get(person=ana).answers == {"d_c": "3"}
    assert 'name="bed_time"' in client.get(url("psqi-form")).content.decode()


def test_finish_later_leads_to_the_sleep_page_with_the_way_back(browse, ana):
    page = browse(ana).post(url("psqi-form"), {"d_c": "2", "action": "later"}, follow=True).content.decode()
    assert "Saved. You can go on within seven days." in page
    assert "Go on: 1 of 19" in page


def test_another_persons_draft_is_not_shown(browse, ana, chen):
    PsqiDraft.objects.create(person=ana, answers={"latency": "37"})
    assert "37" not in re.findall(r'name="latency"[^>]*', browse(chen).get(url("psqi-form")).content.decode())[0]


@pytest.mark.django_db
def test_no_draft_before_the_consent(browse):
    person = make_person("new@example.org", consents=["training"])
    client = browse(person)
    assert client.post(url("psqi-draft"), {"d_c": "2"}).status_code == 403
    assert "Go on" not in client.get(url("psqi-list")).content.decode()
    assert not PsqiDraft.objects.exists()


# The order of items 6 to 9, and which items need another look


def test_another_order_keeps_the_answers_under_other_numbers(browse, ana):
    client = browse(ana)
    posted = {"order": "medication_first", "provenance": "official_form", "quality": "3", "action": "order"}
    page = client.post(url("psqi-form"), posted).content.decode()
    assert shown_items(page)[-4:] == ["medication", "awake_trouble", "enthusiasm", "quality"]
    assert re.search(r'name="quality" value="3"[^>]*checked', page)
    assert PsqiDraft.objects.get(person=ana).answers["order"] == "medication_first"
    assert not ana.psqi_sheets.exists()


def test_another_order_of_a_stored_sheet_stores_nothing(browse, ana):
    client = browse(ana)
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    sheet = ana.psqi_sheets.get()
    posted = SHEET | {"order": "medication_first", "quality": "3", "action": "order"}
    page = client.post(url("psqi-edit", sheet.pk), posted).content.decode()
    assert shown_items(page)[-1] == "quality"
    sheet.refresh_from_db()
    assert sheet.quality == 1
    assert not PsqiDraft.objects.exists()


def test_items_that_need_another_look_are_named_at_the_top(browse, ana):
    page = browse(ana).post(url("psqi-form"), SHEET | {"latency": "soon", "action": "finish"}).content.decode()
    alert = page[page.index("Something needs another look:") :]
    assert re.findall(r'href="(#item-\w+)"', alert[: alert.index("</ul>")]) == ["#item-latency"]


# Results


def test_results_stand_by_the_way_they_were_answered(browse, ana, chen):
    make_sheet(chen, 0, 19)
    make_sheet(ana, 90, 9)
    make_sheet(ana, 60, 7, provenance="direct_score")
    make_sheet(ana, 30, None)
    page = browse(ana).get(url("psqi-list")).content.decode()
    headings = re.findall(r'<h2 class="kicker">(.*?)</h2>', page)
    assert headings == ["Short names on the answer sheet", "Score entered directly"]
    cards = page.split('<h2 class="kicker">')[1:]
    assert [re.findall(r'aria-label="(\d+) on a scale', card) for card in cards] == [["9"], ["7"]]
    assert "without a total" in cards[0]
    assert 'class="line"' not in page
    assert "Possible again from" not in page


def test_the_page_says_when_the_next_one_opens_and_which_ways_there_are(browse, ana, settings):
    make_sheet(ana, 27)
    page = browse(ana).get(url("psqi-list")).content.decode()
    assert "Possible again from 13 March 2026" in page
    assert "An answer sheet with short names of what is measured." in page
    assert url("psqi-direct") in page


def test_a_sheet_without_a_total_is_no_last_time(browse, ana):
    make_sheet(ana, 60, 9)
    make_sheet(ana, 30, None)
    sheet = make_sheet(ana, 0, 6)
    page = browse(ana).get(url("psqi-detail", sheet.pk)).content.decode()
    assert "3 points lower than last time." in page
    assert "The open circle is 9" in page


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([1, 2, 0, 0, 1, 0, 2], "Most points, 2 of 3 each: Falling asleep, The day after."),
        ([0, 3, 0, 0, 1, 0, 2], "Most points, 3 of 3: Falling asleep."),
        ([0] * 7, ""),
        ([1] * 7, ""),
        ([None] * 7, ""),
    ],
)
def test_the_parts_with_most_points_are_named(parts, said):
    sheet = PsqiSheet(**{f"c{n}": value for n, value in enumerate(parts, 1)})
    assert psqi_words.most_sentence(sheet) == said


def test_each_part_has_a_word(browse, ana):
    sheet = make_sheet(ana, 0, 6, c1=0, c2=1, c3=2, c4=3)
    page = browse(ana).get(url("psqi-detail", sheet.pk)).content.decode()
    found = re.findall(r"<dd>(.*?)</dd>", page)
    words = [re.sub(r"<.*?>", "", text) for text in found]
    assert words == ["0 none", "1 a little", "2 some", "3 a lot", "–", "–", "–"]


# Queries


@pytest.mark.parametrize("count", [1, 3, 3000])
def test_queries_do_not_grow(browse, ana, count):
    PsqiSheet.objects.bulk_create(
        PsqiSheet(person=ana, taken_on=TODAY - timedelta(days=n + 40), global_score=n % 22) for n in range(count)
    )
    client, newest = browse(ana), ana.psqi_sheets.latest("taken_on")
    client.get(url("psqi-list"))
    counts = []
    for name, args in (("psqi-list", ()), ("psqi-form", ()), ("psqi-detail", (newest.pk,))):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url(name, *args)).content.decode()
        counts.append(len(queries))
        assert page.count("numberline") <= 26
    assert counts == [7, 6, 5]
