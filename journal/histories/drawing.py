"""What the charts of all kinds share: labels of their columns, the captions around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.charts import Caption, Chart
from journal.histories.columns import Column

TICKS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class History:
    """What a page says of one kind before it lists the values: sentences, charts, notes below them."""

    sentences: Sequence[str]
    charts: Sequence[Chart] = ()
    notes: Sequence[str] = ()
    standards: Sequence[str] = ()
    """What standards say of such values, behind a tap: numbers of groups, never a word on the person's own."""
    has_spans: bool = True
    """Whether the charts have columns that a person may widen to a year."""


def short(day: date) -> str:
    return date_format(day, _("j M"))


def dated(day: date) -> str:
    return date_format(day, _("j M Y"))


def labels(among: Sequence[Column]) -> list[str]:
    """A day is named itself, a longer column by its first day."""
    return [short(column.first) for column in among]


def ticks(among: Sequence[Column]) -> list[str]:
    """The date under some columns, under the newest always."""
    apart, last = max(1, len(among) // TICKS_SHOWN), len(among) - 1
    return ["" if (last - place) % apart else label for place, label in enumerate(labels(among))]


def caption(ident: str, title: str, headers: tuple[str, ...], values: Sequence[str], sentence: str = "") -> Caption:
    """`values` are those drawn, as they are read, from the lowest to the highest."""
    return Caption(
        ident=ident,
        title=title,
        description=sentence or title,
        headers=headers,
        value=spread(values),
        sentence=sentence,
        gap=_("no entry"),
    )


def spread(values: Sequence[str]) -> str:
    """ "54–61": the lowest and the highest of what is drawn."""
    if not values:
        return ""
    return values[0] if values[0] == values[-1] else f"{values[0]}–{values[-1]}"
