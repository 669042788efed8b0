from django.urls import reverse_lazy

from sammachip.lib.screens import DetailScreen, EditScreen, ListScreen
from sammachip.lib.telling import facts_of
from villages.frame import year_of

from ..forms.certificates import CertificateFilter, RevokeForm
from ..models import Certificate
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
