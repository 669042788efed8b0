from django.urls import path

from .views import digests, targets

TARGET_URLS = [
    path("targets/", targets.TargetsPage.as_view(), name="targets"),
    path("digest/", digests.DigestPage.as_view(), name="digest"),
]
