"""Which exercise a slug means: one of a person's own that was merged into another keeps its slug as a name of that."""

from collections.abc import Iterable, Mapping, Sequence

from accounts.models import User
from journal import catalogue
from journal.models import OwnExercise


def merges_of(rows: Iterable[OwnExercise]) -> dict[str, str]:
    """Slug -> the slug it was merged into, as far as that is there."""
    known = list(rows)
    slugs = {row.slug for row in known}
    return {row.slug: row.merged_into for row in known if row.merged_into in slugs or catalogue.get(row.merged_into)}


def stands_for(slug: str, merges: Mapping[str, str]) -> str:
    """The slug at the end of the chain; a circle, which no merge makes, ends where it closes."""
    seen = {slug}
    while (following := merges.get(slug)) and following not in seen:
        seen.add(following)
        slug = following
    return slug


def meant_by(
    person: User, slugs: Iterable[str], own: Sequence[OwnExercise] | None = None
) -> dict[str, tuple[str, str]]:
    """Slug -> the exercise it means and that one's movement pattern; unknown slugs are left out.

    One query for slugs that the catalogue does not hold, none when `own`, the rows of the person's own exercises, is
    given.
    """
    wanted = set(slugs)
    if own is None:
        own = list(person.own_exercises.all()) if any(catalogue.get(slug) is None for slug in wanted) else []
    merges = merges_of(own)
    meant = {slug: stands_for(slug, merges) for slug in wanted}
    patterns = {row.slug: row.pattern for row in own}
    patterns |= {slug: found.pattern for slug in meant.values() if (found := catalogue.get(slug))}
    return {slug: (end, patterns[end]) for slug, end in meant.items() if end in patterns}
