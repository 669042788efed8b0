from django.urls import path

from .views import sessions

app_name = "training"

urlpatterns = [
    path("", sessions.SessionList.as_view(), name="list"),
    path("of-village/<village:code>/", sessions.SessionsOfVillage.as_view(), name="of_village"),
    path("<uuid:pk>/", sessions.SessionDetail.as_view(), name="detail"),
]
