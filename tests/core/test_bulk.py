"""Rows in one statement: stored as the model would, never twice, never past a rule of the database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.bulk import insert_new, insert_row, update_rows
from core.models import OutboxMail
from core.uuid7 import uuid7
from journal.models import MoodRating, SmallWin, TrainingSet
from reviews.models import WeeklyReview
from tests.factories import make_session

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


def test_numbers_keep_their_fractions_and_nothing_stays_nothing(ana):
    session = make_session(ana, datetime(2026, 3, 2, 18, tzinfo=UTC), day=MONDAY)
    of = {"person_id": ana.pk, "session_id": session.pk, "started_at": session.started_at, "exercise": "row"}
    insert_new(
        TrainingSet,
        [
            of | {"position": 0, "load_kg": Decimal("62.50"), "rpe": Decimal("7.5"), "reps": 5},
            of | {"position": 1, "load_kg": None, "rpe": None, "reps": None},
        ],
    )
    columns = ("position", "load_kg", "rpe", "reps", "kind", "note")
    assert list(session.sets.values_list(*columns)) == [
        (0, Decimal("62.50"), Decimal("7.5"), 5, "working", ""),
        (1, None, None, None, "working", ""),
    ]


def test_a_row_of_the_same_key_gets_the_named_columns_only(ana):
    win = {
        "id": uuid7(), "person_id": ana.pk, "day": MONDAY, "rule": "SW01", "exercise": "row", "priority": 1,
        "new": Decimal("60"), "is_kept": True,
    }  # fmt: skip
    insert_new(SmallWin, [win])
    insert_new(SmallWin, [win | {"new": Decimal("62.5"), "is_kept": False}], update=("new", "priority"))
    assert ana.small_wins.values_list("new", "is_kept").get() == (Decimal("62.50"), True)


def test_one_object_is_stored_as_save_does(ana, django_assert_num_queries):
    at = datetime(2026, 3, 2, 18, tzinfo=UTC)
    row = MoodRating(id=uuid7(), person=ana, rated_at=at, day=MONDAY, score=7, tags=["outside"], note="%s 'quoted'")
    with django_assert_num_queries(1):
        insert_row(row)
    stored = MoodRating.objects.get()
    names = [field.attname for field in MoodRating._meta.concrete_fields]
    assert [getattr(stored, name) for name in names] == [getattr(row, name) for name in names]
    row.score = 8
    row.save()  # it is known to be stored
    assert MoodRating.objects.get().score == 8


def test_the_key_of_another_object_is_refused(ana):
    rating = {"id": uuid7(), "person": ana, "rated_at": datetime(2026, 3, 2, 18, tzinfo=UTC), "day": MONDAY}
    insert_row(MoodRating(score=7, **rating))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(MoodRating(score=2, **rating))
    assert MoodRating.objects.get().score == 7


def test_columns_of_many_rows_are_stored_in_one_statement_and_no_others(ana, bo, chen, django_assert_num_queries):
    insert_new(WeeklyReview, [review(ana, a=1), review(bo, b=2), review(chen, c=3)])
    first, second, third = (person.weekly_reviews.get() for person in (ana, bo, chen))
    first.answered_at, first.facts, first.language = (
        datetime(2026, 3, 2, 6, 30, 0, 123456, tzinfo=UTC),
        {"ä": [1]},
        "en",
    )
    second.facts, third.facts = {"b": None}, {"c": "not stored"}
    with django_assert_num_queries(1):
        assert update_rows([first, second], ("answered_at", "facts")) == 2
    stored = {row.person_id: row for row in WeeklyReview.objects.all()}
    assert (stored[ana.pk].answered_at, stored[ana.pk].facts) == (first.answered_at, {"ä": [1]})
    assert (stored[ana.pk].language, stored[bo.pk].facts, stored[bo.pk].answered_at) == ("zh-hans", {"b": None}, None)
    assert stored[chen.pk].facts == {"c": 3}


def test_a_row_that_went_meanwhile_does_not_come_back(ana, django_assert_num_queries):
    insert_new(WeeklyReview, [review(ana)])
    row = ana.weekly_reviews.get()
    WeeklyReview.objects.all().delete()
    assert update_rows([row], ("facts",)) == 0
    assert not WeeklyReview.objects.exists()
    with django_assert_num_queries(0):
        assert update_rows([], ("facts",)) == 0


def test_a_rule_of_the_database_holds_for_what_changes(ana):
    insert_new(WeeklyReview, [review(ana)])
    row = ana.weekly_reviews.get()
    row.week_start = date(2026, 3, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        update_rows([row], ("week_start",))
