"""The models of plans, by subject."""

from plans.models.plan import Plan, PlannedSession, PlanProposal, PlanTarget, PlanWeek
from plans.models.programme import CalendarFeed, OwnProgramme
from plans.models.target import WeeklyTarget

__all__ = [
    "CalendarFeed",
    "OwnProgramme",
    "Plan",
    "PlanProposal",
    "PlanTarget",
    "PlanWeek",
    "PlannedSession",
    "WeeklyTarget",
]
