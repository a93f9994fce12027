"""Forms of a mood rating: the one tap, and everything around it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.dates import at_offset
from core.forms import ChipsMultiple, DateTimeInput, RatingField
from journal.models import MoodRating
from journal.mood_tags import DEFAULT_TAGS, known_tag, tag_name
from journal.recent_moods import RecentMoods

LONGEST_TAG = 30
LONGEST_STORED = 40  # of a tag that came through the API
MOST_TAGS = 12


class LocalMomentField(forms.DateTimeField):
    """A moment on the person's clock: of two that the autumn change brings the first, a skipped one an hour on."""

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # in which no time is missing and none comes twice
            read = super().to_python(value)
        return read.replace(tzinfo=timezone.get_current_timezone()) if read else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By what the widget shows: it drops the seconds."""
        return bool(self.widget.format_value(initial) != data)


class ScoreForm(forms.Form):
    """The one tap: a score, and the id of its rating, so that sending it twice is sending it once."""

    score = forms.TypedChoiceField(choices=[(n, str(n)) for n in range(11)], coerce=int)
    entry = forms.UUIDField(required=False)


class TagForm(forms.Form):
    """One tag that is added to a rating, or taken away from it."""

    add = forms.CharField(max_length=LONGEST_STORED, required=False)
    remove = forms.CharField(max_length=LONGEST_STORED, required=False)

    def tags_after(self, tags: list[str]) -> list[str]:
        """The tags with this change; adding twice is adding once."""
        kept = [tag for tag in tags if tag != self.cleaned_data["remove"]]
        added = self.cleaned_data["add"]
        return list(dict.fromkeys([*kept, *([added] if added else [])]))[:MOST_TAGS]


class TagNameForm(forms.Form):
    """Another name for an own tag."""

    name = forms.CharField(
        label=_("New name"), max_length=LONGEST_TAG, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


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
        label=_("One line, only for you"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    energy = RatingField(label=_("Energy"), low=_("none at all"), high=_("full"))
    calm = RatingField(label=pgettext_lazy("feeling", "Calm"), low=_("very restless"), high=_("very calm"))
    rated_at = LocalMomentField(label=_("When"), widget=DateTimeInput)

    def __init__(self, *args: Any, recent: RecentMoods, rating: MoodRating | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.recent, self.rating = recent, rating
        self.initial = {**(initial_of(rating) if rating else {}), **self.initial}
        tags = dict.fromkeys([*DEFAULT_TAGS, *(rating.tags if rating else []), *recent.own_tags])
        self.fields["tags"].choices = [(tag, tag_name(tag)) for tag in tags]  # type: ignore[attr-defined]
        self.offers_tags = self.is_bound or recent.offers_tags(rating)

    @property
    def hidden_ratings(self) -> list[tuple[str, int]]:
        """What the sheet does not ask, by field: without it an answer would take it away."""
        return [(name, value) for name in ("score", "energy", "calm") if (value := self.initial[name]) is not None]

    def clean_rated_at(self) -> datetime:
        rated_at: datetime = self.cleaned_data["rated_at"]
        if rated_at > timezone.now() + timedelta(minutes=10):
            raise forms.ValidationError(_("This time is still to come."), code="future")
        return rated_at

    def data_to_save(self) -> dict[str, Any]:
        """The cleaned values under the names of the API."""
        data = {name: self.cleaned_data[name] for name in ("score", "energy", "calm", "note", "rated_at")}
        if self.rating and "rated_at" not in self.changed_data:
            data["rated_at"] = at_offset(self.rating.rated_at, self.rating.utc_offset)  # its own clock, to the second
        own = known_tag(self.cleaned_data["own_tag"], self.recent.own_tags)
        tags = dict.fromkeys([*self.cleaned_data["tags"], *([own] if own else [])])
        return data | {"tags": list(tags)[:MOST_TAGS]}


def initial_of(rating: MoodRating) -> dict[str, Any]:
    """A stored rating as the form's first values, on the clock of its entry."""
    values = {name: getattr(rating, name) for name in ("score", "energy", "calm", "tags", "note")}
    return values | {"rated_at": at_offset(rating.rated_at, rating.utc_offset).replace(tzinfo=None)}
