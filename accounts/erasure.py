"""Erasing a person, or one category of what they recorded; privacy.toml says what belongs to it."""

from collections.abc import Callable, Iterator
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction

from accounts.models import User
from core import privacy
from core.models import RateBucket

# Upper layers put functions here when they start. The category is None where the whole account goes.
before_erasing: list[Callable[[User, str | None], None]] = []  # hand a group over
after_erasing_category: list[Callable[[User, str], None]] = []  # bring derived rows in line
divided: dict[type[models.Model], dict[str, models.Q]] = {}  # rows of several categories: which belong to which


@transaction.atomic
def erase_person(person: User) -> None:
    """Ends every sign-in, then deletes the row; the foreign keys take all that belongs to it along."""
    for react in before_erasing:
        react(person, None)
    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    RateBucket.objects.filter(name__endswith=str(person.pk)).delete()
    person.delete()


@transaction.atomic
def erase_category(person: User, category: str) -> None:
    """Deletes the rows of a category and empties its fields on rows of another one."""
    for react in before_erasing:
        react(person, category)
    for rows in _rows_of(person, category):
        rows.delete()
    for model, path, fields in privacy.fields_of(category):
        model._default_manager.filter(**{path: person.pk}).update(**{field.name: _emptied(field) for field in fields})
    for tell in after_erasing_category:
        tell(person, category)


def count_of_category(person: User, category: str) -> int:
    """How many rows `erase_category` would delete."""
    return sum(rows.count() for rows in _rows_of(person, category))


def _rows_of(person: User, category: str) -> "Iterator[models.QuerySet[models.Model]]":
    """Whole tables of the category, and its part of the divided ones."""
    for model, path in privacy.models_of(category):
        if model not in divided:
            yield model._default_manager.filter(**{path: person.pk})
    for model, parts in divided.items():
        if category in parts:
            yield model._default_manager.filter(parts[category], **{privacy.person_path(model): person.pk})


def _emptied(field: "models.Field[Any, Any]") -> Any:
    return None if field.null else field.get_default()
