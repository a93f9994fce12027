"""The requests that a person waits for, beside their raw-SQL twins."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.load import Figure, Target, measure
from benchmarks.seed import seed

SESSIONS = "/api/v1/training-sessions/"
SETS = [
    {"exercise": name, "reps": 5, "load_kg": 60 + number}
    for number, name in enumerate(("back_squat", "back_squat", "bench_press", "bench_press", "row", "row"))
]


def session_body() -> dict[str, Any]:
    """A session with six sets, now."""
    return {
        "started_at": timezone.now().isoformat(timespec="seconds"), "minutes": 45, "activity": "strength", "rpe": 6,
        "sets": SETS,
    }  # fmt: skip


def targets(tokens: tuple[str, ...], cookie: str) -> list[Target]:
    """Product and twin in turn, so that both see the same noise."""
    bearer = {"Authorization": f"Bearer {tokens[0]}", "Content-Type": "application/json"}
    body = session_body()
    signed_in = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "Accept-Encoding": "gzip"}
    since = (timezone.now() - timedelta(days=30)).date().isoformat()
    return [
        Target("log a session with six sets", "POST", SESSIONS, bearer, body, "raw log", tokens),
        Target("raw log", "POST", "/raw/log/", bearer, body, "", tokens),
        Target("list the last 30 days", "GET", f"{SESSIONS}?since={since}", bearer, None, "raw list"),
        Target("raw list", "GET", "/raw/sessions/", bearer),
        Target("one year of statistics (page)", "GET", "/trends/?weeks=52", signed_in, None, "raw year"),
        Target("raw year", "GET", "/raw/year/", bearer),
        Target("Today (page)", "GET", "/", signed_in),
        Target("sign-in page", "GET", "/accounts/login/", {"Accept-Encoding": "gzip"}),
    ]


def measure_requests(port: int, roots: list[int], *, rounds: int, seconds: float) -> list[tuple[Target, Figure]]:
    """Figures of every target, reads first so that they see the seeded journal."""
    person, tokens = seed()
    with connection.cursor() as cursor:
        cursor.execute("analyze")  # the server's own vacuum does so within a minute
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    wanted = sorted(targets(tokens, cookie), key=lambda target: target.method != "GET")
    return [(target, measure(port, target, roots, rounds=rounds, seconds=seconds)) for target in wanted]
