"""The shelf of small wins: by month, newest first, kept, put aside, brought back."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.uuid7 import uuid7
from groups.actions import share_win
from journal.actions import save_session
from journal.models import SmallWin
from tests.factories import make_group, make_person, make_session

pytestmark = pytest.mark.django_db
SHELF = "/wins/"
FIRST = date(2026, 1, 5)


def won(person: Any, day: date, rule: str = "SW13", **more: Any) -> SmallWin:
    numbers = {"new": 4, "extra": 5} if rule == "SW13" else {}
    return SmallWin.objects.create(id=uuid7(), person=person, day=day, rule=rule, **({"priority": 3} | numbers | more))


def read(answer: Any) -> str:
    return str(answer.content.decode())


def months(answer: Any) -> list[tuple[str, int, list[int]]]:
    """(month, how many it has, days of the wins shown)."""
    return [
        (month.first.isoformat()[:7], month.count, [told.win.day.day for told in month.wins])
        for month in answer.context["shelf"].months
    ]


def test_the_first_will_land_here(ana: Any, bo: Any, browse: Any) -> None:
    won(bo, FIRST)
    page = read(browse(ana).get(SHELF))
    assert "Your first will land here" in page
    assert "Active in" not in page


def test_wins_stand_by_month_newest_first_with_a_word_on_how_many(ana: Any, browse: Any) -> None:
    for day in (date(2026, 3, 2), date(2026, 2, 28), date(2026, 3, 9)):
        won(ana, day)
    won(ana, date(2026, 3, 9), "SW12", is_kept=True, priority=0)
    answer = browse(ana).get(SHELF)
    assert months(answer) == [("2026-03", 3, [9, 9, 2]), ("2026-02", 1, [28])]
    assert [told.win.rule for told in answer.context["shelf"].months[0].wins][:2] == ["SW12", "SW13"]
    page = read(answer)
    for sentence in ("4 small wins so far.", "You kept 1.", "3 small wins", "1 small win", "Back again."):
        assert sentence in page


def test_a_win_leads_to_its_session_or_its_day(ana: Any, browse: Any) -> None:
    session = make_session(ana)
    won(ana, session.day, session=session)
    alone = won(ana, FIRST, "SW17", extra=420, new=5)
    page = read(browse(ana).get(SHELF))
    assert f'href="/sessions/{session.pk}/"' in page
    assert f'href="/days/{alone.day}/"' in page


@pytest.mark.parametrize(
    ("show", "days"),
    [("", [7, 6, 5]), ("kept", [6]), ("facts", [6, 5]), ("trends", [7]), ("aside", [8]), ("nonsense", [7, 6, 5])],
)
def test_a_chip_shows_some_of_them(ana: Any, browse: Any, show: str, days: list[int]) -> None:
    won(ana, FIRST)
    won(ana, FIRST + timedelta(days=1), is_kept=True)
    won(ana, FIRST + timedelta(days=2), "SW18", kind="trend")
    won(ana, FIRST + timedelta(days=3), is_dismissed=True)
    answer = browse(ana).get(f"{SHELF}?show={show}")
    assert [day for _, _, shown in months(answer) for day in shown] == days
    assert read(answer).count('aria-current="true"') - read(browse(ana).get("/help/")).count('aria-current="true"') == 2


@pytest.mark.parametrize(
    ("show", "sentence"), [("kept", "Keep a win"), ("aside", "You can bring it back"), ("trends", "Nothing here")]
)
def test_an_empty_choice_says_so(ana: Any, browse: Any, show: str, sentence: str) -> None:
    assert sentence in read(browse(ana).get(f"{SHELF}?show={show}"))


def test_a_win_is_kept_released_put_aside_and_brought_back(ana: Any, browse: Any) -> None:
    win, client = won(ana, FIRST), browse(ana)
    states = []
    for mark in ("keep", "release", "keep", "aside", "back", "nonsense"):
        answer = client.post(f"/wins/{win.pk}/mark/", {"mark": mark, "next": "/wins/?show=kept"})
        assert (answer.status_code, answer["Location"]) == (302, "/wins/?show=kept")
        win.refresh_from_db()
        states.append((win.is_kept, win.is_dismissed))
    assert states == [(True, False), (False, False), (True, False), (False, True), (False, False), (False, False)]


def test_putting_aside_offers_to_take_it_back_and_leads_here_again(ana: Any, browse: Any) -> None:
    win, client = won(ana, FIRST), browse(ana)
    page = read(client.post(f"/wins/{win.pk}/mark/", {"mark": "aside", "next": SHELF}, follow=True))
    assert "Put aside." in page
    assert "Active in 4" not in page
    undo = f"/wins/{win.pk}/back/?next=%2Fwins%2F"
    assert f'action="{undo}"' in page
    answer = client.post(undo, follow=True)
    assert answer.redirect_chain == [(SHELF, 302)]
    assert "Active in 4" in read(answer)


def test_a_script_gets_the_row_alone(ana: Any, browse: Any) -> None:
    win, client = won(ana, FIRST), browse(ana)
    answer = client.post(f"/wins/{win.pk}/mark/", {"mark": "aside", "next": SHELF}, headers={"HX-Request": "true"})
    page = read(answer)
    assert page.startswith(f'<li id="win-{win.pk}"')
    assert "Put aside." in page
    assert 'value="back"' in page
    page = read(client.post(f"/wins/{win.pk}/mark/", {"mark": "back"}, headers={"HX-Request": "true"}))
    assert 'value="keep"' in page


def test_marks_leave_what_is_shared_as_it_is(ana: Any, bo: Any, browse: Any) -> None:
    group = make_group(ana, bo)
    win, client = won(ana, FIRST), browse(ana)
    share_win(person=ana, win=win, memberships=group.memberships.filter(person=ana))
    assert "Your group sees this" in read(client.get(SHELF))
    for mark in ("keep", "aside", "back"):
        client.post(f"/wins/{win.pk}/mark/", {"mark": mark})
    assert win.shares.count() == 1


def test_a_win_of_another_person_is_not_found(ana: Any, bo: Any, browse: Any) -> None:
    win = won(bo, FIRST)
    for path in (f"/wins/{win.pk}/mark/", f"/wins/{win.pk}/back/", f"/wins/{uuid4()}/mark/"):
        assert browse(ana).post(path, {"mark": "keep"}).status_code == 404
        assert browse(ana).get(path).status_code == 405
    win.refresh_from_db()
    assert (win.is_kept, win.is_dismissed) == (False, False)


@pytest.mark.parametrize(
    ("page", "shown"), [("1", 40), ("2", 5), ("3", 0), ("0", 40), ("-1", 40), ("x", 40), ("9" * 5000, 40), ("²", 40)]
)
def test_a_page_holds_forty(ana: Any, browse: Any, page: str, shown: int) -> None:
    for number in range(45):
        won(ana, FIRST + timedelta(days=number))
    answer = browse(ana).get(SHELF, {"page": page})
    assert sum(len(days) for _, _, days in months(answer)) == shown
    assert ('rel="next"' in read(answer), 'rel="prev"' in read(answer)) == (shown == 40, page in "23")


def test_a_month_over_two_pages_tells_its_whole_number_on_both(ana: Any, browse: Any) -> None:
    for number in range(45):
        won(ana, date(2026, 3, 1) + timedelta(days=number % 28))
    client = browse(ana)
    assert [count for page in (1, 2) for _, count, _ in months(client.get(SHELF, {"page": page}))] == [45, 45]


def test_queries_stay_the_same_at_one_three_and_three_thousand(ana: Any, browse: Any) -> None:
    counts = []
    for wanted in (1, 3, 3000):
        have = ana.small_wins.count()
        SmallWin.objects.bulk_create(
            SmallWin(id=uuid7(), person=ana, day=FIRST + timedelta(days=number), rule="SW01", exercise="own_stone",
                     old=60, new=62, priority=1)
            for number in range(have, wanted)
        )  # fmt: skip
        client = browse(ana)
        for address in (SHELF, f"{SHELF}?page=1&show=facts"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert set(counts) == {counts[0]}
    assert counts[0] <= 8


def test_the_shelf_stands_in_the_menu_of_the_log_the_trends_the_finish_and_the_day(ana: Any, browse: Any) -> None:
    client = browse(ana)
    body = {"minutes": 40, "activity": "strength", "sets": []}
    today = ana.local_now()
    for ago in (12, 0):
        at = (today - timedelta(days=ago)).isoformat()
        session = save_session(person=ana, object_id=uuid4(), data=body | {"started_at": at})
    for address in ("/log/", "/trends/", f"/sessions/{session.pk}/finish/", f"/days/{session.day}/"):
        assert 'href="/wins/"' in read(client.get(address)), address
    assert "Back again. That is a skill of its own." in read(client.get(f"/days/{session.day}/"))
    quiet = datetime.combine(today - timedelta(days=5), datetime.min.time()).date()
    assert 'href="/wins/"' not in read(client.get(f"/days/{quiet}/"))


def test_wins_are_told_in_the_language_and_units_of_the_person(browse: Any) -> None:
    dana = make_person("dana@example.org", language="zh-hans", load_unit="jin")
    won(dana, FIRST, "SW01", exercise="back_squat", old=60, new="62.5")
    page = read(browse(dana).get(SHELF))
    assert "125 斤" in page
    assert "2026年1月" in page
