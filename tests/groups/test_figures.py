"""The group's number: for five or more who agreed, once a week, and never a way to one person's."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from groups import actions, figures
from groups.figure_actions import start_counting, stop_counting, sum_up_batch, sum_up_due_weeks
from groups.models import Group
from groups.tasks import sum_up_weeks
from tests.factories import make_group, make_person, make_session

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOON = timedelta(hours=2)  # 12:00 in Oslo
WEEK = timedelta(days=7)
database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ([3, 3, 3, 3], None),
        ([3, 3, 3, 3, 3], 15),
        ([0, 0, 0, 0, 0], None),
        ([1, 0, 0, 0, 0], None),
        ([1, 1, 0, 0, 0], 2),
        ([5, 2, 2, 1, 0], 10),
        ([6, 2, 2, 1, 0], None),
        ([], None),
    ],
)
def test_when_a_number_may_be_told(counts, number):
    assert figures.figure(counts) == number


def test_no_member_can_tell_another_ones_sessions_from_the_number_and_their_own():
    """All weeks of five people with up to eight sessions: whatever one of them sees has several explanations."""
    seen = defaultdict(list)
    for counts in product(range(5), repeat=5):
        number = figures.figure(counts)
        if number is not None and number <= 8:  # nobody then did more than four
            for reader in range(5):
                seen[reader, counts[reader], number].append(counts)
    assert len(seen) > 100
    for (reader, _own, _number), explanations in seen.items():
        for other in set(range(5)) - {reader}:
            assert len({counts[other] for counts in explanations}) > 1


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(db):
    return [make_person(f"p{n}@example.org") for n in range(6)]


@pytest.fixture
def group(clock, people):
    group = make_group(*people)
    for person in people[:5]:
        start_counting(membership=group.memberships.get(person=person))
    clock.shift(WEEK)
    for person in people:
        make_session(person)
        make_session(person, day=date(2026, 3, 15))
    return group


def number_of(group):
    group.refresh_from_db()
    return group.figure_sessions


@database
def test_a_week_is_summed_up_on_its_monday_noon(clock, group, people, browse):
    clock.move_to(MONDAY + 2 * WEEK + NOON - timedelta(seconds=1))
    assert sum_up_due_weeks() == 0
    clock.shift(1)
    sum_up_weeks()
    assert number_of(group) == 10  # the sixth did not agree
    page = browse(people[5]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "10 training sessions" in page
    clock.shift(2 * WEEK)
    page = browse(people[5]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "training sessions" not in page


@database
@pytest.mark.parametrize("change", ["leaves", "switches off", "withdraws groups", "withdraws training", "is closed"])
def test_four_who_agreed_make_no_number(change, clock, group, people, browse):
    person, membership = people[0], group.memberships.get(person=people[0])
    if change == "leaves":
        actions.leave_group(membership=membership)
    elif change == "switches off":
        stop_counting(membership=membership)
    elif change == "is closed":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    else:
        withdraw_consent(person=person, category="social" if "groups" in change else "training")
    clock.move_to(MONDAY + 2 * WEEK + NOON)
    assert sum_up_due_weeks() == 1
    assert number_of(group) is None
    page = browse(people[5]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert ", together" not in page


@database
def test_a_week_that_was_summed_up_stays_as_it_is(clock, group, people):
    clock.move_to(MONDAY + 2 * WEEK + NOON)
    sum_up_due_weeks()
    make_session(people[0], day=date(2026, 3, 9))
    actions.leave_group(membership=group.memberships.get(person=people[1]))
    start_counting(membership=group.memberships.get(person=people[5]))
    Group.objects.update(figure_due_at=MONDAY)
    sum_up_due_weeks()
    assert number_of(group) == 10


@database
def test_whoever_agrees_in_a_week_counts_from_the_next(clock, group, people):
    start_counting(membership=group.memberships.get(person=people[5]))
    assert group.memberships.get(person=people[5]).counts_from == date(2026, 3, 16)
    clock.move_to(MONDAY + 2 * WEEK + NOON)
    sum_up_due_weeks()
    assert number_of(group) == 10


@database
def test_a_group_in_which_nobody_is_counted_is_not_looked_at_again(clock, group):
    for row in group.memberships.all():
        stop_counting(membership=row)
    clock.move_to(MONDAY + 2 * WEEK + NOON)
    assert (sum_up_due_weeks(), sum_up_due_weeks()) == (1, 0)
    group.refresh_from_db()
    assert group.figure_due_at is None


@database
def test_agreeing_and_taking_back_is_one_tap_each(clock, group, people, browse):
    client, address = browse(people[5]), reverse("groups:counting", args=[group.pk])
    page = client.post(address, {"counted": "yes"}, follow=True).content.decode()
    assert "You agreed. Your sessions count from Monday, 16 March." in page
    row = group.memberships.get(person=people[5])
    assert (row.counts_from, row.counts_text) == (date(2026, 3, 16), "1")
    client.post(address, {"counted": "no"})
    row.refresh_from_db()
    assert (row.counts_from, row.counts_text) == (None, "")
    assert browse(make_person("out@example.org")).post(address, {"counted": "yes"}).status_code == 404


@database
def test_a_batch_costs_the_same_for_one_group_and_for_many(clock, group, people, django_assert_num_queries):
    for n in range(3):
        other = make_group(*[make_person(f"{n}-{m}@example.org") for m in range(5)])
        for row in other.memberships.all():
            start_counting(membership=row)
    clock.move_to(MONDAY + 3 * WEEK + NOON)
    for limit, number in ((1, 1), (10, 3)):
        with django_assert_num_queries(6):  # groups, members, sessions, groups, and the savepoint's two
            assert sum_up_batch(MONDAY + 3 * WEEK + NOON, limit=limit) == number


@database
def test_no_joining_and_leaving_tells_one_persons_number(clock):
    """Two groups of mostly the same people come and go at random: no two numbers of a week share a person.

    With that, and five people or more behind each number, no sum or difference of numbers leaves one person over.
    """
    chance = random.Random(5)
    people = [make_person(f"r{n}@example.org") for n in range(13)]
    groups = [make_group(*people, name=name) for name in ("One", "Two")]
    for number, person in enumerate(people):
        start_counting(membership=groups[number % 2].memberships.get(person=person))
    told: dict[tuple[UUID, date], set[UUID]] = {}
    read: dict[tuple[UUID, date], int] = {}
    for _ in range(160):
        clock.shift(timedelta(hours=chance.randrange(4, 40)))
        something_happens(chance, people, groups)
        crowds = {group.pk: list(group.memberships.exclude(counts_from=None)) for group in groups}
        sum_up_due_weeks()
        for group in groups:
            if (number := number_of(group)) is not None:
                place = (group.pk, group.figure_week)
                crowd = {row.person_id for row in crowds[group.pk] if row.counts_from <= group.figure_week}
                told.setdefault(place, crowd)
                assert read.setdefault(place, number) == number
    by_week = defaultdict(list)
    for (_group, week), crowd in told.items():
        assert len(crowd) >= figures.FEWEST
        by_week[week].append(crowd)
    assert max(len(crowds) for crowds in by_week.values()) == 2
    assert not any(crowds[0] & crowds[1] for crowds in by_week.values() if len(crowds) == 2)
    assert len({frozenset(crowd) for crowd in told.values()}) > 5


def something_happens(chance, people, groups):
    """Most train; somebody joins, leaves, agrees, moves to the other group or takes it back."""
    for person in chance.sample(people, 4):
        make_session(person)
    person, group = chance.choice(people), chance.choice(groups)
    row, deed = group.memberships.filter(person=person).first(), chance.random()
    if row is None:
        start_counting(membership=group.memberships.create(person=person))
    elif deed < 0.1 and person != people[0]:
        actions.leave_group(membership=row)
    elif deed < 0.2:
        stop_counting(membership=row)
    elif deed < 0.5:
        start_counting(membership=row)
