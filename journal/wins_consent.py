"""Wins that rest on a category other than training come and go with its consent."""

from accounts.models import User
from journal.wins_days_log import recompute_days
from journal.wins_facts import RULES
from journal.wins_log import recompute_wins


def forget_wins(person: User, category: str) -> None:
    """Withdrawn: what was derived of the category goes at once; the entries stay until they are erased."""
    rules = [name for name, rule in RULES.items() if rule.category == category and category != "training"]
    if rules:
        person.small_wins.filter(rule__in=rules).delete()


def erase_wins(person: User, category: str) -> None:
    """Erased: the same; where training went with all its wins, nights tell theirs again."""
    forget_wins(person, category)
    if category == "training":
        recompute_days(person=person)


def recall_wins(person: User, category: str) -> None:
    """Given again: the entries that are still there tell their wins."""
    if not person.consents.filter(category=category, withdrawn_at__isnull=False).exists():
        return
    if category == "sleep":
        recompute_days(person=person)
    elif category == "wellbeing":
        recompute_wins(person=person)
