"""What a person, or a withdrawn consent, does to support cards."""

from accounts.models import User
from journal import care_cards
from journal.care_check import wake
from journal.models import CareAnswer, SupportCard

RESTS_ON = {"training": ("G6", "G8"), "sleep": ("G4", "G8"), "body": ("G9",)}
"""Category -> the signals that rest on it. All of them are of well-being, and G1 and G2 rest on nothing else."""


def hide_card(*, card: SupportCard, person: User) -> None:
    """Not now."""
    care_cards.hide(card, person.today())
    card.save(update_fields=["hidden_until"])


def mute_card(*, card: SupportCard) -> None:
    """None of this kind any more."""
    care_cards.mute(card)
    card.save(update_fields=["is_muted", "due_on", "hidden_until", "checked_on", "times"])


def unmute_card(*, card: SupportCard) -> None:
    """The kind may come up again; the row held nothing else."""
    card.delete()


def answer_question(*, person: User, question: str, score: int | None) -> CareAnswer:
    """Keeps the answer as today's; the next morning looks at it."""
    values = {"answered_on": person.today(), "score": score}
    answer, _is_new = CareAnswer.objects.update_or_create(person=person, question=question, defaults=values)
    wake(person)
    return answer


def forget_answer(*, person: User, question: str) -> None:
    """Takes an answer back."""
    person.care_answers.filter(question=question).delete()


def forget_cards(person: User, category: str) -> None:
    """Cards that rest on a category which was withdrawn go at once."""
    cards = person.support_cards.all()
    if category != "wellbeing":
        cards = cards.filter(signal__in=RESTS_ON.get(category, ()), is_muted=False)
    cards.delete()
