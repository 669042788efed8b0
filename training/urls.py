from django.urls import path

from . import views

app_name = "training"

urlpatterns = [
    path("", views.SessionList.as_view(), name="list"),
    path("of-village/<village:code>/", views.SessionsOfVillage.as_view(), name="of_village"),
    path("<uuid:pk>/", views.SessionDetail.as_view(), name="detail"),
]
