"""What people agree to, by category and version. A text that was ever shown stays here for its receipts."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One category's notice: what is stored, what for, who sees it, what withdrawing does."""

    title: Promise
    data: Promise
    purpose: Promise
    seen_by: Promise
    stop: Promise

    def paragraphs(self) -> list[str]:
        """The whole notice in the active language."""
        return [str(part) for part in (self.title, self.data, self.purpose, self.seen_by, self.stop)]


ONLY_YOU = _("Only you can see it, unless you choose to share something yourself.")
STOP = _(
    "You can withdraw with one tap in Settings. From then on nothing new of this kind is stored; "
    "what is stored stays in your journal until you delete it, which you can do at the same place."
)

TEXTS: dict[tuple[str, str], ConsentText] = {
    ("training", "1"): ConsentText(
        title=_("Store my training"),
        data=_(
            "Sessions, sets, effort, rest days, your plan and small wins. In context this says something of health."
        ),
        purpose=_("It is used to show you your own progress, your weekly review and your plan."),
        seen_by=ONLY_YOU,
        stop=STOP,
    ),
    ("wellbeing", "1"): ConsentText(
        title=_("Store how I feel"),
        data=_(
            "Mood, energy, feelings before and after training, confidence, and notes beside them. This is health data."
        ),
        purpose=_("It is used to show you your own ratings and their averages over time."),
        seen_by=ONLY_YOU,
        stop=STOP,
    ),
    ("sleep", "1"): ConsentText(
        title=_("Store my sleep"),
        data=_("Sleep diary and sleep questionnaires. This is health data."),
        purpose=_("It is used to show you your own nights, their averages and your questionnaire scores."),
        seen_by=ONLY_YOU,
        stop=STOP,
    ),
    ("body", "1"): ConsentText(
        title=_("Store body measurements"),
        data=_("Weight, waist, blood pressure, resting heart rate, laboratory values. This is health data."),
        purpose=_("It is used to show you your own values over time. They can never be shared through Small Wins."),
        seen_by=_("Only you can see it. It cannot be shared."),
        stop=STOP,
    ),
    ("training", "2"): ConsentText(
        title=_("Store my training"),
        data=_(
            "Sessions, sets, effort, steps, rest days, your plan and small wins. "
            "In context this says something of health."
        ),
        purpose=_("It is used to show you your own progress, your weekly review and your plan."),
        seen_by=ONLY_YOU,
        stop=STOP,
    ),
    ("body", "2"): ConsentText(
        title=_("Store body measurements"),
        data=_(
            "Weight, waist, body fat, height, blood pressure, resting and highest heart rate, six-minute walk, "
            "laboratory values: of these, what you switch on. This is health data."
        ),
        purpose=_("It is used to show you your own values over time. They can never be shared through Small Wins."),
        seen_by=_("Only you can see it. It cannot be shared."),
        stop=STOP,
    ),
    ("wellbeing", "2"): ConsentText(
        title=_("Store how I feel"),
        data=_(
            "Mood, energy, feelings before and after training, confidence, and notes beside them. This is health data."
        ),
        purpose=_(
            "It is used to show you your own ratings and their averages over time, and to bring up a support card, for "
            "you alone, when they stay low."
        ),
        seen_by=ONLY_YOU,
        stop=STOP,
    ),
    ("social", "1"): ConsentText(
        title=_("Take part in groups"),
        data=_("Your name, your check-ins, encouragements and the small wins that you tick to share."),
        purpose=_("It is used to let a group that you join see how you take part, and to remind you before a meeting."),
        seen_by=_("Members of the groups that you join can see it, and nobody else."),
        stop=STOP,
    ),
    ("pool", "1"): ConsentText(
        title=_("Add my figures to a pooled summary"),
        data=_("How strongly two of your figures go together, with the number of days. No name, no dates, no entries."),
        purpose=_("It is used to make estimates steadier for people who have logged only a little."),
        seen_by=_("Nobody sees it. It becomes one number among many inside the calculation."),
        stop=_("You can withdraw with one tap in Settings. Your figures leave the summary at its next calculation."),
    ),
}


def current_text(category: str) -> ConsentText:
    """What is shown to somebody who is asked now."""
    return TEXTS[category, current_version(category)]


def current_version(category: str) -> str:
    """The newest wording of a category."""
    return max((version for known, version in TEXTS if known == category), key=int)


def is_outdated(receipt: Consent) -> bool:
    """Whether the words of its category are others now. It holds nevertheless: nobody is asked twice in passing."""
    return receipt.text_version != current_version(receipt.category)


def text_of_receipt(category: str, version: str, language: str) -> list[str]:
    """The exact words that a receipt stands for."""
    with translation.override(language):
        return TEXTS[category, version].paragraphs()
