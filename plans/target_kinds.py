"""What a weekly target of each kind may be, what is usual, and what a running programme suggests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.models import WeeklyTarget

Kind = WeeklyTarget.Kind


@dataclass(frozen=True, slots=True)
class TargetKind:
    """Bounds and words of one kind that has a switch of its own."""

    usual: int
    most: int
    step: int
    label: str | Promise
    help: str | Promise


MOST_SESSIONS = 14
KINDS: Mapping[str, TargetKind] = {
    Kind.MODERATE_EQUIVALENT_MINUTES: TargetKind(
        150, 2000, 10, _("Moderate-equivalent minutes"), _("150 to 300 a week; vigorous minutes count twice.")
    ),
    Kind.RESISTANCE_DAYS: TargetKind(2, 7, 1, _("Resistance days"), _("Two or three days of strength a week.")),
    Kind.STEPS: TargetKind(
        8000,
        20_000,
        500,
        _("Steps a day"),
        _(
            "Your own level begins where you are and grows by 1,000 every two weeks until this number. 7,000 is already"
            " a good level."
        ),
    ),
    Kind.FAMILY_SESSIONS: TargetKind(
        1, 14, 1, _("Something easy with family"), _("A walk or a ride together; say “with family” at the session.")
    ),
    Kind.MIND_BODY_SESSIONS: TargetKind(
        1, 14, 1, _("Yoga, tai chi or mobility"), _("Sessions a week, as gentle as you like.")
    ),
}
MOST: Mapping[str, int] = {Kind.SESSIONS: MOST_SESSIONS} | {kind: one.most for kind, one in KINDS.items()}
NAMES_IN_PROGRAMMES = {
    "moderate_equivalent_min": Kind.MODERATE_EQUIVALENT_MINUTES,
    "resistance_days": Kind.RESISTANCE_DAYS,
    "family_low_intensity": Kind.FAMILY_SESSIONS,
    "mindbody_sessions": Kind.MIND_BODY_SESSIONS,
    "gentle_stretch_or_yoga_sessions": Kind.MIND_BODY_SESSIONS,
}
"""How `weekly_targets` of a template call them; a range stands for its lower end."""


def suggested(weekly_targets: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[int, str]]:
    """Kind -> number and title of the first programme that names one; `weekly_targets` come with their titles."""
    found: dict[str, tuple[int, str]] = {}
    for title, named in weekly_targets:
        for name, value in named.items():
            kind = NAMES_IN_PROGRAMMES.get(name)
            least = value[0] if isinstance(value, list) and value else value
            if kind and isinstance(least, int) and 1 <= least <= KINDS[kind].most:
                found.setdefault(kind, (least, title))
    return found
