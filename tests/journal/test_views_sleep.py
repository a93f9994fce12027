"""The sleep diary page: clock times become instants, one answer is enough, nothing written is lost."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.forms_sleep import version_of
from journal.models import SleepDiaryEntry
from tests.factories import make_night

TODAY = date(2026, 3, 12)
FULL = {
    "into_bed": "23:00", "tried_to_sleep": "23:15", "sol_min_chip": "15", "awakenings_chip": "2", "waso_min": "20",
    "final_wake": "06:30", "out_of_bed": "06:40", "quality": "7", "note": "Windy",
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(datetime(2026, 3, 12, 7, tzinfo=UTC), tick=False):
        yield


def url(day=None):
    return reverse("journal:sleep-form", args=[day] if day else [])


def test_last_night_in_full(browse, ana):
    answer = browse(ana).post(url(), FULL, follow=True)
    night = ana.sleep_diary.get()
    assert (night.day, night.sol_min, night.awakenings, night.waso_min, night.quality) == (TODAY, 15, 2, 20, 7)
    assert night.into_bed == datetime(2026, 3, 11, 22, tzinfo=UTC)
    assert night.out_of_bed == datetime(2026, 3, 12, 5, 40, tzinfo=UTC)
    assert (night.total_sleep_min, night.time_in_bed_min) == (400, 460)
    page = answer.content.decode()
    assert "About 6\xa0h\xa040 asleep of 7\xa0h\xa040 in bed" in page
    assert "Night saved." in page


def test_the_quick_form_shows_the_time_allowed(browse, ana):
    page = browse(ana).post(url(), {"tried_to_sleep": "00:15", "final_wake": "07:00", "quality": "5"}, follow=True)
    night = ana.sleep_diary.get()
    assert night.tried_to_sleep == datetime(2026, 3, 11, 23, 15, tzinfo=UTC)
    assert (night.total_sleep_min, night.sol_min) == (None, None)
    assert "6\xa0h\xa045 allowed for sleep" in page.content.decode()


@pytest.mark.parametrize(
    ("day", "in_bed"), [(date(2025, 10, 26), 9 * 60), (date(2025, 3, 30), 7 * 60), (date(2025, 3, 31), 8 * 60)]
)
def test_nights_of_the_clock_change(browse, ana, day, in_bed):
    client = browse(ana)
    client.post(url(day), {"into_bed": "23:00", "out_of_bed": "07:00"})
    assert ana.sleep_diary.get().time_in_bed_min == in_bed
    page = client.get(url(day)).content.decode()
    assert 'value="23:00"' in page
    assert 'value="07:00"' in page


def test_an_exact_number_beats_the_chip(browse, ana):
    browse(ana).post(url(), {"sol_min_chip": "15", "sol_min": "22", "awakenings": "7"})
    night = ana.sleep_diary.get()
    assert (night.sol_min, night.awakenings) == (22, 7)


def test_no_awakening_means_no_time_awake(browse, ana):
    browse(ana).post(url(), FULL | {"awakenings_chip": "0", "waso_min": ""})
    assert ana.sleep_diary.get().total_sleep_min == 420


def test_the_same_day_again_corrects(browse, ana):
    client = browse(ana)
    client.post(url(), FULL)
    page = client.get(url()).content.decode()
    assert 'value="23:15"' in page
    assert "Windy" in page
    assert 'value="15" id="id_sol_min_chip_1" checked' in page.replace(' class="num exact"', "")
    client.post(url(), FULL | {"quality": "3", "seen": version_of(ana.sleep_diary.get())})
    assert list(ana.sleep_diary.values_list("quality", flat=True)) == [3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"out_of_bed": "06:00"}, "This time lies before the one above it."),
        ({"waso_min": "700"}, "longer than the night itself"),
        ({"into_bed": "12:00"}, "more than 16 hours in bed"),
        ({"quality": "11"}, "Select a valid choice"),
        ({"waso_min": "900"}, "less than or equal to 720"),
        ({"final_wake": "25:00"}, "Enter a valid time"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(browse, ana, change, said):
    answer = browse(ana).post(url(), FULL | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Windy" in page
    assert not ana.sleep_diary.exists()


def test_an_empty_form_is_asked_for_one_answer(browse, ana):
    answer = browse(ana).post(url(), {"note": ""})
    assert answer.status_code == 422
    assert "One answer is enough." in answer.content.decode()


@pytest.mark.parametrize(
    ("times", "said", "minutes"),
    [
        (("04:00", "06:09"), "less than 2 hours asleep", 119),
        (("18:00", "07:11"), "more than 13 hours asleep", 781),
    ],
)
def test_a_very_short_or_long_night_is_asked_back_once(browse, ana, times, said, minutes):
    night = {"tried_to_sleep": times[0], "final_wake": times[1], "sol_min": "10", "waso_min": "0"}
    client = browse(ana)
    page = client.post(url(), night).content.decode()
    assert said in page
    assert 'name="confirmed"' in page
    assert not ana.sleep_diary.exists()
    client.post(url(), night | {"confirmed": "on"})
    assert ana.sleep_diary.get().total_sleep_min == minutes


@pytest.mark.parametrize("times", [("04:00", "06:10"), ("18:00", "07:10")])
def test_two_and_thirteen_hours_are_believed(browse, ana, times):
    night = {"tried_to_sleep": times[0], "final_wake": times[1], "sol_min": "10", "waso_min": "0"}
    assert browse(ana).post(url(), night).status_code == 302


def test_usual_times_come_from_the_last_nights_else_the_profile(browse, ana):
    client = browse(ana)
    ana.usual_bed_time, ana.usual_rise_time = time(22, 30), time(6, 15)
    ana.save(update_fields=["usual_bed_time", "usual_rise_time"])
    page = client.get(url()).content.decode()
    assert page.count("usually 22:30") == 2
    assert page.count("usually 06:15") == 2
    for back in (1, 2, 3):
        make_night(ana, TODAY - timedelta(days=back), bed_utc_offset=60, utc_offset=60)
    page = client.get(url()).content.decode()
    assert page.count("usually 00:00") == 2
    assert page.count("usually 08:00") == 2


def test_nights_to_come_do_not_exist(browse, ana):
    assert browse(ana).get(url(TODAY + timedelta(days=1))).status_code == 404


def test_another_persons_night_is_not_shown(browse, ana, chen):
    make_night(ana, TODAY, note="secret", quality=9)
    page = browse(chen).get(url(TODAY)).content.decode()
    assert "secret" not in page
    assert "checked" not in page


# The quick form with the usual times


def test_the_usual_times_are_kept_only_when_they_are_asked_for(browse, ana):
    client = browse(ana)
    assert 'name="usual"' not in client.get(url()).content.decode()
    ana.usual_bed_time, ana.usual_rise_time = time(22, 30), time(6, 15)
    ana.save(update_fields=["usual_bed_time", "usual_rise_time"])
    assert "Save as usual" in client.get(url()).content.decode()
    client.post(url(), {"quality": "7"})
    night = ana.sleep_diary.get()
    assert (night.quality, night.tried_to_sleep, night.final_wake) == (7, None, None)
    client.post(url(), {"quality": "7", "usual": "1", "seen": version_of(night)})
    night = ana.sleep_diary.get()
    assert night.tried_to_sleep == datetime(2026, 3, 11, 21, 30, tzinfo=UTC)
    assert night.final_wake == datetime(2026, 3, 12, 5, 15, tzinfo=UTC)
    assert (night.into_bed, night.sol_min, night.total_sleep_min) == (None, None, None)
    assert 'name="usual"' not in client.get(url()).content.decode()


def test_a_time_that_was_given_is_not_replaced_by_the_usual_one(browse, ana):
    ana.usual_bed_time, ana.usual_rise_time = time(22, 30), time(6, 15)
    ana.save(update_fields=["usual_bed_time", "usual_rise_time"])
    browse(ana).post(url(), {"quality": "7", "usual": "1", "final_wake": "07:00"})
    night = ana.sleep_diary.get()
    assert night.tried_to_sleep == datetime(2026, 3, 11, 21, 30, tzinfo=UTC)
    assert night.final_wake == datetime(2026, 3, 12, 6, tzinfo=UTC)


def test_usual_times_are_asked_for_once(browse, ana):
    client = browse(ana)
    assert 'name="as_usual"' in client.get(url()).content.decode()
    client.post(url(), {"quality": "7", "tried_to_sleep": "22:45", "final_wake": "06:30", "as_usual": "1"})
    ana.refresh_from_db()
    assert (ana.usual_bed_time, ana.usual_rise_time) == (time(22, 45), time(6, 30))
    for day in (TODAY, TODAY - timedelta(days=3)):
        assert 'name="as_usual"' not in client.get(url(day)).content.decode()
    client.post(url(TODAY - timedelta(days=3)), {"tried_to_sleep": "01:00", "final_wake": "09:00", "as_usual": "1"})
    ana.refresh_from_db()
    assert ana.usual_bed_time == time(22, 45)


# Several devices


def test_another_devices_night_is_not_written_over(browse, ana):
    phone, tablet = browse(ana), browse(ana)
    phone.post(url(), {"quality": "7", "final_wake": "06:30", "sol_min_chip": "15"})
    answer = tablet.post(url(), {"quality": "4", "tried_to_sleep": "23:00"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "noted on another device meanwhile" in page
    night = ana.sleep_diary.get()
    assert (night.quality, night.tried_to_sleep) == (7, None)
    assert [f'value="{text}"' in page for text in ("23:00", "06:30", version_of(night))] == [True] * 3
    seen = {"quality": "4", "tried_to_sleep": "23:00", "final_wake": "06:30", "sol_min_chip": "15"}
    tablet.post(url(), seen | {"seen": version_of(night)})
    night = ana.sleep_diary.get()
    assert (night.quality, night.sol_min, night.total_sleep_min) == (4, 15, None)
    assert night.tried_to_sleep == datetime(2026, 3, 11, 22, tzinfo=UTC)


def test_the_same_night_sent_twice_is_no_conflict(browse, ana):
    client = browse(ana)
    assert [client.post(url(), FULL).status_code for _ in range(2)] == [302, 302]
    assert ana.sleep_diary.count() == 1


# Queries


@pytest.mark.parametrize("count", [1, 3, 3000])
def test_queries_do_not_grow(browse, ana, count):
    SleepDiaryEntry.objects.bulk_create(
        SleepDiaryEntry(person=ana, day=TODAY - timedelta(days=n), quality=6) for n in range(1, count + 1)
    )
    client = browse(ana)
    client.get(url())
    with CaptureQueriesContext(connection) as queries:
        client.get(url())
    assert len(queries) == 5
