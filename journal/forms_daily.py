"""What the daily forms share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from journal.actions import EntryConflict


def saved_or_refused(form: forms.Form, save: Callable[[], Any], names: dict[str, str] | None = None) -> Any:
    """What `save` returns, or None with its refusal beside the fields; `names` translates into the form's names."""
    try:
        return save()
    except EntryConflict as error:
        form.add_error(None, str(error.message))
    except ValidationError as error:
        fields = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
        for name, errors in fields.items():
            last = name.rpartition(".")[2]
            known = (names or {}).get(last, last)
            form.add_error(known if known in form.fields else None, errors)
    return None


class PickOrType(forms.IntegerField):
    """A small number beside chips; see `picked`."""

    def __init__(self, *, top: int, **options: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "num exact"})
        super().__init__(min_value=0, max_value=top, required=False, widget=widget, **options)


def picked(data: dict[str, Any], name: str) -> int | None:
    """The number typed into `name`, else the one of its chips `name_chip`."""
    if data.get(name) is not None:
        return data[name]
    chip = data.get(f"{name}_chip")
    return int(chip) if chip else None


def split_pick(value: int | None, chips: tuple[int, ...], name: str) -> dict[str, Any]:
    """Initial data of a number and its chips, the reverse of `picked`."""
    if value in chips:
        return {f"{name}_chip": str(value)}
    return {name: value}
