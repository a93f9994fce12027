"""Shares the small wins of a review with the person's groups: only what was ticked, taken back when unticked."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import FilteredRelation, Q

from groups.actions import set_shared, share_win, unshare_win
from groups.models import Membership
from journal.models import SmallWin
from journal.wins_facts import TRAINING_FACTS
from reviews.models import WeeklyReview


@dataclass(frozen=True, slots=True)
class ShareChoice:
    """One win that may be shared with one group."""

    value: str  # membership and win, as the form sends them
    group: str
    text: str
    is_shared: bool


def share_choices(person: Any, review: WeeklyReview) -> list[ShareChoice]:
    """Every win of the review for every group of the person; one query, none without wins."""
    told = _shareable(review)
    ids = [win_id for win_id, _ in told]
    if not ids:
        return []
    shared: dict[tuple[UUID, str], set[UUID | None]] = defaultdict(set)
    of_review = FilteredRelation("shared_wins", condition=Q(shared_wins__win__in=ids))
    mine = Membership.objects.taking_part().filter(person=person).annotate(of_review=of_review)
    memberships = mine.order_by("group__name", "pk")
    for membership_id, group, win_id in memberships.values_list("pk", "group__name", "of_review__win"):
        shared[membership_id, group].add(win_id)
    return [
        ShareChoice(f"{membership_id}:{win_id}", group, text, win_id in wins)
        for (membership_id, group), wins in shared.items()
        for win_id, text in told
    ]


def _shareable(review: WeeklyReview) -> list[tuple[UUID, str]]:
    """The wins of the review that others may be told of, with their sentences: facts of training, nothing else."""
    pairs = zip(review.wins, review.facts["wins"], strict=False)
    return [(UUID(win["id"]), text) for win, text in pairs if win["rule"] in TRAINING_FACTS]


def win_ids(review: WeeklyReview) -> list[UUID]:
    """The wins that the review's sentences speak of."""
    return [UUID(win["id"]) for win in review.wins]


@transaction.atomic
def share_wins(*, person: Any, review: WeeklyReview, ticked: Collection[str]) -> None:
    """Makes the shares of this review's wins those that are ticked (`membership:win`); others' are left alone."""
    wins = _wins(person, review)
    for membership in Membership.objects.taking_part().filter(person=person) if wins else ():
        for win in wins:
            change = share_win if f"{membership.pk}:{win.pk}" in ticked else unshare_win
            change(person=person, win=win, memberships=[membership])


@transaction.atomic
def share_with_all_groups(*, person: Any, review: WeeklyReview, wins: Collection[UUID]) -> None:
    """The API's `shared_wins`: these wins of the review are shown to every group of the person, the others to none."""
    for win in _wins(person, review):
        set_shared(person, win, win.pk in wins)


def _wins(person: Any, review: WeeklyReview) -> list[SmallWin]:
    """Those of the review's wins that still stand in the log."""
    return list(SmallWin.objects.filter(person=person, pk__in=[win_id for win_id, _ in _shareable(review)]))
