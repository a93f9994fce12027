"""`__among` finds what `__in` finds."""

import pytest

from accounts.models import Consent, User
from core import lookups  # noqa: F401  registers `__among`

pytestmark = pytest.mark.django_db


def test_among_finds_what_in_finds(ana, bo, chen):
    ids = [ana.pk, chen.pk]
    assert set(User.objects.filter(pk__among=ids)) == {ana, chen}
    found = Consent.objects.filter(person_id__among=ids, category="sleep").values_list("person_id", flat=True)
    assert set(found) == set(ids)


def test_among_none_is_none_without_a_query(ana, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(User.objects.filter(pk__among=[])) == []
