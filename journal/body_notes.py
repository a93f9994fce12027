"""The note on what the body felt and could do: asked once a week, with another question each week (SPEC 1.3, 6.3)."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import Week
from journal.models import TrainingSession
from journal.pauses import paused_weeks
from journal.two_tracks import WEEKS, weeks_with_both

PROMPTS = (
    _("What did your body do today that helps you in everyday life?"),
    _("Where did you feel strength, or warmth?"),
    _("How was your breath at the beginning, and how at the end?"),
    _("Which movement came more easily than you expected?"),
    _("What did your feet, your legs or your hands notice?"),
    _("What did your body tell you on the way, and what did you answer?"),
    _("What carried you today: legs, back, breath, something else?"),
    _("What can your body do now that took more effort a few weeks ago?"),
)
"""About function and sensation, never about looks."""


def prompt_of(day: date) -> Promise:
    """The question of the ISO week of a day."""
    return PROMPTS[Week.of(day).monday.toordinal() // 7 % len(PROMPTS)]


def asks_body_note(person: User, session: TrainingSession) -> bool:
    """Whether the page after this session asks: until one session of its week has a note, and to correct its own."""
    if not person.has_consent("wellbeing"):
        return False
    noted = person.training_sessions.in_week(Week.of(session.day)).exclude(body_note="")
    return bool(session.body_note) or not noted.exists()


def both_tracks(person: User, today: date) -> tuple[int, int] | None:
    """(weeks with both training and a body note, weeks looked at); None without the consent for well-being.

    Paused weeks leave both figures. A functional win would do instead of a session, but a note stands on a session.
    """
    if not person.has_consent("wellbeing"):
        return None
    first, last = Week.of(today).plus(1 - WEEKS).monday, Week.of(today).sunday
    sessions = list(person.training_sessions.between(first, last).values_list("day", "body_note"))
    noted = [day for day, note in sessions if note.strip()]
    pauses = person.pauses.until(last).values_list("day", "ended_on")
    return weeks_with_both((day for day, _note in sessions), noted, today, paused_weeks(pauses, first, last, today))
