"""What stands before the start of a programme: age, the readiness questions, an open alarm, other plans (SPEC 8.2)."""

from datetime import date
from enum import StrEnum

from accounts.models import User
from journal.readiness import State, readiness
from journal.safety import has_open_alarm
from plans.following import RUNNING_MOST
from plans.programmes.expansion import Programme


class Obstacle(StrEnum):
    """Why a programme cannot begin now; each has its way on."""

    RUNNING = "running"  # it is followed already
    MANY = "many"  # enough others are
    MINOR = "minor"  # under 18
    QUESTIONS = "questions"  # the readiness questions have no answer, or an old one
    TALK = "talk"  # vigorous, and some answer was yes
    ALARM = "alarm"  # vigorous, and nobody has looked at a reported alarm symptom


def obstacle(person: User, name: str, programme: Programme, today: date) -> Obstacle | None:
    """The first one that holds, or None; at most four queries."""
    running = list(person.plans.running().values_list("programme", flat=True))
    if name in running or len(running) >= RUNNING_MOST:
        return Obstacle.RUNNING if name in running else Obstacle.MANY
    return obstacle_of_health(person, programme, today)


def obstacle_of_health(person: User, programme: Programme, today: date) -> Obstacle | None:
    """What age, answers and alarms say; also asked where a plan goes on."""
    stands = readiness(person, today)
    if stands.is_adult is False:
        return Obstacle.MINOR
    if stands.state in (State.MISSING, State.EXPIRED) and not (programme.is_vigorous and has_open_alarm(person)):
        return Obstacle.QUESTIONS
    if programme.is_vigorous and has_open_alarm(person):
        return Obstacle.ALARM
    return Obstacle.TALK if programme.is_vigorous and not stands.is_open else None
