from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from households.models import Income
from sammachip.lib import fiscal
from sammachip.lib.screens import CreateScreen, DetailScreen, EditScreen, ListScreen
from training.models import Session
from villages.frame import year_of
from villages.models import Participation

from .. import stages
from ..filters import DueFilter, VisitFilter
from ..forms.visits import SubjectForm, VisitForm
from ..models import Visit
from ..services import visits as services
from ..tables import DueTable, VisitTable

LIST = ("การติดตาม", reverse_lazy("monitoring:list"))
NOT_YOURS = "แก้ไขได้เฉพาะผู้บันทึกการติดตามครั้งนี้เท่านั้น หากพบข้อมูลผิด โปรดแจ้ง {} ให้แก้ไข"
LOCKED = "การติดตามครั้งนี้พัฒนาการอำเภอรับทราบแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ โปรดบันทึกการติดตามครั้งใหม่"
MOST_CHOICES = 1000
NO_PARTICIPATION = "หมู่บ้านของกลุ่มนี้ไม่ได้เข้าร่วมโครงการในปี {} โปรดเลือกปีงบประมาณที่หมู่บ้านเข้าร่วม"


class VisitList(ListScreen):
    permission_required = "monitoring.view_visit"
    model = Visit
    table_class, filterset_class = VisitTable, VisitFilter
    template_name = "monitoring/list.html"
    heading = "การติดตาม"
    unit = "ครั้ง"
    empty_title = "ปีนี้ยังไม่มีบันทึกการติดตาม"
    empty_text = "เริ่มจากติดตามครัวเรือนก่อนอบรม: อาชีพที่ต้องการ รายได้ตั้งต้น และปัจจัยที่ต้องใช้"
    create_url, create_label, create_permission = "monitoring:create", "บันทึกการติดตาม", "monitoring.add_visit"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .in_year(year_of(self.request).year)
            .with_names()
            .with_problems()
            .with_subject()
            .with_new_advice()
        )


class DueList(ListScreen):
    """Appointments that nobody has kept yet."""

    permission_required = "monitoring.view_visit"
    model = Visit
    table_class, filterset_class = DueTable, DueFilter
    heading = "นัดติดตาม"
    crumbs = [LIST]
    unit = "นัด"
    empty_title = "ไม่มีนัดติดตามที่ถึงกำหนด"
    empty_text = "นัดครั้งต่อไปที่เขียนไว้ในบันทึกการติดตามจะมาอยู่ที่นี่ จนกว่าจะมีผู้ไปติดตาม"
    create_url, create_label, create_permission = "monitoring:create", "บันทึกการติดตาม", "monitoring.add_visit"

    def get_queryset(self):
        visits = super().get_queryset().in_year(year_of(self.request).year)
        return visits.appointments().with_names().with_problems().with_subject()


class VisitDetail(DetailScreen):
    permission_required = "monitoring.view_visit"
    model = Visit
    template_name = "monitoring/visit.html"
    crumbs = [LIST]

    def get_queryset(self):
        return super().get_queryset().with_names().with_problems()

    def get_context_data(self, **kwargs):
        visit, user = self.object, self.request.user
        return super().get_context_data(
            heading=f"ติดตาม{visit.get_phase_display()} {visit.subject_name}",
            may_edit=user.has_perm("monitoring.change_visit") and visit.is_editable_by(user),
            baseline=baseline_of(visit.enrolment) if visit.enrolment else None,
            **kwargs,
        )


def baseline_of(enrolment):
    """The first income from สัมมาชีพ told in this enrolment: what later ones are compared with."""
    return enrolment.incomes.filter(measure=Income.Measure.LIVELIHOOD).order_by("told_on", "pk").first()


