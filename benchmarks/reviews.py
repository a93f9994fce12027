"""Weekly reviews for many people: how many a second, at how many queries, and what a mail costs."""

import os
import time
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Consent, User
from benchmarks.columns import insert_into
from journal.models import MoodRating, TrainingSession

LANGUAGE = "case when n %% 4 = 0 then 'zh-hans' else 'en' end"
OF_MANY = "from accounts_user u, {} where u.email like 'many%%'"
CATEGORIES = f"unnest(array[{', '.join(repr(each) for each in Consent.Category.values)}]) c"
DAYS_AGO = {"day": "(now() - d * interval '1 day')::date", "id": "gen_random_uuid()", "person_id": "u.id"}
SEED = [
    insert_into(
        User,
        {
            "id": "gen_random_uuid()",
            "email": "'many' || n || '@example.org'",
            "time_zone": "'Europe/Oslo'",
            "language": LANGUAGE,
            "next_review_at": "now() - interval '1 minute'",
            "is_sixteen": "true",
            "is_welcomed": "true",
        },
        "from generate_series(1, %s) n",
    ),
    insert_into(
        Consent,
        {
            "id": "gen_random_uuid()",
            "person_id": "u.id",
            "category": "c",
            "text_version": "'1'",
            "language": "u.language",
        },
        OF_MANY.format(CATEGORIES),
    ),
    insert_into(
        TrainingSession,
        DAYS_AGO
        | {"started_at": "now() - d * interval '1 day'", "utc_offset": "60", "minutes": "45", "activity": "'running'"}
        | {"rpe": "5", "intensity": "'vigorous'", "vigorous_minutes": "45"},
        OF_MANY.format("generate_series(0, 83, 12) d"),
    ),
    insert_into(
        MoodRating,
        DAYS_AGO | {"rated_at": "now() - d * interval '1 day'", "utc_offset": "60", "score": "6"},
        OF_MANY.format("generate_series(6, 83, 12) d"),
    ),
    "analyze",
]
DUE = """explain (analyze, format json) select id from accounts_user
 where next_review_at <= now() and is_active order by next_review_at limit 1000"""


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """What one run found; rates are per second of processor time of this process and of wall time."""

    people: int
    rows: int
    facts_per_cpu_s: float
    facts_per_wall_s: float
    queries_per_person: float
    mails_per_cpu_s: float
    due_ms: float

    @property
    def whole_per_cpu_s(self) -> float:
        """Facts and mail, one after the other on one core."""
        return 1 / (1 / self.facts_per_cpu_s + 1 / self.mails_per_cpu_s)


class Counter:
    """Counts statements."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's execute wrapper."""
        self.count += 1
        return execute(sql, params, many, context)


def measure(people: int = int(os.environ.get("BENCH_PEOPLE", "100000")), mails: int = 4000) -> ReviewFigures:
    """Seeds, writes every review, sends `mails` of them to a backend that drops them."""
    from core.models import OutboxMail
    from core.sender import send_due
    from reviews.actions import write_due_batch

    with connection.cursor() as cursor:
        for number, statement in enumerate(SEED):
            cursor.execute(statement, [people] if number == 0 else [])
        cursor.execute(DUE)
        due_ms = cursor.fetchone()[0][0]["Execution Time"]
    counter, cpu, wall, written = Counter(), time.process_time(), time.perf_counter(), 0
    with connection.execute_wrapper(counter):
        while (batch := write_due_batch(now=timezone.now()))[0]:
            written += batch[1]
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    keep = OutboxMail.objects.order_by("pk").values("pk")[:mails]
    OutboxMail.objects.exclude(pk__in=keep).delete()
    OutboxMail.objects.update(next_try_at=timezone.now())
    mail_cpu = time.process_time()
    sent = send_due(seconds=600).get("sent", 0)
    mail_cpu = time.process_time() - mail_cpu
    if not written or not sent:
        raise SystemExit(f"Nothing was measured: {written} reviews, {sent} mails.")
    return ReviewFigures(
        people, people * 14, written / cpu, written / wall, counter.count / people, sent / mail_cpu, due_ms
    )
