"""The models of groups: who is in one and what its members tell each other."""

from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented

__all__ = ["CheckIn", "Encouragement", "Group", "MeetingSlot", "Membership", "SharedWin", "is_consented"]
