"""Weekly reviews for many people: how many a second, at how many queries, and what a mail costs."""

import os
import time
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

SEED = """
insert into accounts_user (id, password, is_superuser, email, display_name, time_zone, language, units, review_weekday,
 review_time, mail_level, has_checkin_reminders, quiet_from, quiet_until, theme, text_size, next_review_at, is_sixteen,
 is_welcomed, is_active, is_staff, mail_failures, date_joined)
select gen_random_uuid(), '', false, 'many' || n || '@example.org', 'Many', 'Europe/Oslo',
 case when n %% 4 = 0 then 'zh-hans' else 'en' end, 'metric', 0, '07:30', 'facts', true, '21:30', '07:30', 'auto',
 'normal', now() - interval '1 minute', true, true, true, false, 0, now() from generate_series(1, %s) n;
insert into accounts_consent (id, person_id, category, text_version, language, given_at)
select gen_random_uuid(), u.id, c, '1', u.language, now() from accounts_user u,
 unnest(array['training', 'wellbeing', 'sleep', 'body', 'social', 'pool']) c where u.email like 'many%%';
insert into journal_trainingsession (id, person_id, day, source, created_at, updated_at, started_at, utc_offset, minutes,
 activity, title, rpe, talk_test, emotion_word, note, body_note, with_family, intensity, moderate_minutes,
 vigorous_minutes, is_resistance)
select gen_random_uuid(), u.id, (now() - d * interval '1 day')::date, '', now(), now(), now() - d * interval '1 day', 60,
 45, 'running', '', 5, '', '', '', '', false, 'vigorous', 0, 45, false
 from accounts_user u, generate_series(0, 83, 12) d where u.email like 'many%%';
insert into journal_moodrating (id, person_id, day, source, created_at, updated_at, rated_at, utc_offset, score, tags,
 note)
select gen_random_uuid(), u.id, (now() - d * interval '1 day')::date, '', now(), now(), now() - d * interval '1 day',
 60, 6, '[]', '' from accounts_user u, generate_series(6, 83, 12) d where u.email like 'many%%';
analyze;
"""
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
        for number, statement in enumerate(SEED.strip().rstrip(";").split(";\n")):
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
