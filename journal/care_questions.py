"""The two own questions behind support cards (SPEC 8.1 G4, G8): optional, asked on the page of the cards alone."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import RatingField
from journal.fields import Choice, Day, Field, Whole, raise_if, read_all, refusal
from journal.models import CareAnswer

SNORING, IRRITABLE = CareAnswer.Question.SNORING, CareAnswer.Question.IRRITABLE
ASKED_WITH = {SNORING.value: "sleep", IRRITABLE.value: "training"}
"""Question -> the consent that it needs besides that to well-being, of which support cards are a part."""
ROWS_OF_CATEGORY = {"sleep": Q(question=SNORING), "training": Q(question=IRRITABLE), "wellbeing": Q()}
ANSWER_FIELDS: dict[str, Field] = {
    "question": Choice(choices=tuple(CareAnswer.Question.values), is_required=True),
    "answered_on": Day(is_required=True),
    "score": Whole(low=0, high=10),
}


class SnoringForm(forms.Form):
    """A tick, which can be taken back."""

    question = SNORING.value
    snoring = forms.BooleanField(label=_("I am told that I snore loudly, with pauses in breathing"), required=False)

    def score(self) -> int | None:
        """A tick has none."""
        return None

    def says_something(self) -> bool:
        return bool(self.cleaned_data["snoring"])


class IrritableForm(forms.Form):
    """How much a sentence was so."""

    question = IRRITABLE.value
    irritable = RatingField(
        label=_("“I felt bad or irritable when I could not train”: how much was that so in the last four weeks?"),
        low=_("not at all"),
        high=_("very much"),
    )

    def score(self) -> int | None:
        return self.cleaned_data["irritable"]  # type: ignore[no-any-return]

    def says_something(self) -> bool:
        return self.cleaned_data["irritable"] is not None


FORMS: dict[str, type[SnoringForm] | type[IrritableForm]] = {SNORING: SnoringForm, IRRITABLE: IrritableForm}


def questions_for(person: User, agreed: Collection[str]) -> list[tuple[SnoringForm | IrritableForm, CareAnswer | None]]:
    """The form of each question that the person may be asked, with the answer there is; one query."""
    asked = [name for name, category in ASKED_WITH.items() if {"wellbeing", category} <= set(agreed)]
    known = {row.question: row for row in person.care_answers.all()} if asked else {}
    return [(FORMS[name](initial=_initial(known.get(name)), prefix=name), known.get(name)) for name in asked]


def _initial(answer: CareAnswer | None) -> dict[str, Any]:
    return {"snoring": True, "irritable": answer.score} if answer else {}


def clean_answer(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of an answer; a tick has no score, the other question has one."""
    values, errors = read_all(ANSWER_FIELDS, data, person.zone)
    if values["question"] == SNORING:
        values["score"] = None
    elif values["score"] is None and "score" not in errors:
        errors["score"] = [refusal(_("This field is required."), "required")]
    raise_if(errors)
    return values
