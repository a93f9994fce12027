"""The tags that pages are built from. Each is shown on /dev/gallery/."""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core import mood_bands
from core.forms import Rating

register = template.Library()
register.filter("mood_in_cell", mood_bands.mood_in_cell)
register.simple_tag(lambda: "|".join(map(mood_bands.band_word, range(11))), name="mood_bands")


@register.filter
def weekday_letter(day: date) -> str:
    """One letter or sign under a column: M for Monday; Chinese names end in the sign that differs."""
    return _letter(day.weekday(), get_language() or "")


@lru_cache(maxsize=64)
def _letter(weekday: int, language: str) -> str:
    name = date_format(date(2000, 1, 3 + weekday), "D")  # the third was a Monday
    return name[-1] if language.startswith("zh") else name[0]


@register.simple_tag
def icon(name: str, *, label: str = "", small: bool = False) -> SafeString:
    """One symbol of the sprite; without a label it is decoration that screen readers skip."""
    attributes = format_html(' aria-label="{}" role="img"', label) if label else ' aria-hidden="true"'
    size = " s" if small else ""
    return mark_safe(f'<svg class="icon{size}"{attributes}><use href="{_symbol(name)}"></use></svg>')  # noqa: S308


@lru_cache(maxsize=256)
def _symbol(name: str) -> str:
    """The address of a symbol; looked up once a name, since pages name dozens."""
    return format_html("{}#{}", static("core/icons.svg"), name)


@register.simple_block_tag(takes_context=True)
def tab(
    context: Context, content: str, view_name: str, symbol: str, *, kind: str = "", within: str = "", besides: str = "-"
) -> SafeString:
    """One place of the main navigation; the current page, and every page of the same app, says so.

    Where an app has two places, `within` and `besides` are how the names of the pages of one of them begin.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    here, space = None, view_name.partition(":")[0]
    name = getattr(match, "url_name", None) or ""
    if match is not None and match.namespace == space and name.startswith(within) and not name.startswith(besides):
        here = "page" if match.view_name == view_name else "true"
    attributes = {"href": reverse(view_name), "class": kind or None, "aria-current": here}
    known = {name: value for name, value in attributes.items() if value}
    return format_html("<a{}>{}<span>{}</span></a>", flatatt(known), icon(symbol), content)


@register.inclusion_tag("core/components/rating_strip.html")
def rating_strip(
    name: str, legend: str, low: str, high: str, *, value: int | None = None, kind: str = "mood", hint: str = ""
) -> dict[str, Any]:
    """Eleven radios from 0 to 10 under their question; put it into a form."""
    widget = Rating(low=low, high=high, kind=kind).get_context(name, value, {"id": f"rate-{name}"})["widget"]
    return {"widget": widget, "legend": legend, "hint": hint}


@register.simple_tag
def nudges(value: int, *, is_mood: bool = False) -> dict[str, Any]:
    """Where the two nudges of a saved value lead, None at an end of the scale; a word for whoever hides numbers."""
    if is_mood:
        less, more = (mood_bands.next_mood(value, is_up=is_up) for is_up in (False, True))
        return {"word": mood_bands.band_word(value) if mood_bands.are_hidden() else "", "less": less, "more": more}
    return {"less": value - 1 if value > 0 else None, "more": value + 1 if value < 10 else None}


@register.simple_tag
def day_cell(
    label: str,
    *,
    value: int | None = None,
    trained: bool = False,
    slept: bool = False,
    href: str = "",
    future: bool = False,
) -> SafeString:
    """One day of the week strip or the calendar; `label` says all of it in words."""
    states = {"trained": trained, "slept": slept, "future": future}
    classes = " ".join(["none" if value is None else f"m{value}", *(name for name, holds in states.items() if holds)])
    if value is not None and mood_bands.are_hidden():
        classes += " said"
    shown, said = "·" if value is None else mood_bands.mood_in_cell(value), conditional_escape(label)
    if href:  # joined here and not by format_html: a page has up to 35 of them
        return mark_safe(f'<a href="{escape(href)}" class="cell {classes}" aria-label="{said}">{shown}</a>')  # noqa: S308
    return mark_safe(f'<span role="img" class="cell {classes}" aria-label="{said}">{shown}</span>')  # noqa: S308


@register.inclusion_tag("core/components/number_line.html")
def number_line(
    label: str,
    value: int,
    *,
    low: int = 0,
    high: int = 10,
    mark: int | None = None,
    second: int | None = None,
    last: int | None = None,
) -> dict[str, Any]:
    """A value on its scale, with the value before it and up to two marks; positions run from 10 to 310."""

    def at(number: int | None) -> int | None:
        return None if number is None else round(10 + 300 * (number - low) / (high - low))

    return {
        "label": label, "value": value, "low": low, "high": high, "mark": mark, "second": second,
        "last": last, "value_at": at(value), "mark_at": at(mark), "second_at": at(second), "last_at": at(last),
    }  # fmt: skip


@register.simple_block_tag
def empty(content: str, symbol: str, title: str) -> SafeString:
    """What stands where nothing has been recorded yet."""
    return format_html('<div class="empty">{}<h2>{}</h2>{}</div>', icon(symbol), title, content)
