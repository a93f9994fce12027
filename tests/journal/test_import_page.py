"""The page that reads a file in: looked at first, row by row, into one's own journal alone."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.export import stream_zip
from journal import importing
from journal.models import MoodRating, TrainingSession
from journal.validation import MOOD_FIELDS
from tests.factories import make_mood, make_night, make_person

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/import/"
ROWS = (
    "rated_at,score\n2026-03-02T18:30:00+01:00,7\n2026-03-03T18:30:00+01:00,11\n"
    "2026-03-04T18:30:00,4\n2026-03-05T18:30:00+01:00,12\n"
)


def table(text: str = ROWS, name: str = "mood_ratings.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def told(answer: Any) -> list[tuple[int, int, list[tuple[str, str]]]]:
    """New, known and the refusals of each file that holds something."""
    return [
        (one.new, one.known, [(refusal.named, refusal.reason) for refusal in one.refused])
        for one in answer.context["report"].files
        if one.new or one.known or one.refused
    ]


def test_looking_says_what_each_row_is_and_stores_nothing(ana, browse):
    answer = browse(ana).post(ADDRESS, {"file": table()})
    [(new, known, refused)] = told(answer)
    assert (new, known) == (1, 0)
    assert [rows for rows, _reason in refused] == ["3, 5", "4"]
    assert refused[0][1] == "score: Use a whole number from 0 to 10."
    page = answer.content.decode()
    assert "Nothing is stored yet" in page
    assert "Rows 3, 5 were left out." in page
    assert "Read in 1 entry" in page
    assert not MoodRating.objects.exists()


def test_reading_in_stores_it_once_for_one_person(ana, bo, browse):
    client = browse(ana)
    assert "1 entry was read in" in client.post(ADDRESS, {"file": table(), "keep": "1"}).content.decode()
    assert "Nothing new" in client.post(ADDRESS, {"file": table(), "keep": "1"}).content.decode()
    assert [row.score for row in ana.mood_ratings.all()] == [7]
    assert not bo.mood_ratings.exists()


def test_a_download_of_one_account_is_read_into_another(ana, chen, browse):
    for score in (3, 6, 9):
        make_mood(ana, score)
    make_night(ana, date(2026, 3, 2))
    content = b"".join(stream_zip(ana))
    own = SimpleUploadedFile("small-wins.zip", content, content_type="application/zip")
    assert [row[:2] for row in told(browse(chen).post(ADDRESS, {"file": own}))] == [(3, 0), (1, 0)]
    assert not chen.mood_ratings.exists()
    own.seek(0)
    browse(chen).post(ADDRESS, {"file": own, "keep": "1"})
    assert sorted(row.score for row in chen.mood_ratings.all()) == [3, 6, 9]
    assert ana.mood_ratings.count() == 3


def test_what_nobody_agreed_to_is_left_out_and_says_so(browse):
    dana = make_person("dana@example.org", consents=["training"])
    answer = browse(dana).post(ADDRESS, {"file": table("rated_at,score\n2026-03-02T18:30:00+01:00,7\n"), "keep": "1"})
    assert told(answer) == [(0, 0, [("2", "consent for well-being has not been given")])]
    assert "/settings/consents/" in answer.content.decode().partition('id="report"')[2]
    assert not MoodRating.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("diary.csv", "a,b\n1,2\n", "There is none of these files"),
        ("small-wins.zip", "no zip", "There is none of these files"),
        ("empty.csv", "", "The submitted file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name, content, reason, ana, browse):
    answer = browse(ana).post(ADDRESS, {"file": table(content, name), "keep": "1"})
    assert answer.status_code == 422
    said = answer.content.decode().partition('id="report"')[2].partition("</div>")[0]
    assert (reason in said, "Nothing was stored." in said) == (True, True)


def test_a_zip_that_is_broken_inside_says_so(ana, browse):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("mood_ratings.csv", ROWS * 50)
    broken = whole.getvalue().replace(b",7\n", b",8\n")
    answer = browse(ana).post(ADDRESS, {"file": SimpleUploadedFile("j.zip", broken), "keep": "1"})
    assert "The zip cannot be read" in answer.content.decode()
    assert not MoodRating.objects.exists()


def test_a_second_download_of_a_table_is_known_by_its_name(ana, browse):
    assert told(browse(ana).post(ADDRESS, {"file": table(name="Mood_ratings (2).CSV")}))[0][0] == 1


@pytest.mark.parametrize(("limit", "value"), [("ROWS_AT_ONCE", 3), ("BYTES_AT_ONCE", 20)])
def test_more_than_a_page_can_read_is_the_operators(limit, value, ana, browse, monkeypatch):
    monkeypatch.setattr(importing, limit, value)
    answer = browse(ana).post(ADDRESS, {"file": table(), "keep": "1"})
    assert "more than one page can read at once" in answer.content.decode()
    assert not MoodRating.objects.exists()


def test_files_come_at_a_measured_pace(ana, browse, monkeypatch):
    monkeypatch.setattr(importing, "FILES_A_MINUTE", 2)
    client = browse(ana)
    with time_machine.travel("2026-03-06T12:00Z", tick=False):
        codes = [client.post(ADDRESS, {"file": table()}).status_code for _ in range(3)]
    assert codes == [200, 200, 422]


def test_a_reason_with_many_rows_names_a_handful():
    assert importing.Refusal("why", list(range(2, 40))).named == "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 …"


def test_the_page_names_every_table_and_its_columns(ana, browse):
    page = browse(ana).get(ADDRESS).content.decode()
    names = ("training_sessions", "mood_ratings", "rest_days", "sleep_diary", "measurements")
    assert [f"<code>{name}.csv</code>" in page for name in names] == [True] * 5
    assert [f"<code>{column}</code>" in page for column in (*MOOD_FIELDS, "value")] == [True] * (len(MOOD_FIELDS) + 1)


def test_it_speaks_chinese_down_to_the_row(chen, browse):
    page = browse(chen).post(ADDRESS, {"file": table()}).content.decode()
    assert "还没有存入任何内容" in page
    assert "第 3、5 行" in page
    assert "Row" not in page.partition('id="report"')[2].partition("</section>")[0]


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.post(ADDRESS, {"file": table(), "keep": "1"})
    assert answer["Location"].startswith("/accounts/login/")
    assert not TrainingSession.objects.exists()


def test_looking_asks_as_much_for_few_rows_as_for_many(ana, browse, django_assert_max_num_queries):
    client = browse(ana)
    few = "rated_at,score\n" + "".join(f"2026-03-02T18:{n:02}:00+01:00,5\n" for n in range(3))
    many = "rated_at,score\n" + "".join(f"2026-03-02T18:{n:02}:00+01:00,5\n" for n in range(60))
    client.get(ADDRESS)
    counts = []
    for text in (few, many):
        with django_assert_max_num_queries(40) as asked:
            client.post(ADDRESS, {"file": table(text)})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_folder_of_tables_in_one_zip(ana, browse, tmp_path: Path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("journal/mood_ratings.csv", ROWS)
        archive.writestr("journal/rest_days.csv", "day\n2026-03-02\n")
    answer = browse(ana).post(ADDRESS, {"file": SimpleUploadedFile("all.zip", packed.getvalue()), "keep": "1"})
    assert [row[0] for row in told(answer)] == [1, 1]
    assert ana.rest_days.count() == 1
