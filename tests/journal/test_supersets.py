"""Which exercises alternate: neighbours of the same number."""

import pytest

from journal.supersets import linked, tidy, unlinked

N = None


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], []),
        ([N, N], [N, N]),
        ([7, 7, N, 3, 3], [1, 1, N, 2, 2]),
        ([1, N, 1], [N, N, N]),
        ([2, 1, 1], [N, 1, 1]),
    ],
)
def test_groups_are_counted_in_order_and_nobody_alternates_alone(numbers, told):
    assert tidy(numbers) == told


@pytest.mark.parametrize(
    ("numbers", "place", "told"),
    [
        ([N, N, N], 0, [1, 1, N]),
        ([N, N, N], 1, [N, 1, 1]),
        ([1, 1, N], 1, [1, 1, 1]),
        ([N, 1, 1], 0, [1, 1, 1]),
        ([1, 1, 2, 2], 1, [1, 1, 1, 1]),
        ([N, N], 1, [N, N]),
        ([N, N], -1, [N, N]),
    ],
)
def test_linking_joins_with_the_next(numbers, place, told):
    assert linked(numbers, place) == told


@pytest.mark.parametrize(
    ("numbers", "place", "told"), [([1, 1], 0, [N, N]), ([1, 1, 1], 2, [1, 1, N]), ([1, 1, 1], 1, [N, N, N])]
)
def test_unlinking_leaves_the_others_together_where_they_touch(numbers, place, told):
    assert unlinked(numbers, place) == told
