"""Puts a row of one person's into every table, with a mark in each of its texts by which a leak is known.

A mark says whose it is and who may see it: `p` the person alone, `g` the group, `t` the two of a thread or pair, `l`
whoever holds a link, `a` whoever runs the site as well. Tables that come later are filled without a word here, unless
a constraint asks for one.
"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone

from accounts.models import User
from core import privacy
from core.dates import Week
from groups.models import Group
from plans.programmes import FOLDER

MARK = re.compile(r"zqzq([a-z]+)0([pgtal])0\d+x")
SEEN_BY = {"groups.CheckIn": "g", "groups.Encouragement": "g", "groups.Message": "t", "account.EmailAddress": "a"}
SEEN_BY |= {"groups.Offer": "g", "groups.Report": "a", "groups.FamilyLink": "l"}
MADE_WITH_CARE = {"accounts.User", "account.EmailAddress", "accounts.Consent", "groups.Membership", "mfa.Authenticator"}
NOT_A_ROW_OF_THEIRS = {"admin.LogEntry"}  # what an operator did
_numbers = count(100)

OWN_TEMPLATE = (FOLDER / "yoga_depth_6w.yaml").read_text("utf-8")

FACTS = {
    "week_start": "2026-03-02", "sessions": 1, "minutes": 30, "load": 0, "active_days": 1, "moderate_minutes": 30,
    "vigorous_minutes": 0, "moderate_equivalent_minutes": 30, "resistance_days": 0, "tasks_planned": 0, "tasks_done": 0,
    "wins": [], "mood": {"ratings": 0, "mean": None}, "emotion": {"rated": 0, "median_change": None},
    "sleep": {"nights": 0, "mean_total_sleep_min": None, "mean_efficiency": None, "mean_awakenings": None},
}  # fmt: skip

# Texts that are names of things and not words of a person, by field or by table and field.
VALUES: dict[str, Any] = {
    "source": "", "exercise": "back_squat", "unit": "kg", "language": "en", "text_version": "1", "rule": "SW13",
    "resource": "mood-ratings", "pattern": "squat", "merged_into": "", "scoring_version": "pitt-2005",
    "counts_text": "", "programme": "walk_run_10w", "monday": Week.of(date(2026, 3, 2)).monday,
    "starts_on": Week.of(date(2026, 3, 2)).monday, "week_start": Week.of(date(2026, 3, 2)).monday, "ip": "127.0.0.1",
    "utc_offset": 60, "state": None, "is_hidden": False,
    "journal.Measurement.kind": "weight", "journal.Measurement.value": Decimal(70), "journal.SmallWin.kind": "fact",
    "journal.OwnExercise.unit": "reps", "journal.SupportCard.is_muted": True, "plans.PlannedSession.key": "run_a",
    "plans.PlanProposal.rule": "P1", "plans.WeeklyTarget.target": 3, "core.OutboxMail.kind": "weekly_review",
    "core.OutboxMail.state": "sent", "groups.Encouragement.phrase": "own_words",
    "reviews.WeeklyReview.facts": FACTS, "plans.OwnProgramme.template": OWN_TEMPLATE,
    "groups.AccessLogEntry.streams": "training", "groups.FamilyLink.expires_at": datetime(2999, 1, 1, tzinfo=UTC),
    "groups.CheckIn.answer": "moved", "groups.CheckIn.slot": None, "journal.SleepWeekRating.day": date(2026, 3, 8),
}  # fmt: skip


def mark(person: User, seen_by: str = "p") -> str:
    """A new word that stands nowhere else: whose it is and who may see it."""
    return f"zqzq{person.username_of_marks}0{seen_by}0{next(_numbers)}x"  # type: ignore[attr-defined]


class Garden:
    """The rows of one person by table; `group` is the one whose rows stand in for those that belong to nobody."""

    def __init__(self, person: User, group: Group, other: User) -> None:
        self.person, self.other = person, other
        shared = {"groups.Group": group, "groups.MeetingSlot": group.slots.first()}
        self.rows: dict[str, Any] = {"accounts.User": person} | shared

    def plant_all(self) -> None:
        """One row in every table that leads to a person."""
        for model in privacy.covered_models():
            if privacy.person_path(model) and model._meta.label not in MADE_WITH_CARE | NOT_A_ROW_OF_THEIRS:
                self.row_of(model)

    def row_of(self, model: type[models.Model]) -> Any:
        """The person's row of a table, planted when it is asked for the first time."""
        label = model._meta.label
        if label not in self.rows:
            if not privacy.person_path(model):
                return None
            found = model._base_manager.filter(**{privacy.person_path(model): self.person.pk})
            self.rows[label] = found.first() or self.plant(model)
        return self.rows[label]

    def plant(self, model: type[models.Model]) -> Any:
        """A new row, whatever the rules of forms and actions say; only the database is asked."""
        row = model()
        for field in model._meta.concrete_fields:
            if not (field.primary_key and (field.has_default() or isinstance(field, models.AutoField))):
                setattr(row, field.name, self.value_of(model._meta.label, field))
        model._base_manager.bulk_create([row])
        return row

    def value_of(self, label: str, field: Any) -> Any:
        """A value of the field's type: a fixed one, a row of the person's own, or a mark."""
        for name in (f"{label}.{field.name}", field.name):
            if name in VALUES and not (VALUES[name] is None and not field.null):
                return VALUES[name]
        if isinstance(field, models.ForeignKey):
            return self.related(field)
        if field.choices:
            return field.get_default() if field.has_default() else field.choices[0][0]
        if isinstance(field, models.CharField | models.TextField):
            return mark(self.person, SEEN_BY.get(label, "p"))[: field.max_length]
        if isinstance(field, models.JSONField):
            return self.json_of(field)
        return plain_value(field)

    def related(self, field: Any) -> Any:
        """The person, the other of a pair, or a row of the person's own."""
        if field.related_model is User:
            return self.other if field.name in {"receiver", "member", "other", "writer"} else self.person
        return self.row_of(field.related_model)

    def json_of(self, field: Any) -> Any:
        """A list or an object in which a mark stands."""
        empty = field.get_default()
        if isinstance(empty, list):
            return [mark(self.person)] if field.name == "tags" else []
        if field.name == "data":  # a form as it was posted
            return {"activity": ["running"], "title": [mark(self.person)], "note": [mark(self.person)]}
        if field.name == "body":
            return {"rated_at": "2026-03-02T18:30:00+01:00", "score": 5, "note": mark(self.person)}
        return empty or {}


def plain_value(field: Any) -> Any:
    """Something that fits, for fields without words."""
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    now = timezone.now()
    kinds: dict[Any, Any] = {
        models.UUIDField: uuid4(), models.BooleanField: False, models.DateTimeField: now,
        models.DateField: date(2026, 3, 2), models.TimeField: datetime.min.time(), models.DecimalField: Decimal(1),
        models.FloatField: 1.0, models.DurationField: timedelta(days=1),
    }  # fmt: skip
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), 1)
