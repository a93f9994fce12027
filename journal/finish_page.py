"""What the page after a session shows: the win, the evidence that one can, and what follows from what was said."""

from functools import cached_property
from typing import Any

from accounts.models import User
from journal import bodies, emotion
from journal.body_notes import both_tracks
from journal.emotion_texts import change_words, median_words, rating_words
from journal.evidence import Fact
from journal.evidence_log import facts_of
from journal.evidence_texts import Line, Words
from journal.forms_finish import FinishForm
from journal.forms_pain import CARE
from journal.load_units import Units
from journal.models import SmallWin, TrainingSession
from journal.two_tracks import TARGET


class FinishPage:
    """One finished session, with the form that asks about it."""

    target_weeks = TARGET
    pain_care = CARE

    def __init__(self, person: User, session: TrainingSession, form: FinishForm) -> None:
        self.person, self.session, self.form = person, session, form

    @cached_property
    def wins(self) -> list[tuple[SmallWin, dict[str, Any]]]:
        """Those that were not put aside, best first, each with its words."""
        rows = list(SmallWin.objects.filter(session=self.session).order_by("priority", "rule", "exercise"))
        told = zip(rows, bodies.of_wins(self.person, rows), strict=True)
        return [(row, body) for row, body in told if not row.is_dismissed]

    @property
    def win(self) -> tuple[SmallWin, dict[str, Any]] | None:
        """The one that is a card."""
        return self.wins[0] if self.wins else None

    @property
    def explains_win(self) -> bool:
        """Whether this is the first session that brings one."""
        others = self.person.small_wins.exclude(session=self.session)
        return bool(self.wins) and not others.exists()

    @property
    def other_wins(self) -> list[str]:
        return [body["text"] for _row, body in self.wins[1:]]

    @cached_property
    def facts(self) -> list[Fact]:
        """What today was beside the last time; what the win says is not said again."""
        return facts_of(self.person, self.session, besides={row.exercise for row, _body in self.wins[:1]})

    @cached_property
    def evidence(self) -> list[Line]:
        """The facts in words."""
        person, own_names = self.person, bodies.own_names(self.person, (fact.exercise for fact in self.facts))
        words = Words(
            units=Units.of(person), language=person.language, activity=self.session.activity, own_names=own_names
        )
        return words.lines(self.facts)

    @property
    def change(self) -> emotion.Change | None:
        """How the feeling changed; the earlier rating shows with the new one only."""
        return self.session.emotion_change if self.person.has_consent("wellbeing") else None

    @property
    def rating_words(self) -> str:
        return rating_words(self.change) if self.change else ""

    @property
    def change_words(self) -> str:
        return change_words(self.change) if self.change else ""

    @cached_property
    def usual_change(self) -> str:
        """The median of the last sessions with a feeling of the same kind, in words."""
        if not self.change:
            return ""
        words, started_at = emotion.same_valence(self.change.word), self.session.started_at
        alike = self.person.training_sessions.filter(emotion_word__in=words, started_at__lte=started_at)
        rated = alike.exclude(emotion_before=None).exclude(emotion_after=None).order_by("-started_at", "-id")
        pairs = list(rated.values_list("emotion_before", "emotion_after")[: emotion.LAST_SESSIONS])
        median = emotion.median_change(pairs)
        return "" if median is None else median_words(median, len(pairs))

    @cached_property
    def tracks(self) -> tuple[int, int] | None:
        """Weeks with training and a body note, once this session has one; None where all are paused."""
        found = both_tracks(self.person, self.person.today()) if self.session.body_note else None
        return found if found and found[1] else None

    @property
    def asks_wellbeing(self) -> bool:
        return not self.person.has_consent("wellbeing")

    def has_news(self) -> bool:
        """Whether saving made something to tell; else the person goes on to Today."""
        told = {
            "emotion_after": self.change is not None,
            "body_note": self.tracks is not None,
            "rpe": any(fact.kind == "effort" and fact.before for fact in self.facts),
        }
        return self.session.needs_care or any(told.get(name, False) for name in self.form.changed_data)
