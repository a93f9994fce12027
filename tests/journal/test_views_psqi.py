"""The PSQI sheet: drafts, blanks, doubts, 28 days, direct scores, the licensed wording, the result."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from journal import psqi_items
from journal.models import PsqiDraft, PsqiSheet
from journal.psqi_pack import PackError, pack_for

NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
TODAY = date(2026, 3, 12)
SHEET = {
    "taken_on": "2026-03-12", "provenance": "short_names", "order": "quality_first",
    "bed_time": "23:00", "rise_time": "07:00", "latency": "20", "sleep_h": "7", "sleep_m": "0",
    **{f"d_{letter}": "1" for letter in "abcdefghij"}, "d_j_reason": "yes",
    "quality": "1", "medication": "0", "awake_trouble": "1", "enthusiasm": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def make_sheet(person, back, total=8, **fields):
    day = TODAY - timedelta(days=back)
    return PsqiSheet.objects.create(person=person, taken_on=day, global_score=total, **fields)


def test_a_full_sheet_is_scored(browse, ana):
    answer = browse(ana).post(url("psqi-form"), SHEET | {"action": "finish"})
    sheet = ana.psqi_sheets.get()
    assert [sheet.c1, sheet.c2, sheet.c3, sheet.c4, sheet.c5, sheet.c6, sheet.c7] == [1, 1, 0, 0, 1, 0, 1]
    assert (sheet.global_score, sheet.flags, sheet.provenance, sheet.taken_on) == (4, [], "short_names", TODAY)
    assert answer["Location"] == url("psqi-detail", sheet.pk)


def test_a_range_counts_with_its_middle(browse, ana):
    browse(ana).post(url("psqi-form"), SHEET | {"latency": "30-60", "action": "finish"})
    sheet = ana.psqi_sheets.get()
    assert (sheet.latency_low_min, sheet.latency_high_min, sheet.c2) == (30, 60, 2)
    assert sheet.flags == ["latency_range_midpoint"]


def test_each_answer_is_kept_and_resumed_for_seven_days(browse, ana):
    client = browse(ana)
    assert client.post(url("psqi-draft"), {"d_c": "2", "latency": "25", "other": "x"}).status_code == 204
    assert PsqiDraft.objects.get(person=ana).answers == {"d_c": "2", "latency": "25"}
    page = client.get(url("psqi-form")).content.decode()
    assert 'value="25"' in page
    assert re.search(r'name="d_c" value="2"[^>]*checked', page)
    with time_machine.travel(NOW + timedelta(days=7, minutes=1), tick=False):
        assert 'value="25"' not in client.get(url("psqi-form")).content.decode()


def test_without_scripts_a_button_saves_and_goes_on(browse, ana):
    answer = browse(ana).post(url("psqi-form"), {"d_c": "2", "action": "continue"})
    assert answer["Location"] == url("psqi-form")
    assert PsqiDraft.objects.get(person=ana).answers == {"d_c": "2"}
    assert not ana.psqi_sheets.exists()


def test_blanks_are_named_and_may_stay(browse, ana):
    client = browse(ana)
    blank = {name: value for name, value in SHEET.items() if name not in ("d_b", "sleep_h", "sleep_m", "d_j")}
    page = client.post(url("psqi-form"), blank | {"action": "finish"})
    assert page.status_code == 422
    assert "2 left blank" in page.content.decode()
    assert 'href="#item-d_b"' in page.content.decode()
    assert 'href="#item-sleep"' in page.content.decode()
    client.post(url("psqi-form"), blank | {"action": "finish_blank"})
    sheet = ana.psqi_sheets.get()
    assert (sheet.global_score, sheet.c5, sheet.c3, sheet.c1) == (None, None, None, 1)
    assert "Kept without a total" in client.get(url("psqi-detail", sheet.pk)).content.decode()
    assert not PsqiDraft.objects.filter(person=ana).exists()


@pytest.mark.parametrize(
    ("change", "said", "flag"),
    [
        ({"sleep_h": "9"}, "More sleep than time in bed.", "efficiency_over_100"),
        ({"bed_time": "11:00"}, "Less than 3 or more than 14 hours in bed.", "time_in_bed_unusual"),
    ],
)
def test_the_form_asks_back_and_stores_what_is_confirmed(browse, ana, change, said, flag):
    client = browse(ana)
    page = client.post(url("psqi-form"), SHEET | change | {"action": "finish"})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ana.psqi_sheets.exists()
    client.post(url("psqi-form"), SHEET | change | {"action": "finish", "confirmed": "on"})
    assert ana.psqi_sheets.get().flags == [flag]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rise_time": "23:00"}, "Bed time and getting up are the same."),
        ({"latency": "soon"}, "Write minutes such as 20"),
        ({"latency": "60-30"}, "Write minutes such as 20"),
        ({"latency": "nan"}, "Write minutes such as 20"),
        ({"d_b": "4"}, "Select a valid choice"),
        ({"taken_on": "2026-03-13"}, "This day is still to come."),
        ({"sleep_h": "25"}, "less than or equal to 24"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(browse, ana, change, said):
    page = browse(ana).post(url("psqi-form"), SHEET | change | {"action": "finish"})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not ana.psqi_sheets.exists()


@pytest.mark.parametrize(("back", "is_open"), [(27, False), (28, True)])
def test_the_next_sheet_waits_28_days(browse, ana, back, is_open):
    make_sheet(ana, back)
    client = browse(ana)
    page = client.get(url("psqi-form")).content.decode()
    assert ('name="bed_time"' in page) is is_open
    assert ("Possible again from 13 March 2026" in page) is not is_open
    log = client.get(url("log")).content.decode()
    assert ("Possible again from 13 March" in log) is not is_open
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    assert ana.psqi_sheets.count() == (2 if is_open else 1)


def test_another_persons_sheet_does_not_count(browse, ana, chen):
    sheet = make_sheet(chen, 3)
    client = browse(ana)
    assert 'name="bed_time"' in client.get(url("psqi-form")).content.decode()
    assert client.get(url("psqi-detail", sheet.pk)).status_code == 404
    assert client.post(url("psqi-edit", sheet.pk), SHEET).status_code == 404
    assert client.post(url("entry-delete", "psqi", sheet.pk)).status_code == 404


def test_a_sheet_can_be_corrected(browse, ana):
    client = browse(ana)
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    sheet = ana.psqi_sheets.get()
    page = client.get(url("psqi-edit", sheet.pk)).content.decode()
    assert 'value="23:00"' in page
    client.post(url("psqi-edit", sheet.pk), SHEET | {"action": "finish", "quality": "3"})
    sheet.refresh_from_db()
    assert (sheet.c1, sheet.global_score) == (3, 6)
    assert ana.psqi_sheets.count() == 1


@pytest.mark.parametrize(
    ("posted", "total"),
    [
        ({"global_score": "9"}, 9),
        ({f"c{n}": "1" for n in range(1, 8)}, 7),
        ({**{f"c{n}": "1" for n in range(1, 8)}, "global_score": "7"}, 7),
    ],
)
def test_a_score_from_elsewhere(browse, ana, posted, total):
    browse(ana).post(url("psqi-direct"), {"taken_on": "2026-01-05"} | posted)
    sheet = ana.psqi_sheets.get()
    assert (sheet.global_score, sheet.provenance, sheet.taken_on) == (total, "direct_score", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Give the total, or all seven parts."),
        ({**{f"c{n}": "1" for n in range(1, 8)}, "global_score": "9"}, "add up to another total"),
        ({"global_score": "22"}, "less than or equal to 21"),
    ],
)
def test_a_score_that_cannot_be(browse, ana, posted, said):
    page = browse(ana).post(url("psqi-direct"), {"taken_on": "2026-01-05"} | posted)
    assert page.status_code == 422
    assert said in page.content.decode()


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (8, 6, "About the same as last time."),
        (9, 6, "3 points lower than last time."),
        (6, 10, "4 points higher than last time."),
    ],
)
def test_the_result_compares_with_the_last_of_the_same_provenance(browse, ana, before, now, said):
    make_sheet(ana, 60, before)
    make_sheet(ana, 30, 20, provenance="direct_score")
    sheet = make_sheet(ana, 0, now)
    page = browse(ana).get(url("psqi-detail", sheet.pk)).content.decode()
    assert said in page
    assert "This is not a diagnosis." in page
    assert f"{now} of 21 is above 5" in page
    assert "past month" in page


def test_readers_of_chinese_see_both_levels(browse, chen):
    sheet = make_sheet(chen, 0, 6)
    page = browse(chen).get(url("psqi-detail", sheet.pk)).content.decode()
    assert ">5</text>" in page
    assert ">7</text>" in page


def test_items_are_numbered_in_either_order():
    numbers = [psqi_items.number(item, "medication_first") for item in psqi_items.ordered("medication_first")]
    assert numbers == ["1", "2", "3", "4", *[f"5{letter}" for letter in "abcdefghij"], "6", "7", "8", "9"]
    assert psqi_items.number("quality", "medication_first") == "9"
    assert psqi_items.number("quality", "quality_first") == "6"


def pack_file(tmp_path, **changes):
    items = {item: {"text": f"Wording of {item}"} for item in psqi_items.ordered("quality_first")}
    for item in items:
        items[item]["codes"] = [f"Code {item} {n}" for n in range(4)]
    data = {"copyright": "(c) the holder", "languages": {"en": {"intro": "Intro", "items": items | changes}}}
    path = tmp_path / f"pack{len(changes)}.json"
    path.write_text(json.dumps(data))
    return str(path)


def test_the_licensed_wording_is_shown_verbatim(browse, ana, settings, tmp_path):
    settings.PSQI_PACK, settings.PSQI_PACK_LICENCE_REF = pack_file(tmp_path), "agreement 7"
    client = browse(ana)
    page = client.get(url("psqi-form")).content.decode()
    assert "Wording of d_e" in page
    assert "Code d_e 3" in page
    assert "(c) the holder" in page
    assert "snoring" not in page
    client.post(url("psqi-form"), SHEET | {"action": "finish"})
    assert ana.psqi_sheets.get().provenance == "licensed_pack"


def test_without_a_licence_the_pack_stays_closed(settings, tmp_path):
    settings.PSQI_PACK, settings.PSQI_PACK_LICENCE_REF = pack_file(tmp_path), ""
    assert pack_for("en") is None
    settings.PSQI_PACK_LICENCE_REF = "agreement 7"
    assert pack_for("en").texts["d_e"] == "Wording of d_e"
    assert pack_for("zh-hans") is None


def test_an_incomplete_pack_is_refused(settings, tmp_path):
    settings.PSQI_PACK, settings.PSQI_PACK_LICENCE_REF = pack_file(tmp_path, d_e={}), "agreement 7"
    with pytest.raises(PackError):
        pack_for("en")
