"""What a programme template must hold (SPEC 6.1); each breach is a BadTemplate with its line."""

from typing import TYPE_CHECKING, Any

from journal import catalogue as exercises
from plans.programmes.lines import MOVES, exercises_of
from plans.programmes.reading import Document, Place, gettext_noop

if TYPE_CHECKING:
    from plans.programmes.expansion import Programme, ProgrammeSession

LANGUAGES = ("en", "zh_hans")
STRATEGIES = tuple(f"3.{number}" for number in range(1, 9))
MEDIATORS = tuple(f"2.{number}" for number in range(1, 9))
RULES = (
    "lift_double", "reps_or_hold", "week_step", "pace_step", "volume_step", "pose_level", "attendance_only",
    "rhythm_step",
)  # fmt: skip
SLOTS = (
    "any", "morning_or_daytime", "daytime_or_early_evening", "early_evening_group", "evening_gentle",
    "weekend_daytime",
)  # fmt: skip
METRICS = (
    "longest_continuous_jog_s", "e1rm_kg_per_exercise", "pose_level_sum", "interval_pace_s_per_km",
    "moderate_equivalent_min_week", "group_checkins_week", "sd_mid_sleep_min_14d",
)  # fmt: skip
SCRIPT_SECONDS = (120, 300)
WEEKS_MOST, SESSIONS_MOST, MINUTES_MOST = 52, 14, 180
ID_LENGTH = 60


def check_outline(document: Document) -> None:
    """That every part is there and of the right shape, so that it can be written out."""
    data = document.data
    if not isinstance(data, dict):
        raise document.refusal(gettext_noop("A template is a mapping: id, title, kinds, weeks and so on."))
    _words(document, "title")
    _words(document, "description")
    _words(document, "audience")
    _check_id(document)
    _among(document, STRATEGIES, "strategies")
    _among(document, MEDIATORS, "mediators")
    _number(document, 1, SESSIONS_MOST, "sessions_per_week")
    _number(document, 0, 6, "min_rest_days_between")
    _one_of(document, METRICS, "primary_metric")
    _one_of(document, RULES, "progression")
    _check_reviews(document)
    _check_kinds(document)
    _check_weeks(document)


def check_session(document: Document, session: "ProgrammeSession", place: Place) -> None:
    """One script of two to five minutes before and one after; known exercises; something to do."""
    for phase in ("warmup", "cooldown"):
        scripts = [one for one in session.elements if one["type"] == "script" and one["phase"] == phase]
        low, high = SCRIPT_SECONDS
        if len(scripts) != 1 or not low <= scripts[0]["seconds"] <= high:
            reason = gettext_noop("%(session)s needs one script of %(low)s to %(high)s seconds in %(phase)s.")
            raise document.refusal(reason, *place, session=session.key, low=low, high=high, phase=phase)
    if not any(one["type"] in MOVES and one["phase"] == "main" for one in session.elements):
        reason = gettext_noop("%(session)s has nothing to do in its main part.")
        raise document.refusal(reason, *place, session=session.key)
    for slug in [slug for one in session.elements for slug in exercises_of(one)]:
        if exercises.get(slug) is None:
            raise document.refusal(gettext_noop("%(name)s is no exercise of the catalogue."), *place, name=slug)
    for one in session.elements:
        if (rule := one.get("rule")) and rule not in RULES:
            reason = gettext_noop("%(name)s is no rule; use one of %(choices)s.")
            raise document.refusal(reason, *place, name=rule, choices=", ".join(RULES))
        low, high = one.get("rpe", (0, 0))
        if not 0 <= low <= high <= 10:
            reason = gettext_noop("Effort goes from 0 to 10, the lower figure first: %(low)s-%(high)s.")
            raise document.refusal(reason, *place, low=low, high=high)


def check_whole(document: Document, programme: "Programme") -> None:
    """Across weeks: unused kinds and strategies that nothing serves are mistakes."""
    used = {session["kind"] for week in document.data["weeks"] for session in week["sessions"]}
    for kind in document.data["kinds"]:
        if kind not in used:
            raise document.refusal(gettext_noop("No week uses the kind %(name)s."), "kinds", kind, name=kind)
    easy = document.data.get("deload_weeks")
    for number in easy or ():
        if not isinstance(number, int) or not 1 <= number <= len(programme.weeks):
            raise document.refusal(gettext_noop("There is no week %(number)s."), "deload_weeks", number=number)


