from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("villages/", include("villages.urls")),
    path("sages/", include("sages.urls")),
    path("households/", include("households.urls")),
    path("training/", include("training.urls")),
    path("groups/", include("groups.urls")),
    path("visits/", include("monitoring.urls")),
    path("office/", include("accounts.urls")),
    path("login/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
