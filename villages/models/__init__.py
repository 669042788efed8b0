from .geography import District, Posting, Province, Subdistrict, Village
from .meetings import PARTIES, Attended, Meeting
from .partners import Agency, Dimension, OpenQuerySet
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
    "Plan",
    "Posting",
    "Province",
    "Subdistrict",
    "Village",
]
