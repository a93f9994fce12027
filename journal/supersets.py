"""Which exercises of a session alternate: neighbours with the same number. No Django."""

from collections.abc import Iterable, Sequence
from itertools import count, groupby

type Numbers = Sequence[int | None]


def linked(numbers: Numbers, place: int) -> list[int | None]:
    """The exercise at `place` alternates with the next one; their groups become one."""
    if not 0 <= place < len(numbers) - 1:
        return tidy(numbers)
    one, other = numbers[place], numbers[place + 1]
    number = one or other or max((known for known in numbers if known), default=0) + 1
    joined = {known for known in (one, other) if known}
    return tidy(
        number if index in (place, place + 1) or known in joined else known for index, known in enumerate(numbers)
    )


def unlinked(numbers: Numbers, place: int) -> list[int | None]:
    """The exercise at `place` stands alone again."""
    return tidy(None if index == place else known for index, known in enumerate(numbers))


def tidy(numbers: Iterable[int | None]) -> list[int | None]:
    """Groups counted from 1 in their order; what has no neighbour of the same number stands alone."""
    free = count(1)
    told: list[int | None] = []
    for known, run in groupby(numbers):
        size = len(list(run))
        told += [next(free) if known and size > 1 else None] * size
    return told
