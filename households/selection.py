"""How a household was chosen for a year: at which meeting, by which answers, and who wrote it down."""

from villages.checklist import checklist
from villages.models import Criterion
from villages.recorded import recorded

from .models import EnrolmentAnswer


def selection(enrolment, user):
    """{meeting, lists, recorded} of an enrolment with its meeting, as `villages/selection_lines.html` takes it."""
    criteria = list(
        Criterion.objects.visible_to(user).filter(
            plan=enrolment.participation.plan_id, subject=Criterion.Subject.HOUSEHOLD
        )
    )
    answers = list(EnrolmentAnswer.objects.visible_to(user).filter(enrolment=enrolment))
    lists = [("เกณฑ์ครัวเรือนเป้าหมาย", checklist(criteria, answers))] if criteria else []
    told = recorded([enrolment], {enrolment.pk: answers})
    return {"meeting": enrolment.meeting, "lists": lists, "recorded": told[enrolment.pk]}
