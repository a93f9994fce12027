"""Rows in one statement: stored as the model would, never twice, never past a rule of the database."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from core.bulk import insert_new
from core.models import OutboxMail
from core.uuid7 import uuid7
from reviews.models import WeeklyReview

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def review(person, monday=MONDAY, **facts):
    return {"id": uuid7(), "person_id": person.pk, "week_start": monday, "language": "zh-hans", "facts": facts}


def test_what_is_stored_reads_as_it_was_given(ana, bo):
    facts = {"mood": {"mean": 6.5, "ratings": 4}, "wins": ["“深蹲”：62.5 公斤, 'quoted' \\ \"twice\" %s"], "none": None}
    given = review(ana, **facts)
    assert insert_new(WeeklyReview, [given, review(bo)]) == 2
    row = WeeklyReview.objects.get(pk=given["id"])
    assert (row.person_id, row.week_start, row.language, row.facts) == (ana.pk, MONDAY, "zh-hans", facts)
    assert (row.next_week, row.wins, row.answered_at) == ("", [], None)
    assert abs((datetime.now(UTC) - row.written_at).total_seconds()) < 60


def test_a_row_that_is_there_stays_as_it_is(ana, bo):
    insert_new(WeeklyReview, [review(ana, sessions=1)])
    assert insert_new(WeeklyReview, [review(ana, sessions=2), review(bo, sessions=3)]) == 1
    assert ana.weekly_reviews.get().facts == {"sessions": 1}


def test_a_rule_of_the_database_still_holds(ana):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_new(WeeklyReview, [review(ana, monday=date(2026, 3, 3))])
    assert not WeeklyReview.objects.exists()


def test_instants_keep_their_moment(ana):
    due = datetime(2026, 3, 2, 6, 30, 0, 123456, tzinfo=UTC)
    columns = {"kind": "a", "period_key": "1", "payload": {"review": "x"}, "message_id": "<a@b>", "state": "waiting"}
    insert_new(OutboxMail, [{"id": uuid7(), "person_id": ana.pk, "due_at": due, "next_try_at": due, **columns}])
    assert OutboxMail.objects.get().due_at == due


def test_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_new(WeeklyReview, []) == 0
