"""Lets the layers above follow when nights of the sleep diary change, in the same transaction."""

from collections.abc import Callable
from datetime import date

from accounts.models import User

on_nights_changed: list[Callable[[User, set[date]], None]] = []
"""Upper layers put functions here when they start; they are given the days of the nights."""


def tell_nights_changed(person: User, days: set[date]) -> None:
    """Each of them."""
    for follow in on_nights_changed:
        follow(person, days)
