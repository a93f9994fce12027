"""Forms of a mood rating: the one tap, and everything around it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.dates import at_offset
from core.forms import ChipsMultiple, DateTimeInput, RatingField
from journal.models import MoodRating

DEFAULT_TAGS: dict[str, str | Promise] = {
    "slept_well": pgettext_lazy("mood tag", "slept well"),
    "trained": pgettext_lazy("mood tag", "trained"),
    "people": pgettext_lazy("mood tag", "people"),
    "work": pgettext_lazy("mood tag", "work"),
    "alone": pgettext_lazy("mood tag", "alone"),
    "outdoors": pgettext_lazy("mood tag", "outdoors"),
}
LONGEST_TAG = 30
MOST_TAGS = 12


def tag_name(tag: str) -> str | Promise:
    """A default tag in the reader's language; a person's own as they wrote it."""
    return DEFAULT_TAGS.get(tag, tag)


class ScoreForm(forms.Form):
    """The one tap: a score, and the rating it corrects, when it follows at once."""

    score = forms.TypedChoiceField(choices=[(n, str(n)) for n in range(11)], coerce=int)
    entry = forms.UUIDField(required=False)


class MoodForm(forms.Form):
    """A rating with what was around it; its instant may lie in the past, never in the future."""

    score = RatingField(
        label=_("How do you feel right now?"), low=_("very low"), high=_("very good"), kind="mood", required=True
    )
    tags = forms.MultipleChoiceField(label=_("What was around it?"), required=False, widget=ChipsMultiple)
    own_tag = forms.CharField(
        label=_("Own tag"),
        required=False,
        max_length=LONGEST_TAG,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("One line, only for you"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    energy = RatingField(label=_("Energy"), low=_("none at all"), high=_("full"))
    calm = RatingField(label=pgettext_lazy("feeling", "Calm"), low=_("very restless"), high=_("very calm"))
    rated_at = forms.DateTimeField(label=_("When"), widget=DateTimeInput)

    def __init__(self, *args: Any, known_tags: list[str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        tags = dict.fromkeys([*DEFAULT_TAGS, *(known_tags or [])])
        self.fields["tags"].choices = [(tag, tag_name(tag)) for tag in tags]  # type: ignore[attr-defined]

    def clean_rated_at(self) -> datetime:
        rated_at: datetime = self.cleaned_data["rated_at"]
        if rated_at > timezone.now() + timedelta(minutes=10):
            raise forms.ValidationError(_("This time is still to come."), code="future")
        return rated_at

    def data_to_save(self) -> dict[str, Any]:
        """The cleaned values under the names of the API."""
        data = {name: self.cleaned_data[name] for name in ("score", "energy", "calm", "note", "rated_at")}
        own = self.cleaned_data["own_tag"].strip()
        tags = dict.fromkeys([*self.cleaned_data["tags"], *([own] if own else [])])
        return data | {"tags": list(tags)[:MOST_TAGS]}


def initial_of(rating: MoodRating) -> dict[str, Any]:
    """A stored rating as the form's first values, on the clock of its entry."""
    values = {name: getattr(rating, name) for name in ("score", "energy", "calm", "tags", "note")}
    return values | {"rated_at": at_offset(rating.rated_at, rating.utc_offset).replace(tzinfo=None)}
