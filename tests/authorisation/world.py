"""Thirteen who ask: Ana herself, the people around her, strangers, and whoever holds a token or a link of hers."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.models import User
from accounts.tokens import create_token
from core.mail import stop_url
from groups import actions, family, granting, message_actions, pairs
from groups.models import Group, Membership
from plans.calendar_feed import renew_feed
from tests.authorisation.planting import Garden, mark
from tests.factories import make_factor, make_group, make_person, make_slot

PEOPLE = ("ana", "chen", "mia", "eli", "bo", "cara", "kai", "olga", "root")
SUBJECTS = {  # who asks -> whose session it is; "" where there is none
    "anon": "", "self": "ana", "stranger": "chen", "member": "mia", "ex-member": "eli", "coach": "bo",
    "coach-without": "cara", "ex-coach": "kai", "organiser": "olga", "admin": "root", "token": "", "narrow-token": "",
    "mail-link": "", "ics": "",
}  # fmt: skip
OWNERS = ("ana", "bo", "chen")  # those with a row in every table


@dataclass
class World:
    """Olga's group with Ana, Mia, Bo who coaches Ana, Cara who coaches without a grant; Eli and Kai have left."""

    people: dict[str, User] = field(default_factory=dict)
    gardens: dict[str, Garden] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in PEOPLE:
            self.people[name] = make_marked_person(name)
        for name in ("ana", "bo", "cara", "kai", "root"):
            make_factor(self.people[name])
        User.objects.filter(pk=self.people["root"].pk).update(is_staff=True, is_superuser=True)
        self.group = self.make_group()
        self.elsewhere = make_group(self.people["chen"], name="Elsewhere")
        make_slot(self.elsewhere)
        self.feed = renew_feed(self.people["ana"]).split("/")[-1].removesuffix(".ics")
        for name in OWNERS:
            home = self.elsewhere if name == "chen" else self.group
            self.gardens[name] = garden = Garden(self.people[name], home, self.people["root"])
            garden.rows["groups.Membership"] = home.memberships.get(person=self.people[name])
            if name == "ana":
                self.make_threads(garden)
                self.make_bonds()
            garden.plant_all()
        self.name_what_is_no_id()
        self.family = family.address_of(self.row("groups.FamilyLink")).rstrip("/").split("/")[-1]
        self.invite = actions.renew_invite(group=self.group)
        self.stop = stop_url("weekly_review", self.people["ana"].pk).split("/")[-2]
        person = self.people["ana"]
        self.tokens = {
            "token": create_token(person=person, name=mark(person)),
            "narrow-token": create_token(person=person, name=mark(person), scopes=["pool"]),
        }

    def name_what_is_no_id(self) -> None:
        """Ana's things that addresses name otherwise: an entry with a history, a deleted one, her own exercise."""
        labels = ("journal.MoodRating", "journal.EntryVersion", "journal.DeletedEntry")
        mood, version, deleted = (self.row(label) for label in labels)
        version.entry_id, deleted.batch = mood.pk, uuid4()
        version.save(update_fields=["entry_id"])
        deleted.save(update_fields=["batch"])
        self.deleted, self.batch, self.slug = deleted.entry_id, deleted.batch, self.row("journal.OwnExercise").slug

    def make_group(self) -> Group:
        """With two who have left: Eli as a member, Kai as a coach."""
        people = self.people
        group = make_group(people["olga"], *(people[name] for name in ("ana", "mia", "eli", "bo", "cara", "kai")))
        make_slot(group)
        for name in ("bo", "cara", "kai"):
            actions.set_role(membership=group.memberships.get(person=people[name]), role=Membership.Role.COACH)
        self.past = self.write(group, "kai", "ana").thread
        for name in ("eli", "kai"):
            actions.leave_group(membership=group.memberships.get(person=people[name]))
        return group

    def make_threads(self, garden: Garden) -> None:
        """What Ana wrote to Bo, and he to her."""
        self.write(self.group, "bo", "ana")
        message = self.write(self.group, "ana", "bo")
        garden.rows["groups.Message"], garden.rows["groups.MessageThread"] = message, message.thread

    def make_bonds(self) -> None:
        """Mia wants to be a pair with Ana, who shows her training to Bo."""
        ana, mia, bo = (self.group.memberships.get(person=self.people[name]) for name in ("ana", "mia", "bo"))
        pairs.ask_for_pair(sender=mia, receiver=ana, promise=mark(self.people["mia"], "t"))
        granting.give(person=self.people["ana"], coach=bo, stream="training", language="en")
        self.coach = bo

    def write(self, group: Group, sender: str, receiver: str) -> Any:
        """A message with a mark of its sender."""
        rows = group.memberships.select_related("person", "group")
        mine, other = (rows.get(person=self.people[name]) for name in (sender, receiver))
        return message_actions.write_message(mine=mine, other=other, text=mark(self.people[sender], "t"))

    def row(self, label: str, owner: str = "ana") -> Any:
        """The owner's row of a table."""
        return self.gardens[owner].rows[label]

    def client(self, subject: str) -> Client:
        """How this one asks: with a session, a token, or nothing at all; holders of links have used them."""
        if subject in self.tokens:
            return Client(headers={"Authorization": f"Bearer {self.tokens[subject]}"})
        client = Client()
        if SUBJECTS[subject]:
            backend = "allauth.account.auth_backends.AuthenticationBackend"
            client.force_login(User.objects.get(pk=self.people[SUBJECTS[subject]].pk), backend=backend)
        if subject == "mail-link":
            assert client.post(f"/mail/stop/{self.stop}/").status_code == 200
        if subject == "ics":
            assert client.get(f"/calendar/feed/{self.feed}.ics").status_code == 200
        return client


def make_marked_person(name: str) -> User:
    """Everything that the person wrote about themselves is marked; others in a group may see what they are called."""
    person = make_person(f"zqzq{name}0a0{len(name)}x@example.org")
    person.username_of_marks = name  # type: ignore[attr-defined]
    person.display_name, person.help_contact = mark(person, "g"), f"{mark(person)}\n+47 22 33 44 55"
    person.body_kinds = ["weight", "blood_pressure"]
    person.save(update_fields=["display_name", "help_contact", "body_kinds"])
    return person
