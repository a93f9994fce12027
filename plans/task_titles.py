"""What tasks are called and which of their programme's session they are; of a programme that is gone, its key."""

from plans.models import PlannedSession
from plans.programmes.expansion import Programme, ProgrammeSession
from plans.words import shown


def week_of_key(key: str) -> int | None:
    """The week of the programme that a task's key names: 3 of W3-S2."""
    number = key.removeprefix("W").partition("-")[0]
    return int(number) if number.isdecimal() else None


def session_of(key: str, programme: Programme | None) -> ProgrammeSession | None:
    """The session of a programme by its key, W3-S2."""
    number = week_of_key(key)
    week = programme.week(number) if programme and number is not None else None
    return next((one for one in week.sessions if one.key == key), None) if week else None


def title_of(task: PlannedSession, programme: Programme | None, language: str) -> str:
    """In the person's language."""
    return title_of_key(task.key, programme, language)


def title_of_key(key: str, programme: Programme | None, language: str) -> str:
    """The same for a task of which only the key is known."""
    session = session_of(key, programme)
    return shown(session.title, language) if session else key
