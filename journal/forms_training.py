"""Forms of a training session: the session itself, and an exercise of one's own."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.forms import Chips, DateInput, RatingField, Switch, TimeInput
from journal.exercise_words import UNITS
from journal.forms_heart_rate import ZoneFields
from journal.forms_pain import PainFields
from journal.load_units import Units
from journal.models import Activity, EmotionWord, Intensity
from journal.set_cells import decimal, parse_distance
from journal.validation import own_groups

LONG_MINUTES = 300  # more than that is asked once (SPEC 9)
EFFORT_WORDS = {
    2: _("easy"),
    3: _("comfortable"),
    4: _("a bit hard"),
    5: pgettext_lazy("effort", "hard"),
    7: _("very hard"),
}
WELLBEING = ("emotion_word", "emotion_before", "emotion_after", "confidence_next", "note", "body_note")
TALK_TEST = [
    ("", _("Not asked")),
    (Intensity.LIGHT, _("I could sing")),
    (Intensity.MODERATE, _("I could talk, not sing")),
    (Intensity.VIGOROUS, _("Only a few words")),
]


def effort_field() -> RatingField:
    """Effort of the whole session, 0 to 10 (SPEC 2.1)."""
    return RatingField(
        label=_("How did the whole session feel? (RPE)"),
        low=_("rest"),
        high=_("the most I could do"),
        words=EFFORT_WORDS,
    )


class DistanceField(forms.Field):
    """Kilometres or miles, with a comma or a dot; the value is in metres."""

    units = Units()

    def to_python(self, value: Any) -> int | None:
        if not value:
            return None
        return parse_distance(decimal(str(value)), self.units)


class SessionForm(ZoneFields, PainFields):
    """Everything of a session but its sets. Fields that do not fit the activity or the consents are left out."""

    mark_optional = False
    activity = forms.ChoiceField(label=_("Activity"), choices=Activity, widget=forms.Select)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=900,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "num", "autocomplete": "off"}),
    )
    distance = DistanceField(
        label=_("Distance"),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "class": "num", "autocomplete": "off"}),
    )
    rpe = effort_field()
    talk_test = forms.ChoiceField(
        label=_("While moving, how much could you say?"), choices=TALK_TEST, required=False, widget=Chips
    )
    title = forms.CharField(label=_("Name of the session"), max_length=120, required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=DateInput)
    time = forms.TimeField(label=_("Start"), required=False, widget=TimeInput)
    emotion_word = forms.ChoiceField(label=_("One word for it"), choices=EmotionWord, required=False, widget=Chips)
    emotion_before = RatingField(label=_("How strong is it?"), low=_("not at all"), high=_("as strong as it gets"))
    emotion_after = RatingField(
        label=_("How strong was it afterwards?"), low=_("not at all"), high=_("as strong as it gets")
    )
    avg_hr = forms.IntegerField(
        label=_("Average heart rate"),
        min_value=30,
        max_value=240,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    max_hr = forms.IntegerField(
        label=_("Highest heart rate"),
        min_value=30,
        max_value=240,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    confidence_next = RatingField(
        label=_("How sure are you that the next session will happen?"), low=_("not at all"), high=_("quite sure")
    )
    group = forms.ChoiceField(label=_("Together with a group"), required=False, widget=forms.Select)
    with_family = forms.BooleanField(label=_("Together with family"), required=False, widget=Switch)
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Only for you."),
    )
    body_note = forms.CharField(
        label=_("What the body felt and could do"), max_length=4000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, person: User, left_out: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.stored_start: datetime | None = None
        self.stored_minutes: int | None = None
        self.usual_minutes: int | None = None
        self.asks_if_sure = bool(self.data.get("sure"))
        hidden = () if person.has_consent("wellbeing") else WELLBEING
        for name in {*left_out, *hidden} & self.fields.keys():
            del self.fields[name]
        if isinstance(distance := self.fields.get("distance"), DistanceField):
            distance.units = Units.of(person)
        self.distance_unit = Units.of(person).distance
        if isinstance(group := self.fields.get("group"), forms.ChoiceField):
            group.choices = [("", _("No group")), *((str(one), name) for one, name in own_groups(person))]
            if len(group.choices) == 1:
                del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        """Empty minutes are the suggested ones, many are asked once; an empty start is now minus the minutes."""
        cleaned = super().clean()
        if cleaned.get("minutes") is None and "minutes" not in self.errors:
            cleaned["minutes"] = self.usual_minutes
            if self.usual_minutes is None:
                self.add_error("minutes", _("How many minutes did it take?"))
        if (cleaned.get("minutes") or 0) > LONG_MINUTES and not self.data.get("sure") and self.has_changed_minutes:
            self.asks_if_sure = True
            self.add_error("minutes", _("More than five hours. If that is right, save again."))
        if (average := cleaned.get("avg_hr")) and (highest := cleaned.get("max_hr")) and highest < average:
            self.add_error("max_hr", _("This is below the average."))
        if cleaned.get("emotion_before") is not None and not cleaned.get("emotion_word"):
            self.add_error("emotion_word", _("Choose the word that the number is for."))
        if cleaned.get("minutes") and not self.errors.keys() & {"day", "time"}:
            cleaned["started_at"] = self._start(cleaned["minutes"], cleaned.get("day"), cleaned.get("time"))
        return cleaned

    @property
    def has_changed_minutes(self) -> bool:
        """Whether the minutes are others than the stored ones."""
        return self.cleaned_data.get("minutes") != self.stored_minutes

    def _start(self, minutes: int, day: dt.date | None, clock: dt.time | None) -> datetime | None:
        now = self.person.local_now()
        just_ended = (now - timedelta(minutes=minutes)).astimezone(now.tzinfo)
        if day is None and clock is None:
            return just_ended
        if (stored := self.stored_start) and (day, clock) == (
            stored.date(),
            stored.time().replace(second=0, microsecond=0),
        ):
            return stored
        day = day or now.date()
        clock = clock or just_ended.time().replace(second=0, microsecond=0)
        start = datetime.combine(day, clock, tzinfo=self.person.zone)
        if start > now:
            self.add_error("time" if day == now.date() else "day", _("This is still to come."))
        return start


class TemplateForm(forms.Form):
    """The name of a template."""

    name = forms.CharField(label=_("Name of the template"), max_length=80)


class OwnExerciseForm(forms.Form):
    """A new exercise of one's own, from the picker of the session form."""

    name = forms.CharField(label=_("Its name"), max_length=80)
    unit = forms.ChoiceField(
        label=_("What a set of it counts"),
        choices=[(unit, name) for unit, name in UNITS.items() if unit != "time"],
        initial="load",
        widget=Chips,
    )
