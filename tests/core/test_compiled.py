"""Statements written once give what the QuerySet gives, for each person their own."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F, FloatField, Max, Sum, UUIDField
from django.db.models.functions import Cast

from accounts.models import Consent, User
from core.compiled import Compiled
from journal.models import TrainingSet
from tests.factories import make_person, make_session

pytestmark = pytest.mark.django_db


def test_rows_of_objects_follow_the_values(ana, bo, django_assert_num_queries):
    bo.consents.filter(category="pool").delete()
    consents = Compiled(
        lambda person: Consent.objects.filter(person=person, withdrawn_at=None).order_by("category"),
        person=UUIDField(),
    )
    for person, count in ((ana, 6), (bo, 5), (ana, 6)):
        with django_assert_num_queries(1):
            rows = consents.rows(person=person.pk)
        assert [(row.pk, row.category, row.given_at) for row in rows] == list(
            person.consents.order_by("category").values_list("pk", "category", "given_at")
        )
        assert len(rows) == count


def test_values_are_converted_as_the_queryset_converts_them(ana):
    names = Compiled(lambda person: User.objects.filter(pk=person).values_list("pk", "review_time"), person=UUIDField())
    assert names.rows(person=ana.pk) == list(User.objects.filter(pk=ana.pk).values_list("pk", "review_time"))


def test_first_of_nothing_is_none(ana):
    people = Compiled(lambda person: User.objects.filter(pk=person), person=UUIDField())
    assert people.first(person=ana.pk) == ana
    stranger = make_person("gone@example.org")
    gone = stranger.pk
    stranger.delete()
    assert people.first(person=gone) is None


def test_a_value_is_never_read_as_sql(ana):
    people = Compiled(lambda person: User.objects.filter(pk=person), person=UUIDField())
    with pytest.raises(Exception, match=r"UUID|uuid"):
        people.rows(person="x' or 1=1 --")


def test_computed_numbers_come_in_the_type_that_the_queryset_gives(ana):
    """Whole numbers, decimals and fractions of a sum, a product and a maximum; nothing of nothing."""
    day = date(2026, 3, 2)
    session = make_session(ana, datetime(2026, 3, 2, 18, tzinfo=UTC), day=day)
    for reps, kg in ((5, "60.25"), (6, None)):
        TrainingSet.objects.create(
            person=ana, session=session, started_at=session.started_at, position=reps, exercise="row", reps=reps,
            load_kg=kg and Decimal(kg),
        )  # fmt: skip

    def figures(person):
        sets = TrainingSet.objects.filter(person=person).order_by().values_list("exercise")
        weight = Cast("load_kg", FloatField()) * 36.0
        return sets.annotate(
            Max("reps"), kilograms=Sum(F("load_kg") * F("reps")), most=Max(weight), none=Max("seconds")
        )

    rows = Compiled(figures, person=UUIDField()).rows(person=ana.pk)
    assert rows == list(figures(ana.pk))
    assert [type(value) for value in rows[0]] == [str, int, Decimal, float, type(None)]


def test_postgresql_keeps_the_plan_and_later_values_still_count(ana, bo):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps statements by itself.")
    consents = Compiled(
        lambda person: Consent.objects.filter(person=person).values_list("category"), person=UUIDField()
    )
    bo.consents.filter(category="pool").delete()
    counts = [len(consents.rows(person=person.pk)) for person in [ana, bo] * 6]
    assert counts == [6, 5] * 6
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where statement like '%accounts_consent%'")
        assert cursor.fetchone()[0] >= 1
