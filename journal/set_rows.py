"""One set of a session form: as typed, with the grey values that a tick accepts, and as stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from journal.load_units import Units
from journal.models import SetKind, TrainingSet
from journal.set_cells import Column, parse, show
from journal.set_effort import RPES, EffortScale
from journal.units import plain

LETTERS = {
    SetKind.WARMUP: pgettext_lazy("kind of set, one letter", "W"),
    SetKind.DROP: pgettext_lazy("kind of set, one letter", "D"),
    SetKind.FAILURE: pgettext_lazy("kind of set, one letter", "F"),
    SetKind.ASSISTED: pgettext_lazy("kind of set, one letter", "A"),
}
TEXT_MAX = 20  # of one cell; more is no number


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a row, ready to be drawn."""

    name: str
    text: str
    ghost: str
    label: str
    inputmode: str
    error: str
    is_load: bool
    is_optional: bool


@dataclass(slots=True, eq=False)
class Row:
    """One set as typed. `ghosts` are the grey values that a tick accepts; those of a plan travel with the form.

    A set that was just removed is still there as `is_gone`, so that it can come back.
    """

    texts: dict[str, str] = field(default_factory=dict)
    plan: dict[str, str] = field(default_factory=dict)
    is_gone: bool = False
    kind: str = SetKind.WORKING
    rpe: str = ""
    is_done: bool = False
    ghosts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    number: str = ""
    prefix: str = ""
    cells: list[Cell] = field(default_factory=list)
    efforts: list[tuple[str, str]] = field(default_factory=list)
    has_focus: bool = False
    prompt: str = ""

    @classmethod
    def read(cls, data: QueryDict, prefix: str, names: Iterable[str]) -> "Row":
        """The row whose inputs begin with `prefix`."""
        kind = data.get(f"{prefix}-kind", "")
        rpe = data.get(f"{prefix}-rpe", "")
        planned = parse_qsl(data.get(f"{prefix}-plan", "")[:200])
        return cls(
            texts={name: data.get(f"{prefix}-{name}", "").strip()[:TEXT_MAX] for name in names},
            plan={name: text[:TEXT_MAX] for name, text in planned if name in names},
            kind=kind if kind in SetKind.values else SetKind.WORKING,
            rpe=rpe if rpe in RPES else "",
            is_done=f"{prefix}-done" in data,
            is_gone=f"{prefix}-gone" in data,
        )

    @classmethod
    def of(cls, stored: TrainingSet, cells: Iterable[Column], units: Units) -> "Row":
        """A set that was stored."""
        return cls(
            texts={cell.name: show(cell, getattr(stored, cell.field), units) for cell in cells},
            kind=stored.kind,
            rpe="" if stored.rpe is None else plain(stored.rpe),
            is_done=True,
        )

    @property
    def plan_text(self) -> str:
        """The planned values for a hidden field."""
        return urlencode(self.plan)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Every field, so that what was removed can come back as it was."""
        fields = {f"{self.prefix}-{name}": text for name, text in self.texts.items() if text}
        fields |= {f"{self.prefix}-kind": self.kind, f"{self.prefix}-rpe": self.rpe}
        fields |= {f"{self.prefix}-plan": self.plan_text}
        marks = {"done": self.is_done, "gone": self.is_gone}
        return [*fields.items(), *((f"{self.prefix}-{name}", "on") for name, holds in marks.items() if holds)]

    @property
    def known(self) -> dict[str, str]:
        """What is typed, else what is grey."""
        return {name: self.texts.get(name) or self.ghosts.get(name, "") for name in self.ghosts | self.texts}

    @property
    def counts(self) -> bool:
        """Ticked, or filled in beyond the load alone."""
        return self.is_done or any(text for name, text in self.texts.items() if name != "load")

    def stored(self, slug: str, cells: Iterable[Column], units: Units) -> dict[str, Any]:
        """The set in the words of the API; what cannot be stored is noted in `errors`."""
        values: dict[str, Any] = {"exercise": slug, "kind": self.kind, "rpe": Decimal(self.rpe) if self.rpe else None}
        for cell in cells:
            text = self.texts.get(cell.name) or (self.ghosts.get(cell.name, "") if self.is_done else "")
            try:
                values[cell.field] = parse(cell, text, units) if text else None
            except ValidationError as error:
                self.errors[cell.name] = error.messages[0]
        if not self.errors and not any(values[cell.field] for cell in cells if cell.name != "load"):
            main = next(cell for cell in cells if cell.name != "load")
            if values[main.field] is None:
                self.errors[main.name] = _("Fill in this field, or take the tick away.")
        return values

    def draw(self, cells: Iterable[Column], scale: EffortScale) -> None:
        """Its inputs, with the reasons why one cannot be stored, and the efforts to choose from."""
        self.efforts = scale.choices(self.rpe)
        self.cells = [
            Cell(
                name=f"{self.prefix}-{cell.name}",
                text=self.texts.get(cell.name, ""),
                ghost=self.ghosts.get(cell.name, ""),
                label=_("Set %(number)s, %(column)s") % {"number": self.number, "column": cell.label},
                inputmode=cell.inputmode,
                error=self.errors.get(cell.name, ""),
                is_load=cell.name == "load",
                is_optional=cell.is_optional,
            )
            for cell in cells
        ]
