"""Certificates: giving them, the register, one certificate, and taking it back."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib import fiscal
from sammachip.lib.screens import DetailScreen, EditScreen, FormScreen, ListScreen
from sammachip.lib.telling import facts_of
from villages.frame import year_of

from ..certificates import Standing, next_number, standings_of
from ..forms.certificates import CertificateFilter, CertifyForm, RevokeForm
from ..models import Attendance, Certificate, Invitation, Session
from ..rollcall import name_order
from ..services import certificates as services
from ..tables import CertificateTable

SESSIONS = ("การอบรม", reverse_lazy("training:list"))
CERTIFICATES = ("ทะเบียนวุฒิบัตร", reverse_lazy("training:certificates"))
FACTS = (
    "holder_name",
    "title",
    "days",
    "days_needed",
    "days_came",
    "issued_on",
    "signer_name",
    "signer_position",
    "revoked_on",
    "revoked_reason",
)


@dataclass(frozen=True)
class Line:
    """One person of the page: the number that a new certificate would bear, and whether it is ticked."""

    standing: Standing
    serial: str
    is_ticked: bool


class Certify(FormScreen, SingleObjectMixin, FormView):
    """Everyone who was invited, who of them completed, and one button that gives them their certificates."""

    model, form_class = Session, CertifyForm
    permission_required = "training.add_certificate"
    template_name = "training/certify.html"
    heading = "ออกวุฒิบัตร"

    def get_queryset(self):
        return super().get_queryset().with_place()

    @cached_property
    def object(self):
        return self.get_object()

    @property
    def crumbs(self):
        return [SESSIONS, (str(self.object), self.object.get_absolute_url())]

    @cached_property
    def standings(self):
        user, session = self.request.user, self.object
        invited = Invitation.objects.visible_to(user).filter(session=session).with_names()
        people = sorted((row.person for row in invited), key=name_order)
        noted, given = Attendance.objects.visible_to(user), Certificate.objects.visible_to(user)
        return standings_of(session, people, noted, given.select_related("plan"))

    def get_form_kwargs(self):
        people = [row.person for row in self.standings]
        return super().get_form_kwargs() | {"session": self.object, "people": people}

    def get_initial(self):
        return {"issued_on": max(fiscal.today(), self.object.ends_on)}

    def get_context_data(self, **kwargs):
        lines = list(self.lines())
        told = {
            "session": self.object,
            "lines": lines,
            "ticked": sum(line.is_ticked for line in lines),
            "open": [line for line in lines if line.standing.may_have],
            "given": [line for line in lines if line.standing.certificate],
            "is_over": fiscal.today() >= self.object.ends_on,
        }
        return super().get_context_data(**told | kwargs)

    def lines(self):
        """New certificates are numbered in the order of the list, as if all that may be given were ticked."""
        posted, number = self.request.POST.getlist("people"), next_number(self.object.participation.plan)
        for row in self.standings:
            serial = Certificate(plan=self.object.participation.plan, number=number).serial
            is_ticked = row.may_have and (self.request.method == "GET" or str(row.person.pk) in posted)
            yield Line(row, serial, is_ticked)
            number += row.may_have

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)

    def save(self, form):
        day = form.cleaned_data["issued_on"]
        given = services.certify(self.object, form.chosen, issued_on=day, by=self.request.user)
        self.done_text = told_given(given)
        return self.object

    def get_success_url(self):
        return reverse("training:certify", args=[self.object.pk])


def told_given(given):
    """What was done: how many, under which numbers, and who was passed over."""
    made = "ไม่มีวุฒิบัตรที่ออกใหม่"
    if given.made:
        first, last = given.made[0].serial, given.made[-1].serial
        made = f"ออกวุฒิบัตร {len(given.made):,} ใบแล้ว เลขที่ {first}{f' ถึง {last}' if first != last else ''}"
    if not given.already:
        return made
    names = ", ".join(person.called for person in given.already)
    return f"{made} ข้าม {len(given.already):,} คนที่ได้รับไปแล้ว คือ {names}"


class CertificateList(ListScreen):
    model = Certificate
    permission_required = "training.view_certificate"
    table_class, filterset_class = CertificateTable, CertificateFilter
    heading, unit, crumbs = "ทะเบียนวุฒิบัตร", "ใบ", [SESSIONS]
    empty_title = "ปีนี้ยังไม่มีวุฒิบัตร"
    empty_text = "เมื่อการอบรมจบและเช็กชื่อครบแล้ว เปิดการอบรมนั้นแล้วกด ออกวุฒิบัตร ทุกใบจะอยู่ในทะเบียนนี้พร้อมเลขที่"

    def get_queryset(self):
        year = year_of(self.request).year
        return super().get_queryset().filter(plan__fiscal_year=year).with_place()


class CertificateDetail(DetailScreen):
    model = Certificate
    permission_required = "training.view_certificate"
    template_name = "training/certificate.html"

    def get_queryset(self):
        return super().get_queryset().with_place()

    @property
    def crumbs(self):
        session = self.object.session
        return [SESSIONS, (str(session), session.get_absolute_url()), CERTIFICATES]

    def get_context_data(self, **kwargs):
        facts = [fact for fact in facts_of(self.object, FACTS) if fact["value"] not in ("", None)]
        return super().get_context_data(**{"heading": str(self.object), "facts": facts} | kwargs)


class CertificateRevoke(EditScreen):
    """Takes a certificate back, for a reason; the page that its QR code opens says so from then on."""

    model, form_class = Certificate, RevokeForm
    permission_required = "training.change_certificate"
    template_name = "training/certificate_revoke.html"
    heading, done_text = "ยกเลิกวุฒิบัตร", "ยกเลิกวุฒิบัตรแล้ว"

    def get_queryset(self):
        return super().get_queryset().standing().with_place()

    @property
    def crumbs(self):
        return [CERTIFICATES, (str(self.object), self.object.get_absolute_url())]

    def save(self, form):
        reason = form.cleaned_data["revoked_reason"]
        return services.revoke(self.object, reason=reason, by=self.request.user)
