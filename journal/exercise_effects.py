"""What follows from a change of exercises: which days are resistance days, which small wins are whose."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID, uuid5

from django.db.models import Q

from accounts.models import User
from journal import training_load, wins_log
from journal.exercise_aliases import meant_by
from journal.models import SmallWin, TrainingSet


def recount_resistance(*, person: User, slugs: Collection[str]) -> None:
    """Judges the sessions with these exercises again by the movements of their sets; five queries at most."""
    sessions = person.training_sessions.filter(
        activity__in=training_load.RESISTANCE_ACTIVITIES, sets__exercise__in=slugs
    ).distinct()
    rows = list(sessions.values_list("pk", "activity", "minutes", "is_resistance"))
    sets = TrainingSet.objects.filter(session__in=[row[0] for row in rows]).values_list(
        "session_id", "exercise", "kind"
    )
    meant = meant_by(person, {exercise for _, exercise, _ in sets})
    pairs: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for session_id, exercise, kind in sets:
        pairs[session_id].append((meant.get(exercise, ("", "other"))[1], kind))
    changed: dict[bool, list[UUID]] = {True: [], False: []}
    for key, activity, minutes, was in rows:
        is_resistance = training_load.is_resistance(activity, minutes, pairs[key])
        if is_resistance != was:
            changed[is_resistance].append(key)
    for is_resistance, keys in changed.items():
        if keys:
            person.training_sessions.filter(pk__in=keys).update(is_resistance=is_resistance)


def rename_wins(*, person: User, source: str, target: str) -> None:
    """Gives what a person did with the wins of one exercise to those of another: kept, put aside, shared.

    A win's id is made of its exercise. The renamed wins are checked afterwards like all others.
    """
    marked = wins_log.with_shares(person, person.small_wins.filter(exercise=source, session__isnull=False))
    for win in marked.filter(Q(is_kept=True) | Q(is_dismissed=True) | Q(is_shared=True)):
        old = win.pk
        win.pk, win.exercise = uuid5(win.session_id, f"{win.rule}:{target}"), target
        if person.small_wins.filter(pk=win.pk).exists():
            continue
        win.save(force_insert=True)
        for relation in SmallWin._meta.related_objects:
            relation.related_model._default_manager.filter(**{relation.field.name: old}).update(
                **{relation.field.name: win.pk}
            )
