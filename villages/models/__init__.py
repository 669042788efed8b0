from .following import Phase, VisitQuestion, VisitRule
from .geography import District, Posting, Province, Subdistrict, Village
from .meetings import PARTIES, Attended, Meeting
from .partners import Agency, Dimension, OpenQuerySet, Pledge, SupportPerson
from .plans import Answer, Criterion, Participation, Plan

__all__ = [
    "PARTIES",
    "Agency",
    "Answer",
    "Attended",
    "Criterion",
    "Dimension",
    "District",
    "Meeting",
    "OpenQuerySet",
    "Participation",
    "Phase",
    "Plan",
    "Pledge",
    "Posting",
    "Province",
    "Subdistrict",
    "SupportPerson",
    "Village",
    "VisitQuestion",
    "VisitRule",
]
