"""The chief's desk: which visits wait there, of whom, and what is worth reading of one."""

from itertools import pairwise

from django.db.models import Count, Min
from django.urls import reverse

from accounts.models import Photo
from households.models import Income
from sammachip.lib import charts

from .forms.desk import DeskFilter
from .models import Companion, Help, Visit, VisitAdvice, VisitAnswer

READABLE = (Visit.State.RECORDED, Visit.State.ACKNOWLEDGED)
OF_TABLE = ("page", "sort", "sheet")


def readable(user):
    """Visits of the officers below: recorded ones and those that were acknowledged; one's own are for others to read."""
    return Visit.objects.visible_to(user).filter(state__in=READABLE).exclude(visitor=user)


def narrowing(request):
    """How the desk is narrowed, as the pages of one visit carry it along."""
    return {name: value for name, value in request.GET.items() if value and name not in OF_TABLE}


def queue_of(request, year):
    """Keys of the visits on the desk as it is narrowed, the oldest first."""
    rows = readable(request.user).in_year(year)
    found = DeskFilter(request.GET, rows, request=request).qs
    return list(found.order_by("visited_on", "pk").values_list("pk", flat=True))


def around(pk, queue):
    """(place, previous, next) of a visit in the queue; one that has left it is followed by the first."""
    if pk not in queue:
        return None, None, next(iter(queue), None)
    ways = [None, *queue, None]
    place = queue.index(pk)
    return place + 1, ways[place], ways[place + 2]


def url_of(pk, asked):
    return reverse("monitoring:desk_visit", args=[pk], query=asked) if pk else ""


def waiting_by_officer(user, year):
    """[{visitor, name, count, oldest}] of what waits, whoever has waited longest first."""
    rows = readable(user).in_year(year).filter(state=Visit.State.RECORDED).order_by()
    names = ("visitor", "visitor__first_name", "visitor__last_name")
    counted = rows.values(*names).annotate(count=Count("pk"), oldest=Min("visited_on"))
    return list(counted.order_by("oldest", "visitor"))


def reading_of(visit, user):
    """Everything of one visit that its reader wants on one page."""
    of_visit = {"visit": visit}
    earlier = Visit.objects.visible_to(user).recorded().to_same_subject(visit)
    earlier = earlier.filter(visited_on__lte=visit.visited_on).exclude(pk=visit.corrects_id)
    return {
        "answers": VisitAnswer.objects.visible_to(user).filter(**of_visit).select_related("question"),
        "companions": Companion.objects.visible_to(user)
        .filter(**of_visit)
        .select_related("user", "support_person", "agency"),
        "helps": Help.objects.visible_to(user).filter(**of_visit).select_related("helped"),
        "advices": VisitAdvice.objects.visible_to(user).filter(**of_visit).select_related("given_by"),
        "photos": Photo.objects.visible_to(user).standing().of(visit),
        "last": earlier.with_names().with_problems().first(),
        "incomes": incomes_of(visit, user),
    }


def incomes_of(visit, user):
    """[(label, income, rise)] of what the household told: at first, last time, now; of one period."""
    now = visit.income
    if now is None:
        return []
    told = Income.objects.visible_to(user).filter(
        enrolment=visit.enrolment_id, measure=now.measure, period=now.period, told_on__lt=now.told_on
    )
    rows = list(told.order_by("told_on", "pk"))
    points = [("ครั้งแรก", rows[0])] if rows else []
    points += [("ครั้งก่อน", rows[-1])] if len(rows) > 1 else []
    points.append(("ครั้งนี้", now))
    rises = [None, *(charts.rise(one[1].amount, other[1].amount) for one, other in pairwise(points))]
    return [(label, row, rise) for (label, row), rise in zip(points, rises, strict=True)]
