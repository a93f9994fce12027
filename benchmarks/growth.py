"""What pages cost with ten years of entries, beside the same with one month: people who stay must not pay for it."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Consent, User
from accounts.tokens import create_token
from benchmarks.load import Target, burst, cpu_seconds, send_one
from benchmarks.seed import fill

MONTH, TEN_YEARS = 4, 521  # weeks
LIMIT = 1.3


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU milliseconds of one page for both people, and its queries."""

    name: str
    month_ms: float
    years_ms: float
    queries: tuple[int, int]

    @property
    def ratio(self) -> float:
        return self.years_ms / self.month_ms


def pages() -> dict[str, str]:
    """Name -> address."""
    today = timezone.now().date()
    since = today - timedelta(days=30)
    return {
        "Today": "/",
        "Trends, 4 weeks": "/trends/",
        "Trends, 12 weeks": "/trends/?weeks=12",
        "Trends, year": "/trends/?weeks=52",
        "load of a week": "/trends/load/",
        "calendar of a month": f"/calendar/{today.year}/{today.month}/",
        "a day": f"/days/{today}/",
        "all days": "/timeline/",
        "list the last 30 days (API)": f"/api/v1/training-sessions/?since={since}",
    }


def measure_growth(port: int, roots: list[int], *, rounds: int, seconds: float) -> list[Growth]:
    """Both people in turn, so that both see the same noise; medians of the rounds."""
    headers = [_person("month@example.org", MONTH), _person("years@example.org", TEN_YEARS)]
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    rows = []
    for name, path in pages().items():
        both = [Target(name, "GET", path, one) for one in headers]
        costs: list[list[float]] = [[], []]
        queries = tuple(int(send_one(port, one).headers.get("X-Queries", "0")) for one in both)
        for _ in range(rounds):
            for cost, one in zip(costs, both, strict=True):
                before = cpu_seconds(roots)
                done = burst(port, one, 1, seconds)
                cost.append(1000 * (cpu_seconds(roots) - before) / done)
        rows.append(Growth(name, median(costs[0]), median(costs[1]), (queries[0], queries[1])))
    return rows


def _person(email: str, weeks: int) -> dict[str, str]:
    """Somebody with so many weeks of entries; the headers that sign them in on pages and API."""
    person = User.objects.create(email=email, time_zone="Europe/Oslo", is_sixteen=True, is_welcomed=True)
    Consent.objects.bulk_create(
        Consent(person=person, category=category, text_version="1", language="en")
        for category in Consent.Category.values
    )
    fill(person, weeks)
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}",
        "Authorization": f"Bearer {create_token(person=person, name='bench')}",
        "Accept-Encoding": "gzip",
    }