def _check_id(document: Document) -> None:
    name = document.data.get("id")
    if not isinstance(name, str) or not name.isidentifier() or not name.isascii() or len(name) > ID_LENGTH:
        raise document.refusal(gettext_noop("The id is made of small letters, figures and underscores."), "id")


def _check_reviews(document: Document) -> None:
    weeks = document.data.get("review_weeks")
    if not isinstance(weeks, list) or not all(isinstance(week, int) and week >= 1 for week in weeks):
        raise document.refusal(gettext_noop("review_weeks is a list of week numbers."), "review_weeks")
    if not isinstance(document.data.get("weekly_targets"), dict):
        raise document.refusal(gettext_noop("weekly_targets is a mapping."), "weekly_targets")


def _check_kinds(document: Document) -> None:
    kinds = document.data.get("kinds")
    if not isinstance(kinds, dict) or not kinds:
        reason = gettext_noop("kinds is a mapping from a name to what such a session holds.")
        raise document.refusal(reason, "kinds")
    for name, kind in kinds.items():
        if not isinstance(kind, dict):
            raise document.refusal(gettext_noop("The kind %(name)s is a mapping."), "kinds", name, name=name)
        _words(document, "kinds", name, "title")
        _one_of(document, SLOTS, "kinds", name, "slot")
        for phase in ("warmup", "main", "cooldown", "reflect", "tags"):
            lines = kind.get(phase, [])
            if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
                raise document.refusal(gettext_noop("%(name)s is a list of lines."), "kinds", name, phase, name=phase)


def _check_weeks(document: Document) -> None:
    weeks = document.data.get("weeks")
    if not isinstance(weeks, list) or not 1 <= len(weeks) <= WEEKS_MOST:
        raise document.refusal(gettext_noop("weeks is a list of 1 to %(most)s."), "weeks", most=WEEKS_MOST)
    for number, week in enumerate(weeks):
        if not isinstance(week, dict) or not isinstance(week.get("milestone"), dict):
            raise document.refusal(gettext_noop("A week has focus, milestone and sessions."), "weeks", number)
        _words(document, "weeks", number, "focus")
        sessions = week.get("sessions")
        if not isinstance(sessions, list) or not 1 <= len(sessions) <= SESSIONS_MOST:
            reason = gettext_noop("A week has 1 to %(most)s sessions.")
            raise document.refusal(reason, "weeks", number, "sessions", most=SESSIONS_MOST)
        for place, session in enumerate(sessions):
            where = ("weeks", number, "sessions", place)
            if not isinstance(session, dict) or session.get("kind") not in document.data["kinds"]:
                raise document.refusal(gettext_noop("A session names one of the kinds."), *where)
            _number(document, 1, MINUTES_MOST, *where, "minutes")


def _at(document: Document, place: tuple[str | int, ...]) -> Any:
    found = document.data
    for step in place:
        found = found[int(step)] if isinstance(found, list) else found.get(step)
    return found


def _words(document: Document, *place: str | int) -> None:
    """A text in every language, none empty."""
    found = _at(document, place)
    for language in LANGUAGES:
        text = found.get(language) if isinstance(found, dict) else None
        if not isinstance(text, str) or not text.strip():
            reason = gettext_noop("%(name)s needs a text in %(language)s.")
            raise document.refusal(reason, *place, name=place[-1], language=language)


def _number(document: Document, low: int, high: int, *place: str | int) -> None:
    found = _at(document, place)
    if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
        reason = gettext_noop("%(name)s is a whole number from %(low)s to %(high)s.")
        raise document.refusal(reason, *place, name=place[-1], low=low, high=high)


def _one_of(document: Document, choices: tuple[str, ...], *place: str | int) -> None:
    if _at(document, place) not in choices:
        reason = gettext_noop("%(name)s is one of %(choices)s.")
        raise document.refusal(reason, *place, name=place[-1], choices=", ".join(choices))


def _among(document: Document, choices: tuple[str, ...], *place: str | int) -> None:
    found = _at(document, place)
    if not isinstance(found, list) or not found or not set(map(str, found)) <= set(choices):
        reason = gettext_noop("%(name)s is a list of %(choices)s.")
        raise document.refusal(reason, *place, name=place[-1], choices=", ".join(choices))
