"""What a member shows a coach beyond the default view, and who has looked."""

from datetime import date, datetime, timedelta
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Consent
from core.uuid7 import uuid7
from groups.models.group import Membership, is_consented

LONGEST = timedelta(weeks=26)


class Stream(models.TextChoices):
    """All that can be granted. Body, laboratory, other questionnaires, support cards and insights are not here."""

    TRAINING = "training", pgettext_lazy("shared with a coach", "Training")
    EFFORT = "effort", pgettext_lazy("shared with a coach", "Effort")
    WINS = "wins", pgettext_lazy("shared with a coach", "All small wins")
    PLAN = "plan", pgettext_lazy("shared with a coach", "Plan")
    PAIN = "pain", pgettext_lazy("shared with a coach", "Pain")
    MOOD = "mood", pgettext_lazy("shared with a coach", "Mood")
    SLEEP = "sleep", pgettext_lazy("shared with a coach", "Sleep")
    PSQI_TOTAL = "psqi_total", pgettext_lazy("shared with a coach", "PSQI total")
    NOTES = "notes", pgettext_lazy("shared with a coach", "Notes")


CATEGORY_OF: dict[str, str] = {
    Stream.TRAINING: "training",
    Stream.EFFORT: "training",
    Stream.WINS: "training",
    Stream.PLAN: "training",
    Stream.PAIN: "training",
    Stream.MOOD: "wellbeing",
    Stream.NOTES: "wellbeing",
    Stream.SLEEP: "sleep",
    Stream.PSQI_TOTAL: "sleep",
}
"""Without the consent to store a category nothing of it is shown either."""


class GrantQuerySet(models.QuerySet["Grant"]):
    def open(self) -> Self:
        """Neither taken back, nor has one of the two left."""
        return self.filter(revoked_at=None, membership__isnull=False, coach__isnull=False)

    def in_force(self, now: datetime) -> Self:
        """Open, between two who take part, to somebody who still coaches, of what the member agrees to store.

        The last day moves with pauses, so the caller looks at it once more (`groups.grant_terms.last_day`).
        """
        rows = self.open().filter(given_at__gt=now - LONGEST - timedelta(days=2), coach__role=Membership.Role.COACH)
        rows = rows.filter(is_consented("membership__person"), is_consented("coach__person"))
        agreed = Q()
        for category in sorted(set(CATEGORY_OF.values())):
            streams = [stream for stream, of in CATEGORY_OF.items() if of == category]
            given = Consent.objects.filter(person=OuterRef("person"), category=category, withdrawn_at=None)
            agreed |= Q(stream__in=streams) & Q(Exists(given))
        return rows.filter(agreed)

    def to_be_asked(self, now: datetime) -> Self:
        """Those whose end comes near, longest due first."""
        return self.filter(ask_at__lte=now).order_by("ask_at")


class Grant(models.Model):
    """A member lets one coach of one group see one stream: the switch, its end, and the receipt of the consent.

    Taking it back, leaving, or another role closes it; switching on again makes a row of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="grants")
    coach = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="held_grants")
    coach_name = models.CharField(max_length=254, blank=True)  # for the receipt, as it was then
    stream = models.CharField(max_length=10, choices=Stream)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField(default=timezone.now)
    given_on = models.DateField()  # the member's own day
    ends_on = models.DateField()  # the last day, before the days of pauses are added
    ask_at = models.DateTimeField(null=True)  # when the member is asked whether to go on; empty once asked or closed
    revoked_at = models.DateTimeField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "given_at", "id"], name="grant_person_given"),
            models.Index(fields=["ask_at"], name="grant_ask_due", condition=Q(ask_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "coach", "stream"], condition=Q(revoked_at=None), name="grant_one_open"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("given_on")), name="grant_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.stream

    @property
    def span(self) -> tuple[date, date]:
        """First and last day as agreed."""
        return self.given_on, self.ends_on


class ProgrammeOffer(models.Model):
    """A coach asks a member whether they want to follow a programme; the member starts it, or says no."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="offers")
    coach = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    programme = models.CharField(max_length=60)  # the id of a template: shipped, of the site, the coach's or a copy
    is_declined = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "programme"], name="programme_offered_once")]

    def __str__(self) -> str:
        return self.programme


class AppendOnly(Exception):
    """An entry of the access log stays as it was written."""


class AccessLogQuerySet(models.QuerySet["AccessLogEntry"]):
    """Only adds. Rows go with their person, and after their time (`forget_before`)."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def forget_before(self, instant: datetime) -> int:
        """What privacy.toml says of how long they stay."""
        return self.filter(looked_at__lt=instant)._raw_delete(self.db)  # type: ignore[attr-defined, no-any-return]

    def forget_name_of(self, coach: Any) -> None:
        """The coach deletes their account: who it was is no longer said; that somebody looked stays."""
        models.QuerySet(self.model, using=self.db).filter(coach=coach.pk).update(coach=None, coach_name="")


class AccessLogEntry(models.Model):
    """A coach looked at what a member granted: who, when, what. The member reads it, and nobody changes it.

    Looks at the same things within a minute are one row. A trigger of the database refuses every change but the
    coach's name, which goes with the coach's account.
    """

    class Place(models.TextChoices):
        REVIEW = "review", _("in the list of people")
        PERSON = "person", _("on your page")
        API = "api", _("through a program")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_log")
    coach = models.UUIDField(null=True)  # no key: the row stays when the coach's account goes
    coach_name = models.CharField(max_length=254, blank=True)
    place = models.CharField(max_length=6, choices=Place)
    streams = models.CharField(max_length=120, blank=True)  # names with commas between; empty: the default view only
    looked_at = models.DateTimeField()
    minute = models.BigIntegerField()

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "looked_at", "id"], name="look_person_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "coach", "place", "streams", "minute"], name="look_once_a_minute"
            ),
        ]

    def __str__(self) -> str:
        return self.place

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def labels(self) -> list[Any]:
        """The streams in words."""
        return [Stream(name).label for name in self.streams.split(",") if name]
