"""How forms look: the renderer, and the widgets that the journal needs beyond Django's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise

from core.mood_bands import are_hidden, band_word, bands

type Text = str | Promise


class Renderer(DjangoTemplates):
    """Our templates for whole forms and for single fields; Django's own for its widgets."""

    form_template_name = "core/components/form.html"
    field_template_name = "core/components/field.html"


class Chips(forms.RadioSelect):
    """One of a few, as a row of pills."""

    template_name = "core/widgets/chips.html"


class ChipsMultiple(forms.CheckboxSelectMultiple):
    """Any of a few, as a row of pills."""

    template_name = "core/widgets/chips.html"


class Options(forms.RadioSelect):
    """One of several sentences, as rows of 56 px."""

    template_name = "core/widgets/options.html"


class Switch(forms.CheckboxInput):
    """Yes or no, drawn as a switch."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "switch", "role": "switch", **(attrs or {})})


class Stepper(forms.NumberInput):
    """A number between a minus and a plus button; the step comes from the attribute `step`."""

    template_name = "core/widgets/stepper.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", **(attrs or {})})


class DateInput(forms.DateInput):
    """The phone's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The phone's own time picker."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The phone's own picker of day and time, in local time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Rating(forms.RadioSelect):
    """Eleven tap targets from 0 to 10, none chosen beforehand.

    `low` and `high` name the ends, `words` names values between them, `kind` is "mood" (the colour ramp; words of bands
    for whoever hides numbers) or "effort".
    """

    template_name = "core/widgets/rating.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        low: Text = "",
        high: Text = "",
        words: Mapping[int, Text] | None = None,
        kind: str = "effort",
    ) -> None:
        super().__init__(attrs, choices=[(value, str(value)) for value in range(11)])
        self.low, self.high, self.words, self.kind = low, high, dict(words or {}), kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The cells in the shape that `core/components/rating_cells.html` draws."""
        context = super().get_context(name, value, attrs)
        hides = self.kind == "mood" and are_hidden()
        cells = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        for cell in cells:
            cell["word"] = band_word(int(cell["value"])) if hides else self.words.get(int(cell["value"]), "")
        context["widget"] |= {
            "cells": cells,
            "low": self.low,
            "high": self.high,
            "kind": self.kind,
            "words": {} if hides else self.words,
            "bands": bands() if hides else (),
        }
        return context


class RatingField(forms.TypedChoiceField):
    """An integer from 0 to 10, or None where nothing was tapped."""

    def __init__(
        self,
        *,
        low: Text = "",
        high: Text = "",
        words: Mapping[int, Text] | None = None,
        kind: str = "effort",
        required: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(
            choices=[(value, str(value)) for value in range(11)],
            coerce=int,
            empty_value=None,
            required=required,
            widget=Rating(low=low, high=high, words=words, kind=kind),
            **options,
        )
