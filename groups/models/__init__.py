"""The models of groups: who is in one and what its members tell each other."""

from groups.models.group import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin, is_consented
from groups.models.messages import LONGEST_MESSAGE, Message, MessageThread, validate_message

__all__ = [
    "LONGEST_MESSAGE",
    "CheckIn",
    "Encouragement",
    "Group",
    "MeetingSlot",
    "Membership",
    "Message",
    "MessageThread",
    "SharedWin",
    "is_consented",
    "validate_message",
]
