"""The form after a training session."""

from datetime import timedelta
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.dates import local_day
from core.forms import RatingField
from journal.body_notes import asks_body_note, prompt_of
from journal.forms_pain import PainFields
from journal.forms_training import WELLBEING, effort_field
from journal.models import TrainingSession
from journal.planned import planned_draft


class FinishForm(PainFields):
    """What a person may say about a finished session; all of it optional."""

    mark_optional = False
    emotion_after = RatingField(
        label=_("How strong is the feeling now?"), low=_("not at all"), high=_("as strong as it gets")
    )
    rpe = effort_field()
    confidence_next = RatingField(
        label=_("How sure are you that the next session will happen?"), low=_("not at all"), high=_("quite sure")
    )
    note = forms.CharField(
        label=_("One minute for a line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2, "placeholder": _("What went a little better today?")}),
    )
    body_note = forms.CharField(max_length=4000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, left_out: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in left_out & self.fields.keys():
            del self.fields[name]

    @classmethod
    def of(cls, person: User, session: TrainingSession, data: Any = None) -> Self:
        """The form of a session, with the questions that fit it, the consents and the day."""
        left_out = set() if person.has_consent("wellbeing") else set(WELLBEING)
        left_out |= set() if may_rate_feeling(person, session) else {"emotion_after"}
        left_out |= set() if asks_body_note(person, session) else {"body_note"}
        form = cls(data, left_out=left_out)
        form.initial = {name: getattr(session, name) for name in form.fields}
        task = planned_draft(person, session.planned_session)
        if "body_note" in form.fields:
            form.fields["body_note"].label = (task and task.body_prompt) or str(prompt_of(session.day))
        if task and task.reflection and "emotion_after" in form.fields and "note" in form.fields:
            form.fields["note"].help_text = task.reflection
        if task and task.mastery and task.closed_by == session.pk and "confidence_next" in form.fields:
            form.fields["confidence_next"].label = task.mastery
        return form


def may_rate_feeling(person: User, session: TrainingSession) -> bool:
    """The feeling is asked until the end of the local day (SPEC 4.2); later a correction of the session takes it."""
    ended_on = local_day(session.started_at + timedelta(minutes=session.minutes), person.zone)
    return session.emotion_before is not None and person.today() <= ended_on
