"""What goes wrong in the demo and how it is followed through, who passes the trade on, and who need not be visited."""

import datetime

from monitoring.models import Excuse, Help, Problem, ProblemKind, ProblemStep
from villages.models import VisitRule

from .words import EXCUSES, NEIGHBOURS, PROBLEMS

DAY = datetime.timedelta(days=1)


def suffer(story, visit):
    """A problem found at a visit; most of the older ones came to an end."""
    rows, dice = story.year.rows, story.year.rows.random
    kind, text, cause, way_out, done, outcome = dice.choice(PROBLEMS)
    problem = Problem(
        participation=visit.participation,
        enrolment=visit.enrolment,
        found_in=visit,
        kind=ProblemKind.objects.get_or_create(name=kind)[0],
        text=text,
        cause=cause,
        way_out=way_out,
        owner=story.visitor,
        opened_on=visit.visited_on,
        due_on=visit.visited_on + 30 * DAY,
    )
    age = (story.year.days.told_until - visit.visited_on).days
    if age > 30 and dice.random() < 0.8:
        problem.closed_on, problem.outcome = visit.visited_on + 25 * DAY, outcome
    rows.add(problem, on=visit.visited_on, by=story.visitor)
    if age > 10:
        on = visit.visited_on + 10 * DAY
        step = ProblemStep(problem=problem, taken_on=on, taken_by=story.visitor, text=done)
        rows.add(step, on=on, by=story.visitor)


def pass_on(story, visit):
    """The household taught the trade to a neighbour."""
    name = story.year.rows.random.choice(NEIGHBOURS)
    row = Help(visit=visit, helper=visit.enrolment.household, helped_name=name)
    story.year.rows.add(row, on=visit.visited_on, by=story.visitor)


def excuse_one(story, rules):
    """In some villages one household is away: the visit before the training is excused."""
    rows, left = story.year.rows, story.enrolments[story.part.before :]
    if not left or rows.random.random() < 0.5:
        return
    rule = next(each for each in rules if each.subject == VisitRule.Subject.HOUSEHOLD)
    reason = rows.random.choice(EXCUSES)
    row = Excuse(participation=story.participation, enrolment=left[0], rule=rule, reason=reason)
    rows.add(row, on=story.year.days.told_until, by=story.visitor)
