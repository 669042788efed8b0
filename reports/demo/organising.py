"""Households of one trade organise: the demo's occupation groups, in every state."""

import datetime

from groups.models import Member, OccupationGroup

from .people import phone
from .script import GROUP_KINDS


def organise(stories, groups):
    """The groups of a year with the households of their trade as members; gives the groups."""
    by_village = {story.part.code: story for story in stories}
    return [organise_one(by_village[code], state, share, trade) for code, state, share, trade in groups]


def organise_one(story, state, share, trade):
    rows, on = story.year.rows, story.year.days.at(share)
    group = OccupationGroup(
        village_id=story.part.code,
        name=f"กลุ่ม{trade}ตัวอย่าง {story.year.plan.fiscal_year}",
        kind=GROUP_KINDS.get(trade, "farming"),
        trade=trade,
        state=state,
        formed_on=None if state == "draft" else on,
        phone=phone(3000 + len(rows.of(OccupationGroup))),
    )
    rows.add(group, on=on, by=story.visitor)
    for row in story.enrolments:
        if row.trade == trade and state != "draft":
            left_on = on + datetime.timedelta(days=20) if state == "dissolved" else None
            member = Member(group=group, household=row.household, joined_on=on, left_on=left_on)
            rows.add(member, on=on, by=story.visitor)
    return group
