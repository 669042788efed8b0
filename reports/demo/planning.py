"""What the villages of the demo set out to do: activities with budgets, principles and partners."""

import datetime

from training.models import Activity, ActivityPartner, ActivityPrinciple, Principle
from villages.models import Agency, Dimension

from .places import DISTRICT
from .script import ACTIVITIES, AGENCIES

DAY = datetime.timedelta(days=1)


def add_agencies(rows, days, office):
    """{name: agency}; the dimensions are those that every install begins with."""
    found = {}
    for name, dimension in AGENCIES.items():
        dimension, _ = Dimension.objects.get_or_create(name=dimension)
        agency = Agency(district_id=DISTRICT[0], name=name, dimension=dimension)
        found[name] = rows.add(agency, on=days.at(0), by=office.officer)
    return found


def plan_activities(story, agencies):
    """{step of the script: activity} of one village, planned before its training is arranged."""
    last = story.trained_on
    if last is None or not story.team:
        return {}
    rows, made = story.year.rows, {}
    principles = list(Principle.objects.order_by("pk"))
    for order, planned in enumerate(ACTIVITIES, 1):
        starts_on, ends_on = days_of(story, planned)
        activity = Activity(
            participation=story.participation,
            order=order,
            step=planned.step,
            title=planned.title.format(trade=story.part.trades[0]),
            objective=planned.objective,
            method=planned.method,
            target_group=planned.target_group.format(households=len(story.enrolments), sages=len(story.team)),
            place="ศาลาอเนกประสงค์ประจำหมู่บ้าน",
            starts_on=starts_on,
            ends_on=ends_on,
            budget=planned.budget,
            expected_result=planned.expected_result,
            responsible="ทีมวิทยากรสัมมาชีพชุมชนและพัฒนากร",
        )
        if planned.key in ("leaders", "inputs") and ends_on <= story.year.days.told_until:
            activity.done_on = ends_on
        made[planned.key] = rows.add(activity, on=story.year.days.at(0.13), by=story.visitor)
        apply(story, activity, principles)
        join(story, activity, [agencies[name] for name in planned.partners])
    return made


def days_of(story, planned):
    days, last = story.year.days, story.trained_on
    return {
        "leaders": (days.at(0.04), days.at(0.04)),
        "team": (days.at(0.16), days.at(0.16) + DAY),
        "training": (last - 7 * DAY, last - 3 * DAY),
        "practice": (last, last),
        "inputs": (last - 4 * DAY, last - 4 * DAY),
        "follow_up": (days.at(0.18), story.year.plan.year.ends_on),
    }[planned.key]


def apply(story, activity, principles):
    for principle in story.year.rows.random.sample(principles, min(3, len(principles))):
        row = ActivityPrinciple(activity=activity, principle=principle)
        story.year.rows.add(row, on=story.year.days.at(0.13), by=story.visitor)


def join(story, activity, agencies):
    for agency in agencies:
        row = ActivityPartner(
            activity=activity,
            agency=agency,
            dimension=agency.dimension,
            help_given="วิทยากรและวัสดุฝึก",
            value=1500,
        )
        story.year.rows.add(row, on=story.year.days.at(0.13), by=story.visitor)
