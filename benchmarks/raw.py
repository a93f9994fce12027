"""The least that a thin view over raw SQL could do: the yardstick of the same run."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.tokens import token_hash
from benchmarks.columns import insert_into
from core.uuid7 import uuid7
from journal.models import TrainingSession, TrainingSet

SESSION = insert_into(
    TrainingSession,
    dict.fromkeys(
        ["id", "person_id", "day", "created_at", "updated_at", "started_at", "minutes", "activity", "rpe"], "%s"
    )
    | {"intensity": "'moderate'", "is_resistance": "true"},
)
SET = insert_into(
    TrainingSet,
    dict.fromkeys(["person_id", "session_id", "started_at", "position", "exercise", "reps", "load_kg"], "%s"),
)
YEAR = """select date_trunc('week', day), count(*), sum(minutes), sum(rpe * minutes),
 sum(moderate_minutes + 2 * vigorous_minutes) from journal_trainingsession
 where person_id = %s and day >= %s group by 1 order by 1"""


def person_id(cursor: Any, request: HttpRequest) -> Any:
    """Whose token it is."""
    token = request.headers["Authorization"].partition(" ")[2]
    cursor.execute("select person_id from accounts_apitoken where token_hash = %s", [token_hash(token)])
    return cursor.fetchone()[0]


@login_not_required
def last_thirty_days(request: HttpRequest) -> JsonResponse:
    """Sessions and sets of thirty days."""
    since = timezone.now().date() - timedelta(days=30)
    with connection.cursor() as cursor:
        person = person_id(cursor, request)
        cursor.execute(
            "select id, started_at, minutes, activity, rpe from journal_trainingsession"
            " where person_id = %s and day >= %s order by started_at, id",
            [person, since],
        )
        sessions = cursor.fetchall()
        cursor.execute(
            "select session_id, exercise, reps, load_kg from journal_trainingset where session_id = any(%s)",
            [[row[0] for row in sessions]],
        )
        sets = cursor.fetchall()
    return JsonResponse({"sessions": sessions, "sets": sets}, safe=False)


@csrf_exempt
@login_not_required
def log_session(request: HttpRequest) -> JsonResponse:
    """One session with its sets."""
    body, now, session = json.loads(request.body), timezone.now(), uuid7()
    with transaction.atomic(), connection.cursor() as cursor:
        person = person_id(cursor, request)
        head = [session, person, now.date(), now, now, now, body["minutes"], body["activity"], body["rpe"]]
        cursor.execute(SESSION, head)
        rows = [
            [person, session, now, number, row["exercise"], row["reps"], row["load_kg"]]
            for number, row in enumerate(body["sets"])
        ]
        cursor.executemany(SET, rows)
    return JsonResponse({"id": session})


@login_not_required
def year(request: HttpRequest) -> JsonResponse:
    """One year by weeks."""
    with connection.cursor() as cursor:
        person = person_id(cursor, request)
        cursor.execute(YEAR, [person, timezone.now().date() - timedelta(weeks=52)])
        return JsonResponse({"weeks": cursor.fetchall()}, safe=False)