class VisitScreen:
    """What writing a visit and mending it have in common: the same form, beside it what was told last time."""

    model, form_class = Visit, VisitForm
    template_name = "monitoring/form.html"
    done_text = "บันทึกการติดตามแล้ว"
    cancel_url = "monitoring:list"

    def visit(self):
        return self.object

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.visit(), "baseline": self.baseline(self.visit())}

    def baseline(self, visit):
        told = baseline_of(visit.enrolment) if visit.enrolment else None
        return None if told and told.pk == visit.income_id else told

    def get_context_data(self, **kwargs):
        visit = self.visit()
        earlier = (
            Visit.objects.visible_to(self.request.user)
            .recorded()
            .to_same_subject(visit)
            .with_names()
            .with_problems()
        )
        return super().get_context_data(visit=visit, last=earlier.first(), crumbs=[LIST], **kwargs)

    def save(self, form):
        return services.record_visit(form.instance, income=form.told, by=self.request.user)


class VisitCreate(VisitScreen, CreateScreen):
    """First whom the visit was paid to, unless the address says so; then the visit itself."""

    permission_required = "monitoring.add_visit"
    heading = "บันทึกการติดตาม"

    @cached_property
    def subject(self):
        """The visit begun: its subject and nothing else; None while that is still to be chosen."""
        asked = SubjectForm(self.request.GET or None, user=self.request.user, year=year_of(self.request).year)
        self.asking = asked
        if not any(self.request.GET.get(name) for name in asked.fields):
            self.asking = SubjectForm(user=self.request.user, year=year_of(self.request).year)
            return None
        if asked.is_valid():
            return self.begun(**asked.cleaned_data)
        if any(name in asked.errors for name in asked.fields):
            raise Http404
        return None

    def begun(self, *, enrolment, group, participation):
        whom = Visit.Whom.HOUSEHOLD if enrolment else Visit.Whom.GROUP if group else Visit.Whom.VILLAGE
        visit = Visit(whom=whom, enrolment=enrolment, group=group, visitor=self.request.user)
        if group:
            year = year_of(self.request).year
            here = Participation.objects.visible_to(self.request.user).in_year(year).with_place()
            participation = here.filter(village=group.village_id).first()
            if participation is None:
                self.asking.add_error("group", NO_PARTICIPATION.format(year))
                return None
        visit.participation = participation or enrolment.participation
        return visit

    def get(self, request):
        if self.subject is None:
            self.object = None
            return self.render_to_response(self.choosing())
        return super().get(request)

    def post(self, request):
        return super().post(request) if self.subject else self.get(request)

    def choosing(self):
        """More households than a list to choose from can hold are reached from their own pages."""
        self.template_name = "monitoring/choose.html"
        form = self.asking
        is_crowded = form.fields["enrolment"].queryset.count() > MOST_CHOICES
        if is_crowded:
            del form.fields["enrolment"]
        return {
            "view": self,
            "form": form,
            "is_crowded": is_crowded,
            "heading": self.heading,
            "crumbs": [LIST],
        }

    def visit(self):
        return self.subject

    def get_initial(self):
        sessions = Session.objects.visible_to(self.request.user).for_households()
        here = sessions.filter(participation=self.subject.participation)
        today = fiscal.today()
        phase = stages.phase_on(today, list(here.values_list("starts_on", "ends_on")))
        kind = Visit.Kind.HOUSEHOLD if self.subject.enrolment else Visit.Kind.ADVICE
        return {"visited_on": today, "phase": phase, "kind": kind}


class VisitEdit(VisitScreen, EditScreen):
    permission_required = "monitoring.change_visit"
    heading = "แก้ไขบันทึกการติดตาม"

    def get_queryset(self):
        return super().get_queryset().with_names()

    def get_object(self, queryset=None):
        visit = super().get_object(queryset)
        if visit.state == Visit.State.ACKNOWLEDGED:
            raise PermissionDenied(LOCKED)
        if not visit.is_editable_by(self.request.user):
            raise PermissionDenied(NOT_YOURS.format(visit.visitor))
        return visit
