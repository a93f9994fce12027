"""SW16: the first word of a week, sent or received, and a session with family; gone when the evidence goes."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from accounts.actions import give_consent, withdraw_consent
from core.dates import Week
from groups import actions
from groups.models import Encouragement
from groups.support_wins import support_wins
from journal.wins_facts import TRAINING_FACTS
from tests.factories import make_group

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sides(ana: Any, bo: Any) -> tuple[Any, Any]:
    group = make_group(ana, bo)
    return group.memberships.get(person=ana), group.memberships.get(person=bo)


def told(person: Any) -> list[tuple[date, str]]:
    return list(person.small_wins.filter(rule="SW16").order_by("day").values_list("day", "exercise"))


def test_one_a_week_on_its_first_day_in_whatever_order(ana: Any) -> None:
    days = [MONDAY + timedelta(days=number) for number in (2, 1, 1, 6, 7, 13, 30)]
    wins = support_wins(ana.pk, days)
    assert [(win.day - MONDAY).days for win in wins] == [1, 7, 30]
    random.Random(1).shuffle(days)
    assert support_wins(ana.pk, days) == wins


def test_the_week_and_not_the_day_names_it(ana: Any) -> None:
    early, late = (support_wins(ana.pk, [MONDAY + timedelta(days=day)])[0] for day in (0, 6))
    following = support_wins(ana.pk, [MONDAY + timedelta(days=7)])[0]
    assert (early.id == late.id, early.id == following.id) == (True, False)


def test_both_sides_of_a_word_have_it_once_and_outsiders_never(sides: Any, ana: Any, bo: Any, chen: Any) -> None:
    mine, other = sides
    actions.encourage(sender=mine, receiver=other, phrase="well_done")
    actions.encourage(sender=other, receiver=mine, phrase="own_words", line="Good to see you")
    assert [told(person) for person in (ana, bo, chen)] == [[(NOW.date(), "encouragement")]] * 2 + [[]]


def test_it_goes_with_the_last_word_of_the_week(sides: Any, ana: Any, bo: Any, api: Any) -> None:
    _mine, other = sides
    path = "encouragements/0192f0c1-0000-7000-8000-00000000000{}/"
    for number, phrase in ((1, "well_done"), (2, "thinking_of_you")):
        assert api(ana).put(path.format(number), {"member": str(other.pk), "phrase": phrase}).status_code == 201
    api(ana).delete(path.format(1))
    assert [len(told(person)) for person in (ana, bo)] == [1, 1]
    api(ana).delete(path.format(2))
    assert [told(person) for person in (ana, bo)] == [[], []]


def test_a_word_that_goes_to_somebody_else_takes_its_win_along(ana: Any, bo: Any, chen: Any, api: Any) -> None:
    group = make_group(ana, bo, chen)
    path = "encouragements/0192f0c1-0000-7000-8000-000000000001/"
    for person in (bo, chen):
        member = group.memberships.get(person=person)
        api(ana).put(path, {"member": str(member.pk), "phrase": "well_done"})
    assert [len(told(person)) for person in (ana, bo, chen)] == [1, 0, 1]


@pytest.mark.parametrize("who", [0, 1])
def test_it_goes_when_either_leaves(sides: Any, ana: Any, bo: Any, clock: Any, who: int) -> None:
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    clock.shift(timedelta(weeks=2))
    actions.encourage(sender=sides[1], receiver=sides[0], phrase="well_done")
    assert [len(told(person)) for person in (ana, bo)] == [2, 2]
    actions.leave_group(membership=sides[who])
    assert [told(person) for person in (ana, bo)] == [[], []]


def test_it_goes_with_the_group(sides: Any, ana: Any, bo: Any) -> None:
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    actions.end_group(sides[0].group)
    assert [told(person) for person in (ana, bo)] == [[], []]


def test_what_the_person_did_to_it_stays_while_it_holds(sides: Any, ana: Any, clock: Any) -> None:
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    ana.small_wins.update(is_kept=True)
    clock.shift(timedelta(days=1))
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="thinking_of_you")
    Encouragement.objects.filter(phrase="well_done").delete()
    call_command("recompute_wins", ana.email, verbosity=0)
    win = ana.small_wins.get()
    assert (win.day, win.is_kept) == (NOW.date() + timedelta(days=1), True)


def test_it_goes_and_comes_with_the_consent_to_groups(sides: Any, ana: Any, bo: Any) -> None:
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    withdraw_consent(person=ana, category="social")
    assert [len(told(person)) for person in (ana, bo)] == [0, 1]
    give_consent(person=ana, categories=["social"])
    assert len(told(ana)) == 1


def test_without_the_consent_to_training_none_is_stored(sides: Any, ana: Any, bo: Any) -> None:
    withdraw_consent(person=ana, category="training")
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    assert [len(told(person)) for person in (ana, bo)] == [0, 1]


def test_a_session_with_family_is_one_and_goes_when_it_was_not(sides: Any, ana: Any, api: Any) -> None:
    actions.encourage(sender=sides[0], receiver=sides[1], phrase="well_done")
    path = "training-sessions/0192f0c1-0000-7000-8000-000000000009/"
    body = {"started_at": "2026-03-03T10:00:00+01:00", "minutes": 40, "activity": "walking", "with_family": True}
    wins = api(ana).put(path, body).data["wins"]
    assert [(win["rule"], win["text"]) for win in wins] == [("SW16", "A session together with family.")]
    assert told(ana) == [(date(2026, 3, 3), "family"), (NOW.date(), "encouragement")]
    api(ana).put(path, body | {"with_family": False})
    assert told(ana) == [(NOW.date(), "encouragement")]
    api(ana).put(path, body)
    api(ana).delete(path)
    assert told(ana) == [(NOW.date(), "encouragement")]


def test_no_mail_and_no_group_is_told_of_it() -> None:
    assert "SW16" not in TRAINING_FACTS


@pytest.mark.parametrize("words", [1, 3, 9])
def test_a_word_asks_as_much_after_many(sides: Any, words: int, django_assert_num_queries: Any) -> None:
    for number in range(words):
        day = Week.of(NOW.date()).monday - timedelta(days=number)
        Encouragement.objects.create(sender=sides[0], receiver=sides[1], phrase="own_words", line="x", day=day)
    with django_assert_num_queries(13):
        actions.encourage(sender=sides[0], receiver=sides[1], phrase="own_words", line="y")
