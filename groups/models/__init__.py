"""The models of groups: who is in one, what its members tell each other, and what keeps it friendly."""

from groups.models.family import FamilyLink, FamilyTick
from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented
from groups.models.moderation import Distance, PostKind, Removal, Report
from groups.models.rite import Break, Offer, PairRequest, Presence

__all__ = [
    "Break", "CheckIn", "Distance", "Encouragement", "FamilyLink", "FamilyTick", "Group", "MeetingSlot", "Membership",
    "Offer", "PairRequest", "PostKind", "Presence", "Removal", "Report", "SharedWin", "is_consented",
]  # fmt: skip
