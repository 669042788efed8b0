"""Who can answer for a village: the officers posted over its ตำบล or its อำเภอ today."""

from accounts.models import User
from accounts.roles import Role
from villages.models import Posting

OFFICERS = (Role.FIELD_OFFICER, Role.DISTRICT_OFFICER, Role.DISTRICT_CHIEF)


def officers_over(village):
    """For whoever sees the village: also those of the whole district, whom an officer of a part of it does not list."""
    posted = Posting.objects.present().over(village).values("user")
    return User.objects.filter(pk__in=posted, role__in=OFFICERS, is_active=True)
