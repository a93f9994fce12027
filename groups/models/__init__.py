"""The models of groups: who is in one and what its members tell each other."""

from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented
from groups.models.programme import GroupProgramme

__all__ = [
    "CheckIn",
    "Encouragement",
    "Group",
    "GroupProgramme",
    "MeetingSlot",
    "Membership",
    "SharedWin",
    "is_consented",
]
