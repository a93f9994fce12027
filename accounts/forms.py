"""The forms of welcome and settings."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.validators import birth_years, offered_time_zones, time_zones, validate_line
from core.forms import Chips, ChipsMultiple, Options, Stepper, Switch, TimeInput

REST_MAX = 1800
MAX_HEART_RATES = (100, 240)  # beats a minute at the most a person could do
WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")),
    (4, _("Friday")), (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip


class ZoneField(forms.ChoiceField):
    """A time zone: a list that a script sets to the browser's own; aliases that browsers report are taken too."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("Choose your time zone")), *((name, name.replace("_", " ")) for name in offered_time_zones())]
        super().__init__(label=_("Time zone"), choices=choices, **options)

    def valid_value(self, value: str) -> bool:
        return value in time_zones()


class WelcomeForm(forms.Form):
    """All that is asked before the first entry."""

    display_name = User._meta.get_field("display_name").formfield(
        label=_("What may we call you?"), required=False, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    time_zone = ZoneField(widget=forms.Select(attrs={"data-browser-zone": True}))
    is_sixteen = forms.BooleanField(label=_("I am 16 or older"))
    training = forms.BooleanField(label=_("Store my training"), required=False)
    mark_optional = True

    def changes(self) -> dict[str, Any]:
        """What to store on the person."""
        return {name: self.cleaned_data[name] for name in ("display_name", "time_zone")}


class PersonForm(forms.ModelForm):
    """A form over some preferences; `changes` goes to `accounts.actions.save_profile`."""

    def changes(self) -> dict[str, Any]:
        """The preferences as they were entered."""
        return dict(self.cleaned_data)

    def _post_clean(self) -> None:
        """Validates by the model's rules without touching the signed-in person before the action does."""
        kept = {name: getattr(self.instance, name) for name in self.fields}
        super()._post_clean()  # type: ignore[misc]  # the stubs do not know it
        for name, value in kept.items():
            setattr(self.instance, name, value)


class ProfileForm(PersonForm):
    time_zone = ZoneField()

    class Meta:
        model = User
        fields = ["display_name", "language", "time_zone", "units", "birth_year", "usual_bed_time", "usual_rise_time"]
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "language": Chips,
            "units": Chips,
            "birth_year": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "usual_bed_time": TimeInput,
            "usual_rise_time": TimeInput,
        }
        help_texts = {
            "display_name": _("What members of your groups read."),
            "birth_year": _("Used to estimate heart-rate zones, for nothing else."),
        }

    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if zone := self.initial.get("time_zone"):
            field: Any = self.fields["time_zone"]
            if zone not in dict(field.choices):
                field.choices = [*field.choices, (zone, zone)]

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        years = birth_years(localdate())
        if year is not None and year not in years:
            raise ValidationError(
                gettext("Use a year from %(first)s to %(last)s.") % {"first": years[0], "last": years[-1]}
            )
        return year


