"""The form that finds entries. What is typed comes in a POST alone: see views_timeline.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DateInput
from journal.entry_search import Search, words_of
from journal.models import Activity
from journal.mood_tags import tag_name

KIND_NAMES = {
    "training": _("Training"),
    "mood": _("Mood"),
    "sleep": _("Sleep"),
    "body": _("Body"),
    "rest": _("Rest"),
}
ANY = [("", pgettext_lazy("a filter that is not set", "All"))]


class FindForm(forms.Form):
    """Words, kind, activity, tag and days; nothing is required."""

    q = forms.CharField(
        label=_("Words in notes, titles, exercises and tags"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *KIND_NAMES.items()])
    activity = forms.ChoiceField(label=_("Activity"), required=False, choices=[*ANY, *Activity.choices])
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput)

    def __init__(self, data: Any, *, tags: list[str]) -> None:
        super().__init__(data)
        asked = str(data.get("tag", "")) if data else ""
        known = dict.fromkeys([*tags, *([asked] if asked else [])])
        self.fields["tag"].choices = [*ANY, *((tag, tag_name(tag)) for tag in known)]  # type: ignore[attr-defined]

    def search(self, person: Any) -> Search:
        """What was asked for, without the fields that say nothing."""
        said = self.cleaned_data
        return Search(
            person,
            words_of(said.get("q", "")),
            said.get("kind", ""),
            said.get("activity", ""),
            said.get("tag", ""),
            said.get("since"),
            said.get("until"),
        )
