"""What exercises can be narrowed down by: activity, movement, equipment, low impact. Pages and the API share it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from journal import catalogue
from journal.exercise_library import Choice
from journal.exercise_words import EQUIPMENT, PATTERNS, WITHOUT, Words
from journal.models import Activity

FILTERS = {
    "activity": "An activity of sessions",
    "pattern": "squat, hinge, push, pull, carry, core, aerobic, mindbody, mobility or other",
    "equipment": "One of the catalogue's, or `none`",
    "low_impact": "1: without jumps and landings",
}
"""Name in an address -> what it takes, in the words of the API."""
CHOICES = {
    "activity": frozenset(Activity.values),
    "pattern": frozenset(PATTERNS),
    "equipment": catalogue.EQUIPMENT | {WITHOUT},
    "low_impact": frozenset(["1"]),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person narrowed the exercises down to; empty is everything."""

    activity: str = ""
    pattern: str = ""
    equipment: str = ""
    low_impact: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], prefix: str = "") -> Self:
        """From an address or a form; a value that does not exist is no filter."""
        return cls(**{name: value for name in FILTERS if (value := query.get(prefix + name, "")) in CHOICES[name]})

    def items(self) -> list[tuple[str, str]]:
        """(name, value) of those that are set, as an address has them."""
        return [(name, value) for name in FILTERS if (value := getattr(self, name))]

    def holds(self, choice: Choice) -> bool:
        """Whether an exercise is among them."""
        return (
            (not self.activity or choice.belongs_to(self.activity))
            and self.pattern in {"", choice.pattern}
            and self.equipment in {"", *(choice.equipment or (WITHOUT,))}
            and (not self.low_impact or choice.low_impact)
        )

    def without(self, name: str) -> Self:
        """The other filters."""
        return replace(self, **{name: ""})

    def menus(self) -> list[tuple[str, str, str, Words]]:
        """(name, title, chosen value, value -> words) of each filter but low impact, which is a tick in a form."""
        return [
            ("activity", _("Kind of session"), self.activity, dict(Activity.choices)),
            ("pattern", _("Movement"), self.pattern, PATTERNS),
            ("equipment", _("Equipment"), self.equipment, EQUIPMENT),
        ]


FIRST = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One chip: a value of a filter, and the address that chooses it or, when it is chosen, lets it go."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The chips of one filter: the first ones, and the rest behind a tap."""

    title: str
    first: list[Option]
    rest: list[Option]


def offered(filters: Filters, text: str, found: Iterable[Choice]) -> list[Group]:
    """The chips of each filter that would find something; `found` is what the words alone find.

    Equipment comes by how many exercises need it, everything else in its own order.
    """
    among = list(found)
    rest = {name: [choice for choice in among if filters.without(name).holds(choice)] for name in FILTERS}
    activities = {choice.activity for choice in rest["activity"]} | {filters.activity}
    patterns = {choice.pattern for choice in rest["pattern"]} | {filters.pattern}
    needed = Counter(item for choice in rest["equipment"] for item in choice.equipment or (WITHOUT,))
    needed.update({filters.equipment: 0} if filters.equipment else {})
    groups: list[tuple[str, str, Words]] = [
        ("activity", _("Kind of session"), {one.value: one.label for one in Activity if one in activities}),
        ("pattern", _("Movement"), {one: label for one, label in PATTERNS.items() if one in patterns}),
        ("equipment", _("Equipment"), {one: EQUIPMENT[one] for one, _count in needed.most_common()}),
        ("low_impact", _("Gentle on the joints"), {"1": _("Low impact")}),
    ]
    return [
        _group(title, [_option(filters, text, name, value, str(label)) for value, label in labels.items()])
        for name, title, labels in groups
        if len(labels) > 1 or name == "low_impact" or getattr(filters, name)
    ]


def _group(title: str, options: list[Option]) -> Group:
    """A handful beyond the first ones is shown with them; the chosen one always is."""
    if len(options) <= FIRST + 4:
        return Group(title, options, [])
    first = [one for place, one in enumerate(options) if place < FIRST or one.is_chosen]
    return Group(title, first, [one for one in options if one not in first])


def _option(filters: Filters, text: str, name: str, value: str, label: str) -> Option:
    is_chosen = getattr(filters, name) == value
    after = replace(filters, **{name: "" if is_chosen else value})
    asked = {"q": text} | dict(after.items())
    return Option(label, urlencode({key: one for key, one in asked.items() if one}), is_chosen)
