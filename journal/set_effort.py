"""How a person says the effort of a set: RPE from 5 to 10, or the repetitions in reserve. Stored is always RPE."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from journal.units import plain

RPES = tuple(f"{half / 2:g}" for half in range(10, 21))
FIVE_OR_MORE = Decimal(5)  # in reserve; as an RPE it is 5 too
IN_RESERVE = ("10", "9", "8", "7", "6", "5")


@dataclass(frozen=True, slots=True)
class EffortScale:
    """The words of one way. Values are the stored RPE, as text, whatever a chip says."""

    question: str | Promise
    question_of_set: str | Promise
    values: tuple[str, ...]
    dock_values: tuple[str, ...]
    is_reserve: bool

    @property
    def dock(self) -> list[tuple[str, str]]:
        """The chips beside the rest timer: value and words."""
        return [(value, self.label(value)) for value in self.dock_values]

    def choices(self, stored: str = "") -> list[tuple[str, str]]:
        """Every value with its words, and the stored one where it lies between them."""
        extra = () if stored in {"", *self.values} else (stored,)
        return [(value, self.label(value)) for value in (*self.values, *extra)]

    def label(self, value: str) -> str:
        """What a chip says."""
        if not self.is_reserve:
            return value
        left = 10 - Decimal(value)
        return _("5 or more") if left >= FIVE_OR_MORE else plain(left)

    def told(self, rpe: Decimal) -> str:
        """The effort of a set in a few words."""
        if not self.is_reserve:
            return _("RPE %(effort)s") % {"effort": plain(rpe)}
        return _("%(count)s in reserve") % {"count": self.label(plain(rpe))}


SCALES: Mapping[str, EffortScale] = {
    User.SetEffort.RPE: EffortScale(
        gettext_lazy("How hard was it? (RPE, optional)"),
        gettext_lazy("How hard was set %s? (RPE, optional)"),
        RPES,
        ("6", "7", "8", "8.5", "9", "10"),
        is_reserve=False,
    ),
    User.SetEffort.RIR: EffortScale(
        pgettext_lazy("repetitions", "How many more could you have done? (optional)"),
        pgettext_lazy("repetitions", "Set %s: how many more could you have done? (optional)"),
        IN_RESERVE,
        IN_RESERVE,
        is_reserve=True,
    ),
}


def scale_of(person: User) -> EffortScale:
    """The way that this person chose."""
    return SCALES[person.set_effort]
