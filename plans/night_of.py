"""When people usually sleep: from their profile, else from their last fourteen diary nights (SPEC 6.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from core.dates import at_offset
from journal.models import SleepDiaryEntry
from plans import elements as task_elements
from plans.scheduling import NIGHTS_FOR_HABIT, Night, Verdict, earlier_start, usual_clock, verdict

LOOK_BACK = timedelta(days=60)
COLUMNS = ("person_id", "into_bed", "tried_to_sleep", "bed_utc_offset", "final_wake", "out_of_bed", "utc_offset")


@dataclass(frozen=True, slots=True)
class LateNote:
    """What is said of an hour that sits ill with the night; `earlier` is one that fits, where there is one."""

    verdict: Verdict
    earlier: datetime | None
    moderate_fits: bool = False
    """Whether the same session without its vigorous parts would fit at the hour."""

    @property
    def clock(self) -> time | None:
        """The earlier hour on the person's clock."""
        return self.earlier.time() if self.earlier else None


def night_of(person: User) -> Night | None:
    """One person's night; at most one query."""
    return nights_of([person]).get(person.pk)


def nights_of(people: Iterable[User]) -> dict[UUID, Night]:
    """The nights of those who said or logged when they sleep; at most one query."""
    people = list(people)
    asked = [one for one in people if not (one.usual_bed_time and one.usual_rise_time)]
    clocks = _clocks(asked) if asked else {}
    found = {}
    for one in people:
        beds, rises = clocks.get(one.pk, ([], []))
        bed = one.usual_bed_time or usual_clock(beds)
        rise = one.usual_rise_time or usual_clock(rises)
        if bed and rise:
            found[one.pk] = Night(bed, rise, one.zone)
    return found


def late_note(person: User, start: datetime, minutes: int, elements: Sequence[Mapping[str, Any]]) -> LateNote | None:
    """What to say when such a session is planned for `start` (aware); None when the hour is fine or no night known."""
    return note_for(night_of(person), start, minutes, elements)


def note_for(
    night: Night | None, start: datetime, minutes: int, elements: Sequence[Mapping[str, Any]]
) -> LateNote | None:
    """The same for a night that is known already."""
    is_vigorous = task_elements.is_vigorous(elements)
    found = verdict(start, minutes, night, is_vigorous=is_vigorous, is_gentle=task_elements.is_gentle(elements))
    if night is None or found == Verdict.FINE:
        return None
    earlier = earlier_start(start, minutes, night, is_vigorous=is_vigorous, not_before=timezone.now())
    calmer = verdict(start, minutes, night, is_vigorous=False, is_gentle=False) if is_vigorous else found
    return LateNote(found, earlier.astimezone(night.zone) if earlier else None, calmer != Verdict.LATE)


def late_only(
    night: Night | None, start: datetime, minutes: int, elements: Sequence[Mapping[str, Any]]
) -> LateNote | None:
    """The firm note alone, where a soft one would stand beside every session."""
    note = note_for(night, start, minutes, elements)
    return note if note and note.verdict == Verdict.LATE else None


def worst_of(told: Iterable[tuple[datetime, LateNote | None]]) -> LateNote | None:
    """One note for sessions that begin at the same hour: the firmest, with an hour early enough for all of them."""
    notes = [(start, note) for start, note in told if note]
    late = [(start, note) for start, note in notes if note.verdict == Verdict.LATE]
    if not late:
        return notes[0][1] if notes else None
    shifts = [(start - note.earlier, note.earlier) for start, note in late if note.earlier]
    earlier = max(shifts)[1] if len(shifts) == len(late) else None
    return LateNote(Verdict.LATE, earlier, all(note.moderate_fits for _start, note in late))


def _clocks(people: Sequence[User]) -> dict[UUID, tuple[list[float], list[float]]]:
    """Minutes after midnight of going to bed and of getting up, oldest night first, of those who agreed to it."""
    rows = SleepDiaryEntry.objects.filter(
        person__in=[one.pk for one in people],
        person__consents__category="sleep",
        person__consents__withdrawn_at=None,
        day__gte=timezone.now().date() - LOOK_BACK,
    )
    found: dict[UUID, tuple[list[float], list[float]]] = {}
    for who, into_bed, tried, bed_offset, woke, out, offset in rows.order_by("day").values_list(*COLUMNS):
        beds, rises = found.setdefault(who, ([], []))
        beds += _minutes(into_bed or tried, bed_offset)
        rises += _minutes(out or woke, offset)
    return {who: (beds[-NIGHTS_FOR_HABIT:], rises[-NIGHTS_FOR_HABIT:]) for who, (beds, rises) in found.items()}


def _minutes(at: datetime | None, offset: int) -> list[float]:
    if at is None:
        return []
    local = at_offset(at, offset)
    return [local.hour * 60 + local.minute]
