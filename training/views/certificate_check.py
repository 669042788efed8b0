from django.contrib.auth.decorators import login_not_required
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.generic import View

from ..models import Certificate
from ..verdict import verdict_of


@method_decorator(login_not_required, name="dispatch")
class CertificateCheck(View):
    """Whether a code is genuine: one look-up and one template, whichever the answer; no session, no cookie, no name."""

    takes_any_text = True

    def get(self, request, code):
        verdict = verdict_of(Certificate.objects.published().of_code(code.upper()).first())
        status = 200 if verdict.is_found else 404
        response = SimpleTemplateResponse("public/certificate.html", {"verdict": verdict}, status=status)
        response["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response
