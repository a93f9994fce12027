"""UUID version 7 (RFC 9562, 5.7): time-ordered, so that new rows land at the end of an index."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID


def uuid7() -> UUID:
    """A new id: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | random & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def made_at(id: UUID) -> datetime:
    """When an id of ours was made, to the millisecond; says nothing of ids that clients chose."""
    return datetime.fromtimestamp((id.int >> 80) / 1000, UTC)
