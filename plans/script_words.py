"""A script of two to five minutes as a page shows it: its sentences with their seconds, and what keeps it safe."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal.units import minutes_seconds
from plans.programmes import library
from plans.words import shown


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence and the second at which it comes."""

    at: int
    text: str

    @property
    def clock(self) -> str:
        """`1:05`."""
        return minutes_seconds(self.at)


@dataclass(frozen=True, slots=True)
class Script:
    """One script in the person's language."""

    id: str
    is_body_scan: bool
    seconds: int
    title: str
    steps: list[Step]
    safety: str

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def clock(self) -> str:
        """How long it is, `3:00`."""
        return minutes_seconds(self.seconds)

    @property
    def kind(self) -> str:
        return _("body scan") if self.is_body_scan else _("breathing")


def script_of(name: str, language: str) -> Script | None:
    """A script by its id; None where there is none."""
    told = library.scripts().get(name)
    if told is None:
        return None
    steps = [Step(step["at"], shown(step["text"], language)) for step in told["steps"]]
    title, safety = shown(told["title"], language), shown(told["safety"], language)
    return Script(name, told["kind"] == "body_scan", told["seconds"], title, steps, safety)


def all_scripts(language: str) -> list[Script]:
    """Breathing first, short ones first."""
    found = [script for name in library.scripts() if (script := script_of(name, language))]
    return sorted(found, key=lambda one: (one.is_body_scan, one.seconds))
