import io

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from sammachip.lib.papers import pdf_of
from sammachip.lib.screens import Screen

from ..certificates import paper_of
from ..models import Certificate, Session

DIGITS = {"thai": True, "arabic": False}


def address_of(request, code):
    """Where anyone checks the certificate of a code: under the site's own address, or the one it is known by outside."""
    path = reverse("certificate_check", args=[code])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def pdf_response(request, certificates, plan, name):
    """The paper of each certificate; `?digits=thai` or `arabic` where it should not be as the plan says."""
    has_thai_digits = DIGITS.get(request.GET.get("digits"), plan.has_thai_digits)
    values = paper_of(certificates, lambda code: address_of(request, code))
    pdf = pdf_of("certificate.typ", values, has_thai_digits=has_thai_digits)
    return FileResponse(io.BytesIO(pdf), as_attachment=True, filename=f"{name.replace('/', '-')}.pdf")


class CertificatePdf(Screen, SingleObjectMixin, View):
    model = Certificate
    permission_required = "training.view_certificate"

    def get_queryset(self):
        return super().get_queryset().standing().with_place()

    def get(self, request, **kwargs):
        certificate = self.get_object()
        return pdf_response(
            request, [certificate], certificate.plan, f"{certificate.name} {certificate.serial}"
        )


class CertificatesPdf(Screen, SingleObjectMixin, View):
    """All certificates of one session that stand, each on its page."""

    model = Session
    permission_required = "training.view_certificate"

    def get_queryset(self):
        return super().get_queryset().with_place()

    def get(self, request, **kwargs):
        session = self.get_object()
        certificates = Certificate.objects.visible_to(request.user).filter(session=session).standing()
        if not (certificates := list(certificates.with_place())):
            raise Http404
        plan = session.participation.plan
        name = f"{plan.certificate_name} {session.title} {session.participation.village} {session.dates}"
        return pdf_response(request, certificates, plan, name)
