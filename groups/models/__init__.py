"""The models of groups: who is in one, what its members tell each other, what a coach may see."""

from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented
from groups.models.sharing import AccessLogEntry, Grant, ProgrammeOffer, Stream

__all__ = [
    "AccessLogEntry",
    "CheckIn",
    "Encouragement",
    "Grant",
    "Group",
    "MeetingSlot",
    "Membership",
    "ProgrammeOffer",
    "SharedWin",
    "Stream",
    "is_consented",
]