class TrainingForm(PersonForm):
    """How sets are logged. The highest heart rate is a measured value of the body and needs that consent."""

    class Meta:
        model = User
        fields = ["set_effort", "rest_seconds", "load_unit", "uses_heart_rate", "max_heart_rate"]
        widgets = {
            "set_effort": Chips,
            "load_unit": Chips,
            "rest_seconds": Stepper({"step": 15, "min": 0, "max": REST_MAX}),
            "uses_heart_rate": Switch,
            "max_heart_rate": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "set_effort": _("RPE is how hard it was, up to 10. In reserve is how many more you could have done."),
            "rest_seconds": _("0 for no timer. Each exercise can have its own, in its menu."),
            "uses_heart_rate": _(
                "Switch them off if medicine slows your heart, with an irregular heartbeat or a pacemaker, or when you"
                " are pregnant. Then the talk test and effort count."
            ),
            "max_heart_rate": _("Only if you have measured it. Otherwise it is estimated from the birth year."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.has_consent("body"):
            del self.fields["max_heart_rate"]

    def clean_rest_seconds(self) -> int:
        return _within(self.cleaned_data["rest_seconds"], 0, REST_MAX) or 0

    def clean_max_heart_rate(self) -> int | None:
        return _within(self.cleaned_data["max_heart_rate"], *MAX_HEART_RATES)


def _within(number: int | None, low: int, high: int) -> int | None:
    if number is not None and not low <= number <= high:
        raise ValidationError(gettext("Use a whole number from %(low)s to %(high)s.") % {"low": low, "high": high})
    return number


class AppearanceForm(PersonForm):
    class Meta:
        model = User
        fields = ["theme", "text_size", "motion", "hides_numbers"]
        widgets = {"theme": Chips, "text_size": Chips, "motion": Chips, "hides_numbers": Switch}
        help_texts = {
            "text_size": _("Large also makes two rows of the numbers from 0 to 10, each with more room for a thumb."),
            "hides_numbers": _(
                "Very low, low, in between, good, very good. A number from 0 to 10 is stored as before."
            ),
        }


class MailForm(PersonForm):
    """When the weekly review is ready, how much its mail says, and when no reminder comes."""

    review_weekday = forms.TypedChoiceField(label=_("Day"), choices=WEEKDAYS, coerce=int, widget=forms.Select)
    mail_level = forms.ChoiceField(
        label=_("Weekly mail"),
        widget=Options,
        choices=[
            (User.MailLevel.FACTS, _("Training facts: sessions, minutes, small wins. Never mood, sleep or body.")),
            (User.MailLevel.LINK, _("Link only: it says that the review is ready.")),
            (User.MailLevel.OFF, _("Off: no weekly mail. The review waits in the app.")),
        ],
    )

    class Meta:
        model = User
        fields = ["mail_level", "review_weekday", "review_time", "has_checkin_reminders", "has_message_mails"]
        fields += ["has_grant_questions", "has_coach_digest", "quiet_from", "quiet_until"]
        widgets = {
            "review_time": TimeInput,
            "has_checkin_reminders": Switch,
            "has_message_mails": Switch,
            "has_grant_questions": Switch,
            "has_coach_digest": Switch,
            "quiet_from": TimeInput,
            "quiet_until": TimeInput,
        }
        labels = {
            "review_time": _("Time"),
            "has_checkin_reminders": _("Mails of your groups: before a meeting, and the morning after"),
            "has_grant_questions": _("A question before something you share ends"),
            "has_coach_digest": _("On Mondays, numbers of the groups you coach"),
            "has_message_mails": _("A mail when somebody wrote to you"),
        }
        help_texts = {"has_message_mails": _("It says neither who nor what. One for a thread until you have read it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_coach:
            del self.fields["has_coach_digest"]


class HelpContactForm(forms.Form):
    """Somebody whom the person would call in a rough moment."""

    name = forms.CharField(label=_("Name"), max_length=80, validators=[validate_line])
    number = forms.RegexField(
        r"^[\d+*#][\d\s()/.*#-]{2,29}$",
        label=_("Telephone number"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"invalid": _("Use digits, with a + in front if you like.")},
    )

    @classmethod
    def initial_of(cls, person: User) -> dict[str, str]:
        """The stored contact in its two fields."""
        name, _break, number = person.help_contact.partition("\n")
        return {"name": name, "number": number}

    def changes(self) -> dict[str, Any]:
        """What to store on the person."""
        return {"help_contact": f"{self.cleaned_data['name']}\n{self.cleaned_data['number']}"}


class TokenForm(forms.Form):
    """A token for the person's own scripts."""

    name = forms.CharField(label=_("What is it for?"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        required=False,
        widget=ChipsMultiple,
        help_text=_("Nothing chosen: everything that you may do."),
        choices=[
            ("read", _("Read everything")), ("training", _("Training")), ("wellbeing", _("Well-being")),
            ("sleep", _("Sleep")), ("body", _("Body")), ("social", _("Groups")),
        ],
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("How long is it valid?"),
        coerce=int,
        initial=90,
        widget=Chips,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year")), (0, _("No end"))],
    )

    def expires_at(self) -> datetime | None:
        """The instant after which it opens nothing; None for never."""
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=days) if days else None


class DeleteForm(forms.Form):
    """The last question before an account goes."""

    is_sure = forms.BooleanField(label=_("Delete my account and everything in it, at once and for good"))
