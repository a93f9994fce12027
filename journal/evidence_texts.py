"""Evidence in words: today's fact, and beside it what it was before. Never a negative counterpart (SPEC 5.2)."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from journal import catalogue
from journal.evidence import Fact, Rank
from journal.load_units import UNIT_WORDS, Units, load_words
from journal.models import Activity
from journal.units import KM_PER_MI, kg_to, minutes_seconds, plain, rounded

ATTRIBUTE = {"distance": "distance_m"}  # where it is not the kind itself


class Line(NamedTuple):
    """What was done, and what stands beside it: what it was before, that it is a start, or nothing."""

    said: str
    beside: str


class Words:
    """The words for one person in the active language; `own_names` are those of their own exercises."""

    def __init__(self, *, units: Units, language: str, activity: str, own_names: Mapping[str, str]) -> None:
        self.is_imperial, self.units = units.distance == "mi", units
        self.language, self.activity, self.own_names = language, activity, own_names

    def lines(self, facts: Iterable[Fact]) -> list[Line]:
        """One line for each fact."""
        return [Line(self._said(fact), self._beside(fact)) for fact in facts]

    def _said(self, fact: Fact) -> str:
        """Today's fact; `today` is a Whole or a Work, as its kind says."""
        today: Any = fact.today
        match fact.kind:
            case "effort":
                return _("Felt like %(effort)d of 10") % {"effort": today.rpe}
            case "zone":
                return _zone(today.zone)
            case "start":
                return self._start(today)
            case "pace" | "distance" | "minutes":
                return self._amount(fact)
            case "volume" | "all_reps":
                told = _("%(amount)s in all") % {"amount": self._amount(fact)}
            case "hold":
                told = self._amount(fact)
            case _:
                told = self._best(today)
        return _("%(exercise)s: %(told)s") % {"exercise": self._name(fact.exercise), "told": told}

    def _beside(self, fact: Fact) -> str:
        if fact.rank is Rank.START:
            return _("A start.")
        if fact.before is None or fact.day is None:
            return ""
        day = {"day": date_format(fact.day, _("j F"))}
        if fact.rank is Rank.SAME:
            is_about = fact.kind in {"pace", "distance"}
            return (_("about as on %(day)s") if is_about else _("as on %(day)s")) % day
        before: Any = fact.before
        match fact.kind:
            case "effort":
                return _("instead of %(before)d on %(day)s") % {"before": before.rpe, **day}
            case "zone":
                return _zone_before(before.zone) % day
            case "pace":
                return _("%(diff)s faster than on %(day)s") % {"diff": self._more(fact), **day}
            case "minutes" | "hold":
                return _("%(diff)s longer than on %(day)s") % {"diff": self._more(fact), **day}
        return _("%(diff)s more than on %(day)s") % {"diff": self._more(fact), **day}

    def _amount(self, fact: Fact) -> str:
        """Today's figure with its unit."""
        value = getattr(fact.today, ATTRIBUTE.get(fact.kind, fact.kind))
        return self._pace(value) if fact.kind == "pace" else self._told(fact.kind, value)

    def _more(self, fact: Fact) -> str:
        """By how much today is more, or quicker."""
        name = ATTRIBUTE.get(fact.kind, fact.kind)
        today, before = getattr(fact.today, name), getattr(fact.before, name)
        if fact.kind == "pace":
            return _seconds(self._pace_seconds(before) - self._pace_seconds(today))
        return self._told(fact.kind, today - before)

    def _told(self, kind: str, value: Any) -> str:
        units: dict[str, Callable[[Any], str]] = {
            "distance": self._distance,
            "minutes": _minutes,
            "load": self._load,
            "volume": self._volume,
            "hold": _seconds,
            "reps": _times,
            "all_reps": _times,
        }
        return units[kind](value)

    def _start(self, today: Any) -> str:
        minutes = _minutes(today.minutes)
        if today.distance_m:
            minutes = _("%(distance)s in %(minutes)s") % {
                "distance": self._distance(today.distance_m),
                "minutes": minutes,
            }
        return _("%(exercise)s: %(told)s") % {"exercise": Activity(self.activity).label, "told": minutes}

    def _best(self, today: Any) -> str:
        return f"{self._load(today.load)} × {today.reps}" if today.load else _times(today.reps)

    def _name(self, slug: str) -> str:
        known = catalogue.get(slug)
        return known.name(self.language) if known else self.own_names.get(slug, slug)

    def _pace_seconds(self, seconds_per_km: Decimal) -> int:
        return int(rounded(seconds_per_km * (KM_PER_MI if self.is_imperial else 1), 0))

    def _pace(self, seconds_per_km: Decimal) -> str:
        words = _("%(pace)s per mile") if self.is_imperial else _("%(pace)s per km")
        return words % {"pace": minutes_seconds(self._pace_seconds(seconds_per_km))}

    def _distance(self, metres: int) -> str:
        length = Decimal(metres) / 1000 / (KM_PER_MI if self.is_imperial else 1)
        return f"{plain(rounded(length, 2))} {'mi' if self.is_imperial else 'km'}"

    def _load(self, kg: Decimal) -> str:
        return load_words(kg, self.units)

    def _volume(self, kg: Decimal) -> str:
        if self.units.load == "kg":
            return load_words(kg, self.units)
        return f"{plain(rounded(kg_to(self.units.load, kg), 0))} {UNIT_WORDS[self.units.load]}"


def _zone(zone: str) -> str:
    return {
        "light": _("On average in the light heart-rate zone"),
        "moderate": _("On average in the moderate heart-rate zone"),
        "vigorous": _("On average in the vigorous heart-rate zone"),
    }[zone]


def _zone_before(zone: str) -> str:
    return _("in the moderate one on %(day)s") if zone == "moderate" else _("in the vigorous one on %(day)s")


def _minutes(count: int) -> str:
    return ngettext("%(minutes)d minute", "%(minutes)d minutes", count) % {"minutes": count}


def _times(count: int) -> str:
    return ngettext("%(count)d repetition", "%(count)d repetitions", count) % {"count": count}


def _seconds(count: int) -> str:
    """45 s, 10:30 min."""
    if count < 60:
        return f"{count} {pgettext('seconds, short', 's')}"
    return f"{minutes_seconds(count)} {pgettext('minutes, short', 'min')}"
