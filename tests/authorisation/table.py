"""The table of docs/privacy.md and of who may what: each address, whose things it names, and who gets in.

A new address is one line: what its arguments are (a table, for the id of Ana's row in it, or a value), and a policy.
Reading and writing may differ. Policies say what each asker gets: `in`; `own`, where the address names nobody; `404`
as if it were not there; `403` for what one sees but may not do; `login`; `401` (the API's word for it); `staff` (the
operator's sign-in, after one's own).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.authorisation.world import SUBJECTS, World

type Policy = dict[str, str]

NOBODY = ("anon", "mail-link", "ics")  # a link opens what it is for, and nothing else
TOKENS = ("token", "narrow-token")
SIGNED_IN = tuple(subject for subject, name in SUBJECTS.items() if name)
GROUP = ("self", "member", "coach", "coach-without", "organiser")
COACHES = ("coach", "coach-without")


def under(subject: str) -> str:
    """A subject as the name of an argument."""
    return subject.replace("-", "_")


def page(*allowed: str, **others: str) -> Policy:
    """A page: these get in, `others` get what is named, the rest of the signed-in finds nothing; no token opens it."""
    policy = dict.fromkeys((*NOBODY, *TOKENS), "login") | dict.fromkeys(SIGNED_IN, "404") | dict.fromkeys(allowed, "in")
    return policy | {name.replace("_", "-"): verdict for name, verdict in others.items()}


def api(*allowed: str, **others: str) -> Policy:
    """A resource: a token does what its person may, if it was made for that."""
    policy = page(*allowed, **others) | dict.fromkeys(NOBODY, "401")
    return policy | {"token": policy["self"], "narrow-token": "403"}


def without(policy: Policy, verdict: str, *subjects: str) -> Policy:
    """The same, but for these."""
    return policy | dict.fromkeys(subjects, verdict)


PUBLIC: Policy = dict.fromkeys(SUBJECTS, "in")
MINE = page(**dict.fromkeys(map(under, SIGNED_IN), "own"))  # names nobody: everybody gets their own, or nothing
HERS = page("self")
MEMBERS = page(*GROUP)
ORGANISERS = without(MEMBERS, "403", "self", "member", *COACHES)
SETTERS = without(MEMBERS, "403", "self", "member")
OPERATOR = dict.fromkeys(SUBJECTS, "staff") | {"admin": "own"}

READ_ONLY = api()  # of what is the same for everybody, and of no row that could be written
READ_ONLY["narrow-token"] = "404"
API_MINE = api(**dict.fromkeys(map(under, SIGNED_IN), "own"))
API_HERS = api("self")
API_MEMBERS = api(*GROUP)
API_ORGANISERS = api("organiser", **dict.fromkeys(("self", "member", "coach", "coach_without"), "403"))
API_SETTERS = api("organiser", *COACHES, self="403", member="403")
API_OPEN = API_MINE | {"narrow-token": "in"}  # asks for a scope only where it says what it writes


@dataclass(frozen=True)
class Row:
    """One address."""

    policy: Policy
    args: tuple[Any, ...] = ()
    write: Policy | None = None
    query: str = ""

    def policy_for(self, method: str) -> Policy:
        return self.policy if method == "GET" or self.write is None else self.write

    def args_in(self, world: World, owner: str = "ana") -> tuple[Any, ...]:
        """Arguments of the address: ids of the owner's rows, secrets of the world, or plain values."""
        return tuple(value_of(each, world, owner) for each in self.args)


def value_of(name: Any, world: World, owner: str) -> Any:
    """`journal.MoodRating` is the id of the owner's mood; `@feed` what the world calls so; else it is a value."""
    if isinstance(name, str) and name.startswith("@"):
        found = getattr(world, name[1:])
        return getattr(found, "pk", found)
    if isinstance(name, str) and name in world.gardens[owner].rows:
        return world.row(name, owner).pk
    return name


GROUP_ID, MEMBER_ID, SLOT_ID = "groups.Group", "groups.Membership", "groups.MeetingSlot"
DAY = MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 8)


def pages_of(policy: Policy, names: str, *args: Any, space: str = "") -> dict[str, Row]:
    """Several addresses of one kind."""
    return {f"{space}{name}": Row(policy, args) for name in names.split()}
