"""The short address that a certificate's QR code holds; whatever stands in place of its code, the same page answers."""

from django.urls import re_path

from .views.certificate_check import CertificateCheck

urlpatterns = [re_path(r"^(?P<code>[\s\S]+)/\Z", CertificateCheck.as_view(), name="certificate_check")]
