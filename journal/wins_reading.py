"""What the rules of small wins read beside the sets: sessions, earlier wins, pauses, flags, bands once reached."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    Max,
    Q,
    Sum,
    UUIDField,
    Value,
)
from django.db.models.functions import TruncWeek

from accounts.models import User
from core.compiled import Compiled
from core.dates import monday_of
from journal import win_marks
from journal.load_units import Units
from journal.models import Pause, SmallWin, SupportCard, TrainingSession
from journal.pauses import Span, paused_weeks
from journal.wins import COOL_DOWN, Beside
from journal.wins_facts import BASELINE, OF_SESSIONS, RULES, SessionFacts
from journal.wins_weeks import BANDS

SESSION_COLUMNS = SessionFacts._fields[:-1]
PAUSE, FLAG = "pause", "flag"

LOG_SINCE = Compiled(
    lambda person, since: TrainingSession.objects.filter(person=person, day__gte=since).values_list(*SESSION_COLUMNS),
    person=UUIDField(),
    since=DateField(),
)


def window_of(day: date) -> date:
    """The Monday from which on sessions matter to the wins of a day."""
    return monday_of(day - BASELINE)


def sessions_until(person: User, day: date) -> list[SessionFacts]:
    """The sessions of the window of `day` and all later ones; when none lies before it, also the last one of all."""
    begin = window_of(day)
    sessions = [SessionFacts(*row) for row in LOG_SINCE.rows(person=person.pk, since=begin)]
    if not any(one.day < day for one in sessions):
        earlier = person.training_sessions.filter(day__lt=begin).order_by("-day", "-started_at", "-id")
        sessions += [SessionFacts(*row) for row in earlier.values_list(*SESSION_COLUMNS)[:1]]
    return sessions


def all_sessions(person: User) -> list[SessionFacts]:
    """The whole log, without sets."""
    return [SessionFacts(*row) for row in person.training_sessions.order_by().values_list(*SESSION_COLUMNS)]


def facts_of(session: TrainingSession) -> SessionFacts:
    """A row at hand, without its sets."""
    return SessionFacts(session.pk, *(getattr(session, name) for name in SESSION_COLUMNS[1:]))


class StoredWin(NamedTuple):
    """The columns of a stored win, without those that its rule says."""

    rule: str
    id: UUID
    session_id: UUID
    day: date
    exercise: str
    old: Decimal | None
    new: Decimal | None
    extra: Decimal | None
    is_dismissed: bool
    is_kept: bool
    is_shared: bool

    @property
    def kind(self) -> str:
        return RULES[self.rule].kind

    @property
    def priority(self) -> int:
        return RULES[self.rule].priority


def beside_of(person: User, day: date) -> tuple[Beside, list[StoredWin]]:
    """What stands beside the sessions on a day, and the stored wins from 28 days before it on; one query.

    `reached` is left out: see `reached_before`.
    """
    wins, pauses, flags = [], [], []
    statement = _beside(tuple(win_marks.shared_tests))
    for *row, until in statement.rows(person=person.pk, since=day - COOL_DOWN, window=window_of(day)):
        one = StoredWin(*row)
        if one.rule == PAUSE:
            pauses.append((one.day, until))
        elif one.rule == FLAG:
            flags.append(one.day)
        else:
            wins.append(one)
    return _beside_rows(person, pauses, flags, day, day), wins


def beside_all(person: User, first: date, last: date) -> Beside:
    """The same for all days from `first` to `last`."""
    pauses = list(person.pauses.filter(_reaches(first)).values_list("day", "ended_on"))
    flags = list(_flags(person).values_list("due_on", flat=True))
    return _beside_rows(person, pauses, flags, first, last)


def reached_before(person: User, day: date) -> frozenset[str]:
    """The bands of SW19 that a week before the one of `day` reached."""
    weeks = person.training_sessions.filter(day__lt=monday_of(day)).order_by().annotate(week=TruncWeek("day"))
    figures = weeks.values("week").annotate(
        in_minutes=Sum(F("moderate_minutes") + 2 * F("vigorous_minutes")),
        in_days=Count("day", distinct=True, filter=Q(is_resistance=True)),
    )
    highest = figures.aggregate(minutes=Max("in_minutes"), resistance=Max("in_days"))
    return frozenset(band for band, border in BANDS.items() if (highest[band] or 0) >= border)


def instant_before(day: date) -> datetime:
    """An instant before the local day anywhere on Earth."""
    return datetime.combine(day - timedelta(days=1), time(0), tzinfo=UTC)


def _beside_rows(person: User, pauses: Iterable[Span], flags: Iterable[date], first: date, last: date) -> Beside:
    """A pause that lasts is taken to reach to the end of the week of `last`."""
    paused = paused_weeks(pauses, window_of(first), last, last)
    return Beside(
        paused=paused,
        flagged=frozenset(flags),
        tells_feelings=person.has_consent("wellbeing"),
        load_unit=Units.of(person).load,
    )


@lru_cache(maxsize=4)
def _beside(tests: tuple[Callable[[User], Exists], ...]) -> Compiled:
    """Wins with whether they are shared, as `tests` (the shared tests) say; pauses; flags: as rows of one form."""

    def build(person: Any, since: Any, window: Any) -> Any:
        stored = SmallWin.objects.filter(person=person, day__gte=since, rule__in=OF_SESSIONS, session__isnull=False)
        wins = win_marks.with_shares(person, stored).order_by()
        pauses = Pause.objects.filter(_reaches(window), person=person).order_by()
        return wins.values_list(*StoredWin._fields, Value(None, DateField())).union(
            pauses.values_list(*_padded(PAUSE, "day"), "ended_on"),
            _flags(person).values_list(*_padded(FLAG, "due_on"), Value(None, DateField())),
            all=True,
        )

    return Compiled(build, person=UUIDField(), since=DateField(), window=DateField())


def _padded(name: str, day: str) -> list[Any]:
    """The columns of something that is no win."""
    number, no = Value(None, DecimalField()), Value(False, BooleanField())
    return [
        Value(name, CharField()),
        "id",
        Value(None, UUIDField()),
        day,
        Value(""),
        number,
        number,
        number,
        no,
        no,
        no,
    ]


def _reaches(day: Any) -> Q:
    """Pauses that end on this day or later, or last."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=day)


def _flags(person: Any) -> Any:
    """The card for too much training, by the day on which it came up."""
    signal = SupportCard.Signal.TOO_MUCH
    return SupportCard.objects.filter(person=person, signal=signal, due_on__isnull=False).order_by()
