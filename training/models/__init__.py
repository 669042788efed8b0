from .certificates import Certificate
from .feeds import CalendarFeed
from .plans import Activity, ActivityPartner, ActivityPrinciple, Principle
from .sessions import Attendance, Invitation, Session, Teaching
from .spending import CostLine, InputSupport

__all__ = [
    "Activity",
    "ActivityPartner",
    "ActivityPrinciple",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "CostLine",
    "InputSupport",
    "Invitation",
    "Principle",
    "Session",
    "Teaching",
]
