"""Every day and hour that a person sees is the one on their own wall, also where clocks change or offsets are odd."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from core.dates import Week
from plans.following import start_plan
from reviews.actions import write_past_reviews
from tests.factories import make_person

pytestmark = pytest.mark.django_db
KATHMANDU, NEW_YORK = "Asia/Kathmandu", "America/New_York"
MOMENTS = [  # zone, an instant, the person's day and clock at it
    (KATHMANDU, "2026-03-10T18:14", date(2026, 3, 10), "23:59"),
    (KATHMANDU, "2026-03-10T18:15", date(2026, 3, 11), "00:00"),
    (NEW_YORK, "2026-03-08T06:59", date(2026, 3, 8), "01:59"),
    (NEW_YORK, "2026-03-08T07:00", date(2026, 3, 8), "03:00"),  # summer time begins
    (NEW_YORK, "2026-03-09T03:59", date(2026, 3, 8), "23:59"),
    (NEW_YORK, "2026-03-09T04:00", date(2026, 3, 9), "00:00"),
    (NEW_YORK, "2026-11-01T05:30", date(2026, 11, 1), "01:30"),
    (NEW_YORK, "2026-11-01T06:30", date(2026, 11, 1), "01:30"),  # the hour comes again
    (NEW_YORK, "2026-11-02T04:59", date(2026, 11, 1), "23:59"),
    (NEW_YORK, "2026-11-02T05:00", date(2026, 11, 2), "00:00"),
]


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment[0]} {moment[1]}")
def moment(request: pytest.FixtureRequest) -> Any:
    """A person who rates a mood just then; their pages, their day, their clock."""
    zone, instant, day, clock = request.param
    with time_machine.travel(datetime.fromisoformat(instant).replace(tzinfo=UTC), tick=False):
        lena = make_person("lena@example.org", time_zone=zone)
        client = Client()
        client.force_login(lena, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.post("/mood/", {"score": 7}).status_code in (200, 302)
        yield lena, (lambda path: client.get(path, follow=True).content.decode()), day, clock


type Moment = tuple[Any, Callable[[str], str], date, str]


def test_today_and_the_diary_say_the_day_and_hour_of_the_wall(moment: Moment) -> None:
    _lena, page, day, clock = moment
    assert f'aria-label="{day:%A} {day.day} {day:%B}, mood 7"' in page("/")
    assert clock in text(page(f"/days/{day}/"))
    assert text(page(f"/days/{day + timedelta(days=1)}/")).count("mood 7") == 0
    assert clock in text(page("/timeline/"))
    assert f'href="/days/{day}/"' in page("/timeline/")


def test_the_week_of_a_review_and_of_a_plan_is_the_one_on_the_wall(moment: Moment) -> None:
    lena, page, day, _clock = moment
    week = Week.of(day)
    span = f"{week.monday.day} {week.monday:%b} – {week.sunday.day} {week.sunday:%b}"
    start_plan(person=lena, programme="walk_run_10w", weekdays=[day.weekday()], today=lena.today())
    assert (day, span) == (lena.planned_sessions.order_by("day").first().day, re.findall(span, text(page("/plan/")))[0])
    write_past_reviews(person=lena, since=week.monday, until=week.monday)
    review = page(f"/reviews/{week.monday}/")
    assert span in text(review)
    told = re.findall(r"<tr><th[^>]*>([^<]+)</th><td[^>]*>7", review)
    assert [one for one in told if f"{day:%a}" in one] == told != []
