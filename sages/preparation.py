"""How far the members of a trainer team have been prepared in the village, from the sessions that a higher floor keeps."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef

from sammachip.lib.counting import count_of, related_rows

from .models import TeamMember


@dataclass
class Preparation:
    """Days a member came, of the days of the sessions that the member was asked to; `is_done` by the plan's rule."""

    came: int = 0
    days: int = 0
    is_done: bool = False

    @property
    def words(self):
        return f"มา {self.came} จาก {self.days} วัน" if self.days else "ยังไม่มีการเตรียมทีม"

    @property
    def tone(self):
        return "green" if self.is_done else "gold" if self.days else "grey"


def of_seats(seats, user):
    """{seat key: Preparation}, in one query."""
    told = defaultdict(Preparation)
    attended = related_rows(TeamMember, "attendances").came().filter(session=OuterRef("session"))
    invited = related_rows(TeamMember, "invitations").visible_to(user)
    invited = invited.filter(team_member__in=[seat.pk for seat in seats], session__kind="team")
    invited = invited.annotate(came=count_of(attended, "team_member", outer="team_member"))
    for one in invited.select_related("session__participation__plan"):
        member = told[one.team_member_id]
        member.came += one.came
        member.days += one.session.days
        member.is_done |= one.came >= one.session.days_needed
    return told
