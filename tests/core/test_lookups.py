"""`__among` finds what `__in` finds."""

import pytest

from accounts.models import Consent, User
from core.compiled import Compiled
from core.lookups import Ids, Words

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds(ana, bo, chen):
    ids = [ana.pk, chen.pk]
    assert set(User.objects.filter(pk__among=ids)) == {ana, chen}
    found = Consent.objects.filter(person_id__among=ids, category="sleep").values_list("person_id", flat=True)
    assert set(found) == set(ids)


def test_among_none_is_none_without_a_query(ana, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(User.objects.filter(pk__among=[])) == []


def test_ids_come_into_a_compiled_statement_by_a_slot(ana, bo, chen):
    people = Compiled(lambda ids: User.objects.filter(pk__among=ids).order_by("email").values_list("email"), ids=Ids())
    assert people.rows(ids=[ana.pk, chen.pk]) == [("ana@example.org",), ("chen@example.org",)]
    assert people.rows(ids=[bo.pk]) == [("bo@example.org",)]
    assert people.rows(ids=[]) == []
    consents = Compiled(lambda ids: Consent.objects.filter(person__among=ids).values_list("person_id"), ids=Ids())
    assert {person for (person,) in consents.rows(ids=[bo.pk, ana.pk])} == {ana.pk, bo.pk}


def test_words_come_the_same_way(ana, bo, chen):
    emails = ["ana@example.org", "bo@example.org' or 1=1 --", 'chen@example.org"']
    assert list(User.objects.filter(email__among=emails)) == [ana]
    people = Compiled(lambda emails: User.objects.filter(email__among=emails).values_list("email"), emails=Words())
    assert people.rows(emails=emails) == [("ana@example.org",)]
    assert people.rows(emails=[]) == []
