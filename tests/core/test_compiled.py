"""Statements written once give what the QuerySet gives, for each person their own."""

import pytest
from django.db.models import UUIDField

from accounts.models import Consent, User
from core.compiled import Compiled
from tests.factories import make_person

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
