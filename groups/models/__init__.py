"""The models of groups: who is in one, their words, what a coach may see, what keeps it friendly."""

from groups.models.family import FamilyLink, FamilyTick
from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented
from groups.models.messages import LONGEST_MESSAGE, Message, MessageThread, validate_message
from groups.models.moderation import Distance, PostKind, Removal, Report
from groups.models.rite import Break, Offer, PairRequest, Presence
from groups.models.sharing import AccessLogEntry, Grant, ProgrammeOffer, Stream

__all__ = [
    "LONGEST_MESSAGE",
    "AccessLogEntry",
    "Break",
    "CheckIn",
    "Distance",
    "Encouragement",
    "FamilyLink",
    "FamilyTick",
    "Grant",
    "Group",
    "MeetingSlot",
    "Membership",
    "Message",
    "MessageThread",
    "Offer",
    "PairRequest",
    "PostKind",
    "Presence",
    "ProgrammeOffer",
    "Removal",
    "Report",
    "SharedWin",
    "Stream",
    "is_consented",
    "validate_message",
]
