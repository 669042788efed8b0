from django.urls import path

from .activity_urls import ACTIVITY_URLS
from .roll_urls import ROLL_URLS
from .spending_urls import SPENDING_URLS
from .views import (
    calendar,
    certificate_papers,
    certificates,
    certifying,
    feeds,
    invitations,
    session_writing,
    sessions,
)

app_name = "training"

urlpatterns = [
    path("", sessions.SessionList.as_view(), name="list"),
    path("of-village/<village:code>/", sessions.SessionsOfVillage.as_view(), name="of_village"),
    path("new/", session_writing.SessionCreate.as_view(), name="create"),
    path("<uuid:pk>/", sessions.SessionDetail.as_view(), name="detail"),
    path("<uuid:pk>/certify/", certifying.Certify.as_view(), name="certify"),
    path("<uuid:pk>/certificates/", certificate_papers.CertificatesPdf.as_view(), name="certificates_pdf"),
    path("certificates/", certificates.CertificateList.as_view(), name="certificates"),
    path("certificates/<uuid:pk>/", certificates.CertificateDetail.as_view(), name="certificate"),
    path("certificates/<uuid:pk>/pdf/", certificate_papers.CertificatePdf.as_view(), name="certificate_pdf"),
    path(
        "certificates/<uuid:pk>/revoke/", certificates.CertificateRevoke.as_view(), name="certificate_revoke"
    ),
    path("<uuid:pk>/edit/", session_writing.SessionEdit.as_view(), name="edit"),
    path("<uuid:pk>/present/", session_writing.SessionPresence.as_view(), name="presence"),
    path("<uuid:pk>/people/", invitations.SessionInvite.as_view(), name="invite"),
    path("<uuid:pk>/remove/", session_writing.SessionRemove.as_view(), name="remove"),
    path("calendar/", calendar.Calendar.as_view(), name="calendar"),
    path("calendar/feed/", feeds.Feed.as_view(), name="feed"),
    path("calendar/<str:token>.ics", feeds.feed_ics, name="feed_ics"),
    *ROLL_URLS,
    *ACTIVITY_URLS,
    *SPENDING_URLS,
]
