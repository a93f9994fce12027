"""What changed between two bodies of one entry, field by field, in the words and units of its owner."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.mood_bands import mood
from journal import psqi_items
from journal.exercise_library import Library
from journal.load_units import Units, load_words
from journal.measurement_words import quantity
from journal.models import Activity, EmotionWord, Fasting, Intensity, MeasurementKind, PainPlace, PsqiSheet, SetKind
from journal.mood_tags import tag_name
from journal.set_cells import show_distance

NOTHING = "–"
type Text = str | Promise
type Show = Callable[["Words", Any], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its name, what it said before and what it says since."""

    name: str
    before: str
    after: str


class Words:
    """Shows values for one person; the exercises are read once, when a set names one."""

    def __init__(self, person: Any) -> None:
        self.person, self.library, self.units = person, Library(person), Units.of(person)

    def plain(self, value: Any) -> str:
        return str(value)

    def mood(self, value: Any) -> str:
        return mood(value, self.of_ten)

    def of_ten(self, value: Any) -> str:
        return _("%(value)s of 10") % {"value": value}

    def minutes(self, value: Any) -> str:
        return _("%(minutes)d min") % {"minutes": value}

    def times(self, value: Any) -> str:
        return f"{value} ×"

    def beats(self, value: Any) -> str:
        return _("%(value)s beats a minute") % {"value": value}

    def pressure(self, value: Any) -> str:
        return f"{value} mmHg"

    def instant(self, value: Any) -> str:
        """As it was on the clock of the entry."""
        at = datetime.fromisoformat(value)
        return f"{date_format(at, _('j M Y'))} {date_format(at, 'H:i')}"

    def day(self, value: Any) -> str:
        return date_format(datetime.fromisoformat(value), _("j M Y"))

    def distance(self, value: Any) -> str:
        return f"{show_distance(value, self.units)} {self.units.distance}"

    def yes(self, value: Any) -> str:
        return pgettext("an answer", "yes") if value else pgettext("an answer", "no")

    def is_there(self, value: Any) -> str:
        """Something that a name would be looked up for elsewhere."""
        return self.yes(value is not None)

    def tags(self, value: Any) -> str:
        return _(", ").join(str(tag_name(tag)) for tag in value)

    def zones(self, value: Any) -> str:
        parts = [f"{Intensity(zone).label} {count}" for zone, count in value.items() if count is not None]
        return _(", ").join(parts)

    def latency(self, value: Any) -> str:
        return "–".join(str(each) for each in value) if isinstance(value, list) else str(value)

    def sets(self, value: Any) -> str:
        """Each exercise with its sets: "Back squat: 60 kg × 5, 60 kg × 5"."""
        lines: dict[str, list[str]] = {}
        for one in value:
            lines.setdefault(one["exercise"], []).append(self.one_set(one))
        return "\n".join(f"{self.library.get(slug).name}: {_(', ').join(parts)}" for slug, parts in lines.items())

    def one_set(self, one: Mapping[str, Any]) -> str:
        """Weight, repetitions, seconds, metres, effort; a kind that is not the usual one."""
        parts = []
        if one.get("load_kg") is not None:
            parts.append(load_words(Decimal(str(one["load_kg"])), self.units))
        if one.get("reps") is not None:
            parts.append(f"× {one['reps']}")
        if one.get("seconds") is not None:
            parts.append(f"{one['seconds']} {pgettext('seconds, short', 's')}")
        if one.get("distance_m") is not None:
            parts.append(self.distance(one["distance_m"]))
        if one.get("rpe") is not None:
            parts.append(_("RPE %(effort)s") % {"effort": one["rpe"]})
        if one.get("kind") not in (None, SetKind.WORKING.value):
            parts.append(f"({SetKind(one['kind']).label})")
        if one.get("superset"):
            parts.append(_("superset %(number)s") % {"number": one["superset"]})
        if one.get("note"):
            parts.append(f"“{one['note']}”")
        return " ".join(parts) or NOTHING

    def quantity(self, body: Mapping[str, Any]) -> str:
        """The value of a measurement in the person's unit."""
        value = body.get("value")
        return NOTHING if value is None else quantity(body["kind"], Decimal(str(value)), self.person)


def choice(choices: Any) -> Show:
    """The label of one of some choices."""
    return lambda words, value: str(choices(value).label)


def code(item: str) -> Show:
    """The answer 0-3 of an item of the questionnaire."""
    return lambda words, value: str(dict(psqi_items.codes(item)).get(value, value))


