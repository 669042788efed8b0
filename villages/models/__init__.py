from .geography import District, Posting, Province, Subdistrict, Village
from .plans import Criterion, Meeting, Participation, Plan

__all__ = [
    "Criterion",
    "District",
    "Meeting",
    "Participation",
    "Plan",
    "Posting",
    "Province",
    "Subdistrict",
    "Village",
]
