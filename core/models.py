"""What every app leans on: the mail outbox, push devices, heartbeats, idempotency keys and rate buckets."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from core.uuid7 import uuid7


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> "OutboxMailQuerySet":
        """What a sender may claim: waiting rows whose time has come, and those whose sender lost its lease."""
        return self.filter(state__in=[OutboxMail.State.WAITING, OutboxMail.State.SENDING], next_try_at__lte=now)


class OutboxMail(models.Model):
    """One mail to one person, at most one per kind and period; the truth of everything that is to be sent."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        SKIPPED = "skipped"
        BOUNCED = "bounced"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outbox_mails")
    kind = models.CharField(max_length=40)
    period_key = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)  # ids only, never a value a person recorded
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=200)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "period_key"], name="outbox_one_per_person_kind_period"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="outbox_due", condition=models.Q(state__in=["waiting", "sending"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class PushDevice(models.Model):
    """A browser that a person lets us notify (RFC 8030): where to hand messages over, and its keys (RFC 8291)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_devices")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)  # the browser's public key, base64url
    auth = models.CharField(max_length=40)  # the secret it shares with us, base64url
    name = models.CharField(max_length=80)  # "Chrome, Android", for the person's own list
    sign_in = models.UUIDField(null=True)  # the mark of the sign-in that added it (core/sessions.py): it ends with that
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When a worker or beat last did real work."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """A client's key for one POST: the same key with the same body is the same write."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=255)
    body_hash = models.CharField(max_length=64)
    resource = models.CharField(max_length=40)
    object_id = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="idempotency_one_per_person_key")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_age")]

    def __str__(self) -> str:
        return self.resource


class RateBucket(models.Model):
    """How many writes a token or person made in one minute."""

    name = models.CharField(max_length=80, primary_key=True)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name
