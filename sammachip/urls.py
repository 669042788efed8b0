from allauth.account import views as login
from django.contrib import admin
from django.urls import include, path

from sammachip.lib.gallery import Gallery

urlpatterns = [
    path("", include("reports.urls")),
    path("villages/", include("villages.urls")),
    path("sages/", include("sages.urls")),
    path("households/", include("households.urls")),
    path("training/", include("training.urls")),
    path("c/", include("training.check_urls")),
    path("groups/", include("groups.urls")),
    path("visits/", include("monitoring.urls")),
    path("phone/", include("phones.app_urls")),
    path("phones/", include("phones.urls")),
    path("api/v1/", include("phones.api_urls")),
    path("search/", include("reports.search_urls")),
    path("office/", include("accounts.urls")),
    path("login/", login.login, name="account_login"),
    path("logout/", login.logout, name="account_logout"),
    path("login/password/", login.password_change, name="account_change_password"),
    path("login/inactive/", login.account_inactive, name="account_inactive"),
    path("login/again/", login.reauthenticate, name="account_reauthenticate"),
    path("parts/", Gallery.as_view(), name="parts"),
    path("admin/", admin.site.urls),
]
