"""One person as a coach reads them: the default view, and a key for each stream that is granted. Nothing else (S11).

Page and API both come from `body_of`; `KEYS` is the whole list of what an answer may hold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from groups.access_coach import Sight
from groups.board import sentences_of
from groups.coach_figures import SHOWN, WEEKS, Figures, moods_of
from groups.models import SharedWin, Stream
from journal.load_units import Units
from journal.models import MoodRating, PsqiSheet, SleepDiaryEntry, SmallWin, TrainingSession, TrainingSet
from journal.wins_facts import TRAINING_FACTS
from plans.models import PlannedSession

type Row = dict[str, Any]

DEFAULT_KEYS = (
    "id", "group", "display_name", "programmes", "done", "planned", "done_by_week", "check_ins", "encouragements",
    "shared_wins", "shares",
)  # fmt: skip
KEYS: Mapping[str, str] = {
    Stream.TRAINING: "sessions",
    Stream.EFFORT: "efforts",
    Stream.WINS: "wins",
    Stream.PLAN: "tasks",
    Stream.PAIN: "pain_days",
    Stream.MOOD: "moods",
    Stream.SLEEP: "nights",
    Stream.PSQI_TOTAL: "psqi_totals",
    Stream.NOTES: "notes",
}
SET_COLUMNS = ("exercise", "kind", "reps", "load_kg", "seconds", "distance_m")


def body_of(one: Sight, figures: Figures) -> Row:
    """Exactly the keys that this coach may read of this person now."""
    return default_view(one, figures) | {KEYS[name]: READERS[name](one) for name in one.streams}


def default_view(one: Sight, figures: Figures) -> Row:
    """What every coach of a group sees (SPEC 8.4): counts, and what the person told the group."""
    done, planned = figures.done(one.today - SHOWN)
    return {
        "id": str(one.member.pk),
        "group": str(one.member.group_id),
        "display_name": one.member.person.name,
        "programmes": [{"programme": _name(row.programme), "week": row.programme_week} for row in figures.plans],
        "done": done,
        "planned": planned,
        "done_by_week": figures.by_week(one.today) if one.trains else [0] * WEEKS,
        "check_ins": [
            {"day": row.day.isoformat(), "answer": row.answer, "line": row.line} for row in figures.check_ins[:4]
        ],
        "encouragements": figures.encouragements,
        "shared_wins": _shared_wins(one),
        "shares": {stream: day.isoformat() for stream, day in sorted(one.streams.items())},
    }


def _name(programme: str) -> str:
    """An own programme is the person's own text; only that it is one is said."""
    return programme.partition(":")[0]


def _shared_wins(one: Sight) -> list[str]:
    rows = SharedWin.objects.filter(membership=one.member, win__is_dismissed=False, win__rule__in=TRAINING_FACTS)
    rows = rows.filter(win__day__gt=one.today - SHOWN).select_related("win").order_by("-win__day", "-pk")
    return _told([row.win for row in rows], one)


def _told(wins: list[SmallWin], one: Sight) -> list[str]:
    """Sentences in the coach's language and units."""
    sentences = sentences_of(wins, Units.of(one.coach.person))
    return [sentences[win.pk] for win in wins]


def _lately(one: Sight, model: Any) -> Any:
    rows = model.objects.filter(person=one.member.person_id, day__gt=one.today - SHOWN, day__lte=one.today)
    return rows.order_by("-day", "-pk")


def _plain(rows: Iterable[Any]) -> list[Row]:
    return list(rows)


def sessions(one: Sight) -> list[Row]:
    """Day, activity, minutes, distance and sets; no hour, no title, no effort, no note."""
    rows = list(_lately(one, TrainingSession).values("id", "day", "activity", "minutes", "distance_m"))
    sets: dict[UUID, list[Row]] = defaultdict(list)
    found = TrainingSet.objects.filter(person=one.member.person_id, session__in=[row["id"] for row in rows])
    for session, *values in found.order_by("session", "position").values_list("session", *SET_COLUMNS):
        sets[session].append(dict(zip(SET_COLUMNS, values, strict=True)))
    return [row | {"sets": sets[row["id"]]} for row in rows]


def efforts(one: Sight) -> list[Row]:
    rows = _lately(one, TrainingSession).exclude(rpe=None).values("id", "day", "rpe")
    return [{"session": row["id"], "day": row["day"], "rpe": row["rpe"]} for row in rows]


def wins(one: Sight) -> list[Row]:
    """Facts of training alone: a win that speaks of feelings is well-being."""
    rows = list(_lately(one, SmallWin).filter(is_dismissed=False, rule__in=TRAINING_FACTS))
    return [{"day": row.day, "text": text} for row, text in zip(rows, _told(rows, one), strict=True)]


def tasks(one: Sight) -> list[Row]:
    """This week's tasks of the plans that run."""
    monday = one.today.fromordinal(one.today.toordinal() - one.today.weekday())
    rows = PlannedSession.objects.filter(person=one.member.person_id, day__gte=monday, plan__state="active")
    rows = rows.filter(day__lt=monday.fromordinal(monday.toordinal() + 7)).order_by("day", "key")
    return _plain(rows.values("day", "key", "state", "planned_minutes", "is_short", "plan"))


def pain_days(one: Sight) -> list[date]:
    """Days with pain; not where, not how much."""
    return sorted({row["day"] for row in _lately(one, TrainingSession).filter(pain__gt=0).values("day")}, reverse=True)


def moods(one: Sight) -> list[Row]:
    scores = moods_of([one]).get(one.member.person_id, {})
    first = one.today - SHOWN
    return [{"day": day, "score": scores[day]} for day in sorted(scores, reverse=True) if day > first]


def nights(one: Sight) -> list[Row]:
    return _plain(_lately(one, SleepDiaryEntry).values("day", "total_sleep_min", "quality"))


def psqi_totals(one: Sight) -> list[Row]:
    """Totals of whole sheets, the newest three."""
    rows = PsqiSheet.objects.filter(person=one.member.person_id).exclude(global_score=None)
    return _plain(rows.order_by("-taken_on", "-pk").values("taken_on", "global_score")[:3])


def notes(one: Sight) -> list[Row]:
    """What was written beside sessions and moods."""
    found = [
        {"day": row["day"], "text": text}
        for row in _lately(one, TrainingSession).values("day", "note", "body_note")
        for text in (row["note"], row["body_note"])
        if text
    ]
    found += [
        {"day": row["day"], "text": row["note"]}
        for row in _lately(one, MoodRating).exclude(note="").values("day", "note")
    ]
    return sorted(found, key=lambda row: row["day"], reverse=True)


READERS: Mapping[str, Callable[[Sight], Sequence[Any]]] = {
    Stream.TRAINING: sessions,
    Stream.EFFORT: efforts,
    Stream.WINS: wins,
    Stream.PLAN: tasks,
    Stream.PAIN: pain_days,
    Stream.MOOD: moods,
    Stream.SLEEP: nights,
    Stream.PSQI_TOTAL: psqi_totals,
    Stream.NOTES: notes,
}
