"""Histories of three devices without a steady network: nothing that was typed is lost, nothing is there twice.

Requests arrive late, again, half, in another order between devices; answers get lost. SYNC_EXAMPLES=5000 (`make
histories`) tries as many histories as trust.md R-15 asks for.
"""

import os
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from journal.models import DeletedEntry, EntryVersion, MoodRating
from tests.factories import make_person
from tests.people import ApiClient, make_token

EXAMPLES = int(os.environ.get("SYNC_EXAMPLES", "15"))
DEVICES, WHEN = 3, "2026-03-02T18:30:00+01:00"
SLOTS = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["create", "write", "rate", "delete"]), SLOTS, SLOTS),
    st.tuples(st.sampled_from(["send", "lose_answer", "send_half", "send_old", "look", "restore"]), SLOTS, SLOTS),
)


@dataclass
class Device:
    """What waits on one phone, what it has seen, and what it was refused."""

    seen: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    queue: list[dict[str, Any]] = field(default_factory=list)
    sent: list[list[dict[str, Any]]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    restorable: list[dict[str, Any]] = field(default_factory=list)


class History:
    """One person with three devices, and everything that was ever typed."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.client = ApiClient(make_token(person))
        self.devices = [Device() for _ in range(DEVICES)]
        self.entries: list[UUID] = []
        self.typed: dict[str, UUID] = {}

    def act(self, kind: str, number: int, slot: int) -> None:
        device = self.devices[number]
        if kind == "create":
            return self.create(device)
        if kind == "look":
            return self.look(device)
        if kind in ("send", "lose_answer", "send_half", "send_old", "restore"):
            return getattr(self, kind)(device)
        known = list(device.seen)
        if known:
            self.edit(device, kind, known[slot % len(known)])
        return None

    def text(self, entry: UUID) -> str:
        words = f"words {len(self.typed)}"
        self.typed[words] = entry
        return words

    def create(self, device: Device) -> None:
        entry = uuid4()
        self.entries.append(entry)
        body = {"rated_at": WHEN, "score": 5, "note": self.text(entry)}
        device.seen[entry] = body
        self.keep(device, "POST", entry, body, {})

    def edit(self, device: Device, kind: str, entry: UUID) -> None:
        seen = device.seen[entry]
        if kind == "delete":
            del device.seen[entry]
            return self.keep(device, "DELETE", entry, {}, {"note": seen.get("note")})
        changed = {"note": self.text(entry)} if kind == "write" else {"score": len(self.typed) % 11}
        base = {name: seen.get(name) for name in changed}
        device.seen[entry] = seen | changed
        return self.keep(device, "PATCH", entry, changed, base)

    def keep(self, device: Device, method: str, entry: UUID, body: Any, base: Any) -> None:
        item = {"method": method, "resource": "mood-ratings", "id": str(entry), "body": body, "base": base}
        device.queue.append(item | {"key": str(uuid4())})

    def send(self, device: Device) -> None:
        batch, device.queue = device.queue, []
        device.sent.append(batch)
        for item, result in zip(batch, self.post(batch), strict=True):
            entry = UUID(item["id"])
            if result["status"] >= 400:
                device.refused.append(item)
                if result["status"] == 404 and "deleted_at" in result["body"]:
                    device.restorable.append(item)
                if result["status"] == 409:
                    device.seen[entry] = result["body"]["current"]
            elif result["body"]:
                device.seen[entry] = result["body"]

    def restore(self, device: Device) -> None:
        """The person wants the entry back, with what was refused."""
        for item in device.restorable:
            device.refused.remove(item)
            device.queue.append(item | {"restore": True, "base": {}, "key": str(uuid4())})
        device.restorable = []

    def lose_answer(self, device: Device) -> None:
        self.post(device.queue)

    def send_half(self, device: Device) -> None:
        self.post(device.queue[: len(device.queue) // 2])

    def send_old(self, device: Device) -> None:
        for batch in reversed(device.sent):
            self.post(batch)

    def look(self, device: Device) -> None:
        """The other devices' entries appear, except where something waits."""
        waiting = {item["id"] for item in device.queue}
        rows = self.client.get("mood-ratings/").data["results"]
        kept = {entry: row for entry, row in device.seen.items() if str(entry) in waiting}
        device.seen = {UUID(row["id"]): row for row in rows if row["id"] not in waiting} | kept

    def post(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = self.client.post("sync/", batch)
        assert answer.status_code == 200, answer.data
        assert {result["status"] for result in answer.data} <= {200, 201, 204, 404, 409}
        return answer.data  # type: ignore[no-any-return]

    def lost(self) -> set[str]:
        """What was typed and is nowhere: not in an entry, its versions, the trash, or in front of the person."""
        bodies = [*EntryVersion.objects.filter(person=self.person).values_list("body", flat=True)]
        bodies += DeletedEntry.objects.filter(person=self.person).values_list("body", flat=True)
        notes = {body["note"] for body in bodies if body}
        notes |= set(self.person.mood_ratings.values_list("note", flat=True))
        held = {item["body"].get("note") for device in self.devices for item in device.refused}
        return self.typed.keys() - notes - held


@pytest.mark.django_db
@settings(max_examples=EXAMPLES)
@given(steps=st.lists(STEPS, min_size=4, max_size=24))
def test_no_history_loses_or_doubles_anything(steps: list[tuple[str, int, int]]) -> None:
    history = History(make_person(f"{uuid4()}@example.org"))
    for step in steps:
        history.act(*step)
    for device in [*history.devices, *history.devices]:
        history.send(device)
        history.send_old(device)
    assert history.lost() == set()
    there = set(MoodRating.objects.filter(person=history.person).values_list("pk", flat=True))
    gone = set(DeletedEntry.objects.filter(person=history.person).values_list("entry_id", flat=True))
    assert there.isdisjoint(gone)
    assert there | gone == set(history.entries)
