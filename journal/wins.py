"""Small wins as a pure function of the training log (SPEC 5.1, 5.2).

A win is a fact of the log, or a trend of it that says "looks like"; it compares a person with nobody else and is never
the first entry of its kind. The same log gives the same wins in whatever order it arrives: `replay` sorts it, and a
win's id is made from its session. The rules stand in `wins_strength`, `wins_holds`, `wins_endurance`, `wins_weeks`,
`wins_feelings` and, for days without a session, `wins_days`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.dates import monday_of
from journal.wins_endurance import Bouts, Runs, is_read, longest_run
from journal.wins_facts import RULES, EarlierWin, SessionFacts, SetFacts, Win
from journal.wins_feelings import Feelings
from journal.wins_holds import Holds
from journal.wins_strength import Bests, Lifted, Lifts, lifted
from journal.wins_weeks import Bands, Weeks

__all__ = ["Beside", "SessionFacts", "SetFacts", "Win", "newest", "replay"]

COOL_DOWN = timedelta(days=max(rule.cool_down_days for rule in RULES.values()))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the rules need to know beside the sessions."""

    paused: Collection[date] = ()
    """Mondays of paused weeks."""
    flagged: Collection[date] = ()
    """Days on which the flag for too much training was up (SPEC 8.1 G8)."""
    reached: Collection[str] = ()
    """Bands of SW19 that were reached in a week before the sessions at hand."""
    tells_feelings: bool = True
    """Whether the person agrees to well-being."""
    load_unit: str = "kg"
    """In what the person loads a bar: a step of 2.5 kg is one of 5 lb to whoever has plates in pounds."""


def replay(
    history: Iterable[SessionFacts],
    since: date | None = None,
    earlier_wins: Iterable[EarlierWin] = (),
    beside: Beside | None = None,
) -> list[Win]:
    """The wins of all sessions from the day `since` on, in time order and within a session by priority.

    `history` holds earlier sessions as well: 26 weeks of them from a Monday on, and the last one before. `earlier_wins`
    are the wins before `since`, for the cool-downs (later ones are ignored: they are being computed again).
    """
    log = _Log(beside or Beside(), (win for win in earlier_wins if since is not None and win.day < since))
    wins: list[Win] = []
    for session in in_order(history):
        lifts = lifted(session.sets)
        if since is None or session.day >= since:
            wins += log.wins_of(session, lifts)
        log.add(session, lifts)
    return wins


def newest(
    session: SessionFacts,
    earlier: Sequence[SessionFacts],
    earlier_wins: Iterable[EarlierWin] = (),
    beside: Beside | None = None,
    lifts: Mapping[UUID, dict[str, Lifted]] | None = None,
) -> list[Win]:
    """The wins of one session after which there is none.

    `earlier` holds 26 weeks from a Monday on, and the last session before. `lifts` says what was lifted in the sessions
    of the last eight weeks (worked out from their sets where it is left out); other rules read the sets of this
    session's exercises and, when it has a run, every jog and run set and all sets of running sessions. `earlier_wins`
    reach back 28 days.
    """
    if lifts is None:
        lifts = {one.id: lifted(one.sets) for one in earlier if one.sets}
    log = _Log(beside or Beside(), earlier_wins)
    log.catch_up(session, earlier, lifts)
    return log.wins_of(session, lifted(session.sets))


def in_order(sessions: Iterable[SessionFacts]) -> list[SessionFacts]:
    """By local day, start and id."""
    return sorted(sessions, key=lambda one: one.place)


class _Log:
    """The part of the log before a session, and what the rules need of it."""

    def __init__(self, beside: Beside, earlier_wins: Iterable[EarlierWin]) -> None:
        self.tells_feelings = beside.tells_feelings
        self.fired: dict[tuple[str, str], date] = {}
        for win in earlier_wins:
            key = (win.rule, win.exercise)
            self.fired[key] = max(win.day, self.fired.get(key, win.day))
        self.weeks, self.bands = Weeks(beside.paused), Bands(beside.reached)
        self.bests, self.lifts, self.holds = Bests(beside.load_unit), Lifts(beside.flagged), Holds()
        self.runs, self.bouts, self.feelings = Runs(), Bouts(), Feelings()

    def add(self, session: SessionFacts, lifts: dict[str, Lifted]) -> None:
        """The next session of the log."""
        self.weeks.add_days([session.day])
        self.bands.add(session)
        if session.is_hurt:
            return
        for book in (self.bests, self.holds, self.runs, self.feelings):
            book.add(session)
        self.lifts.add(session, lifts)
        self.bouts.add(session, lifts)

    def catch_up(
        self, session: SessionFacts, earlier: Sequence[SessionFacts], lifts: Mapping[UUID, dict[str, Lifted]]
    ) -> None:
        """All earlier sessions at once, as far as the rules about `session` look at them."""
        self.weeks.add_days({one.day for one in earlier})
        self._catch_up_bands(session, earlier)
        calm = in_order(one for one in earlier if not one.is_hurt)
        for one in calm:
            if one.sets:
                self.bests.add(one)
                self.holds.add(one)
            if one.id in lifts:
                self.lifts.add(one, lifts[one.id])
        if longest_run(session) is not None:
            for one in calm:
                self.runs.add(one)
        if is_read(session):
            of_kind = [one for one in calm if one.activity == session.activity]
            if lifted(session.sets) and not session.distance_m:  # only what was lifted can make it the same work
                of_kind = [one for one in of_kind if one.id in lifts]
            for one in of_kind:
                self.bouts.add(one, lifts.get(one.id, {}))
        if Feelings.reads(session):
            for one in calm:
                if Feelings.reads(one):
                    self.feelings.add(one)

    def _catch_up_bands(self, session: SessionFacts, earlier: Sequence[SessionFacts]) -> None:
        this_week = monday_of(session.day)
        for one in earlier:
            if one.day >= this_week:
                self.bands.add(one)
        self.bands.has_begun = bool(earlier)
        if self.bands.crossed_by(session):
            for one in earlier:
                if one.day < this_week:
                    self.bands.add(one)

    def wins_of(self, session: SessionFacts, lifts: dict[str, Lifted]) -> list[Win]:
        """The wins of the session that follows what was added."""
        if session.is_hurt:
            return []
        wins = [win for win in self._candidates(session, lifts) if self._has_cooled_down(win)]
        for win in wins:
            self.fired[win.rule, win.exercise] = win.day
        return sorted(wins, key=lambda win: (win.priority, win.rule, win.exercise))

    def _candidates(self, session: SessionFacts, lifts: dict[str, Lifted]) -> Iterator[Win]:
        for book in (self.weeks, self.bands, self.bests, self.holds, self.runs):
            yield from book.wins_of(session)
        yield from self.lifts.wins_of(session, lifts)
        yield from self.bouts.wins_of(session, lifts)
        if self.tells_feelings:
            yield from self.feelings.wins_of(session)

    def _has_cooled_down(self, win: Win) -> bool:
        fired = self.fired.get((win.rule, win.exercise))
        return fired is None or (win.day - fired).days >= RULES[win.rule].cool_down_days
