"""`__among` finds what `__in` finds."""

import pytest

from accounts.models import Consent, User
from core.compiled import Compiled
from core.lookups import ManyIds

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds(ana, bo, chen):
    ids = [ana.pk, chen.pk]
    assert set(User.objects.filter(pk__among=ids)) == {ana, chen}
    found = Consent.objects.filter(person_id__among=ids, category="sleep").values_list("person_id", flat=True)
    assert set(found) == set(ids)


def test_among_none_is_none_without_a_query(ana, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(User.objects.filter(pk__among=[])) == []


def test_ids_fill_a_slot_of_a_statement_written_once(ana, bo, chen, django_assert_num_queries):
    people = Compiled(
        lambda people: User.objects.filter(pk__among=people).order_by("email").values_list("email"), people=ManyIds()
    )
    for wanted in ([ana, chen], [bo], [], [ana, bo, chen]):
        with django_assert_num_queries(1):
            rows = people.rows(people=[person.pk for person in wanted])
        assert rows == [(person.email,) for person in wanted]
