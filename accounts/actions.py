"""What changes a person, their consents or their schedule."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts import erasure
from accounts.consent_texts import current_version
from accounts.models import Consent, User

# Upper layers put functions here when they start: accounts imports none of them.
on_schedule_changed: list[Callable[[User], None]] = []
on_profile_changed: list[Callable[[User, frozenset[str]], None]] = []
"""Told the names of the columns that hold something else now."""
on_consent_given: list[Callable[[User, str], None]] = []
on_consent_withdrawn: list[Callable[[User, str], None]] = []

SCHEDULE_FIELDS = frozenset({"time_zone", "review_weekday", "review_time"})


class EmailTaken(Exception):
    """Somebody signed up with this address before."""


@transaction.atomic
def give_consent(*, person: User, categories: Iterable[str]) -> None:
    """Writes a receipt for each category that is not agreed to yet."""
    categories = list(categories)
    Consent.objects.bulk_create(
        (
            Consent(
                person=person,
                category=Consent.Category(category),
                text_version=current_version(category),
                language=person.language,
            )
            for category in categories
        ),
        ignore_conflicts=True,
    )
    person.forget_consents()
    for react in on_consent_given:
        for category in categories:
            react(person, category)


@transaction.atomic
def renew_consent(*, person: User, category: str) -> None:
    """The newest words in place of those that were agreed to; nothing is withdrawn, so nothing else follows."""
    now, version = timezone.now(), current_version(category)
    older = person.consents.filter(category=category, withdrawn_at=None).exclude(text_version=version)
    if older.update(withdrawn_at=now):
        Consent.objects.create(
            person=person, category=category, text_version=version, language=person.language, given_at=now
        )


@transaction.atomic
def withdraw_consent(*, person: User, category: str) -> None:
    """From this moment nothing of the category is stored or used; what is stored stays until it is erased."""
    if person.consents.filter(category=category, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        person.forget_consents()
        for react in on_consent_withdrawn:
            react(person, category)


@transaction.atomic
def save_profile(*, person: User, changes: dict[str, Any]) -> None:
    """Stores changed preferences; a new zone, day or hour of the review makes a new due time."""
    changed = {field for field, value in changes.items() if getattr(person, field) != value}
    if not changed:
        return
    for field in changed:
        setattr(person, field, changes[field])
    person.__dict__.pop("zone", None)
    person.save(update_fields=changed)
    for react in on_profile_changed:
        react(person, frozenset(changed))
    if changed & SCHEDULE_FIELDS:
        reschedule(person=person)


def reschedule(*, person: User) -> None:
    """Tells the layers above that the person's clock or review time is another one."""
    for react in on_schedule_changed:
        react(person)


@transaction.atomic
def finish_welcome(*, person: User, changes: dict[str, Any], categories: Iterable[str]) -> None:
    """The person said who they are and what may be stored: the journal is theirs from now on."""
    give_consent(person=person, categories=categories)
    save_profile(person=person, changes=changes | {"is_sixteen": True, "is_welcomed": True})
    reschedule(person=person)


@transaction.atomic
def create_person(
    *,
    email: str,
    time_zone: str = "UTC",
    language: str = "en",
    categories: Iterable[str] = tuple(Consent.Category.values),
    **fields: Any,
) -> User:
    """A welcomed person with a verified address and consents, as scripts and demos need one."""
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken(email)
    fields = {"is_sixteen": True, "is_welcomed": True} | fields
    person = User.objects.create_user(email, time_zone=time_zone, language=language, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    give_consent(person=person, categories=categories)
    reschedule(person=person)
    return person


def delete_account(*, person: User) -> None:
    """The person and everything of theirs, at once and for good."""
    erasure.erase_person(person)


def erase_category(*, person: User, category: str) -> None:
    """Everything of one category that the person recorded, at once and for good."""
    erasure.erase_category(person, category)