FIELDS: dict[str, dict[str, tuple[Text, Show]]] = {
    "training-sessions": {
        "started_at": (gettext_lazy("When"), Words.instant),
        "minutes": (gettext_lazy("Minutes"), Words.minutes),
        "activity": (gettext_lazy("Activity"), choice(Activity)),
        "title": (gettext_lazy("Name of the session"), Words.plain),
        "rpe": (gettext_lazy("Effort (RPE)"), Words.of_ten),
        "talk_test": (gettext_lazy("Talk test"), choice(Intensity)),
        "emotion_word": (gettext_lazy("One word for it"), choice(EmotionWord)),
        "emotion_before": (gettext_lazy("The feeling before"), Words.of_ten),
        "emotion_after": (gettext_lazy("The feeling afterwards"), Words.of_ten),
        "confidence_next": (gettext_lazy("Sure of the next session"), Words.of_ten),
        "pain": (gettext_lazy("Pain"), Words.of_ten),
        "pain_place": (gettext_lazy("Where it hurt"), choice(PainPlace)),
        "pain_changes_movement": (gettext_lazy("Pain changed the movement"), Words.yes),
        "distance_m": (gettext_lazy("Distance"), Words.distance),
        "avg_hr": (gettext_lazy("Average heart rate"), Words.beats),
        "max_hr": (gettext_lazy("Highest heart rate"), Words.beats),
        "hr_zone_minutes": (gettext_lazy("Minutes by heart-rate zone"), Words.zones),
        "with_family": (gettext_lazy("Together with family"), Words.yes),
        "group": (gettext_lazy("With a group"), Words.is_there),
        "planned_session": (gettext_lazy("From a plan"), Words.is_there),
        "note": (gettext_lazy("Note"), Words.plain),
        "body_note": (gettext_lazy("What the body felt and could do"), Words.plain),
        "sets": (gettext_lazy("Sets"), Words.sets),
    },
    "mood-ratings": {
        "rated_at": (gettext_lazy("When"), Words.instant),
        "score": (gettext_lazy("Mood"), Words.mood),
        "energy": (gettext_lazy("Energy"), Words.of_ten),
        "calm": (pgettext_lazy("feeling", "Calm"), Words.of_ten),
        "tags": (gettext_lazy("Tags"), Words.tags),
        "note": (gettext_lazy("Note"), Words.plain),
    },
    "sleep-diary": {
        "day": (gettext_lazy("Day"), Words.day),
        "into_bed": (gettext_lazy("In bed"), Words.instant),
        "tried_to_sleep": (gettext_lazy("Lights out"), Words.instant),
        "sol_min": (gettext_lazy("Asleep after"), Words.minutes),
        "awakenings": (gettext_lazy("Woke up"), Words.times),
        "waso_min": (gettext_lazy("Awake in between, all together"), Words.minutes),
        "final_wake": (gettext_lazy("Woke for the day"), Words.instant),
        "out_of_bed": (gettext_lazy("Up at"), Words.instant),
        "quality": (gettext_lazy("How was it?"), Words.of_ten),
        "note": (gettext_lazy("Note"), Words.plain),
    },
    "psqi": {
        "taken_on": (gettext_lazy("Day"), Words.day),
        "provenance": (gettext_lazy("Answered with"), choice(PsqiSheet.Provenance)),
        "bed_time": (psqi_items.NAMES["bed_time"], Words.plain),
        "latency_min": (psqi_items.NAMES["latency"], Words.latency),
        "rise_time": (psqi_items.NAMES["rise_time"], Words.plain),
        "sleep_min": (gettext_lazy("minutes of actual sleep"), Words.plain),
        **{item: (psqi_items.NAMES[item], code(item)) for item in psqi_items.DISTURBANCES},
        "d_j_reason": (gettext_lazy("another reason was named"), Words.yes),
        **{item: (psqi_items.NAMES[item], code(item)) for item in psqi_items.LAST_FOUR["quality_first"]},
        **{name: (psqi_items.COMPONENT_NAMES[name], Words.plain) for name in psqi_items.COMPONENT_NAMES},
        "global_score": (gettext_lazy("Total"), Words.plain),
    },
    "measurements": {
        "measured_at": (gettext_lazy("When"), Words.instant),
        "kind": (gettext_lazy("Kind"), choice(MeasurementKind)),
        "quantity": (gettext_lazy("Value"), lambda words, value: str(value)),
        "systolic": (gettext_lazy("Upper value"), Words.pressure),
        "diastolic": (gettext_lazy("Lower value"), Words.pressure),
        "pulse": (gettext_lazy("Pulse"), Words.beats),
        "is_below_detection": (gettext_lazy("The laboratory wrote < before it"), Words.yes),
        "fasting": (gettext_lazy("Fasting"), choice(Fasting)),
        "had_infection": (gettext_lazy("Infection, injury or vaccination in the 14 days before"), Words.yes),
        "hours_since_hard": (gettext_lazy("Hours since the last hard training"), Words.plain),
        "laboratory": (gettext_lazy("Laboratory"), Words.plain),
    },
}
"""Resource -> field of a body -> its name and how its value is shown, in the order in which changes are told."""


def changes(words: Words, resource: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What the owner changed; derived figures follow by themselves and are not told."""
    old, new = _flat(words, resource, before), _flat(words, resource, after)
    return list(_changes(words, FIELDS[resource], old, new))


def _changes(words: Words, fields: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name, (label, show) in fields.items():
        if name in old and old.get(name) != new.get(name):
            yield Change(str(label), _shown(words, show, old.get(name)), _shown(words, show, new.get(name)))


def _shown(words: Words, show: Show, value: Any) -> str:
    return NOTHING if value is None or value in ("", [], {}) else show(words, value)


def _flat(words: Words, resource: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet's answers or components beside its other fields; a measurement's value with its unit."""
    flat = dict(body)
    if resource == "psqi":
        answers = flat.pop("answers", None)
        components = flat.pop("components", None) or {}
        if answers is None:
            return flat | components
        del flat["global_score"]
        return flat | answers
    if resource == "measurements":
        flat["quantity"] = words.quantity(flat)
    return flat
