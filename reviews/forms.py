"""The answer to a weekly review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, RatingField
from plans.next_week import NextWeek
from reviews import sentences
from reviews.models import WeeklyReview


class AnswerForm(forms.Form):
    """One thing for next week, the only answer that is needed; the rest may stay empty."""

    next_week = forms.ChoiceField(
        label=_("One thing for next week"),
        choices=WeeklyReview.NextWeek.choices,
        widget=Chips,
        error_messages={"required": _("Choose one thing for next week.")},
    )
    went_well = forms.CharField(
        label=_("What went well?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    confidence = RatingField(
        label=_("How sure are you that it will work out?"), low=_("not at all"), high=_("very"), required=False
    )

    def __init__(
        self, *args: Any, target: int = 0, may_rate: bool = True, plans: NextWeek | None = None, **kwargs: Any
    ) -> None:
        """`target` names the number in the first choice, `plans` says what the choices do to them.

        Without well-being consent nobody asks how they feel.
        """
        super().__init__(*args, **kwargs)
        simple = [("same", sentences.same_again(target)), *WeeklyReview.NextWeek.choices[1:]]
        self.fields["next_week"].choices = plans.choices if plans else simple  # type: ignore[attr-defined]
        if not may_rate:
            del self.fields["went_well"], self.fields["confidence"]

    @classmethod
    def initial_of(cls, review: WeeklyReview, preselected: str) -> dict[str, Any]:
        """What was answered; else the choice that the mail's button named."""
        known = preselected if preselected in WeeklyReview.NextWeek.values else ""
        return {
            "next_week": review.next_week or known,
            "went_well": review.went_well,
            "confidence": review.confidence,
        }
