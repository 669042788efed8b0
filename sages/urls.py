from django.urls import path

from villages.importing.urls import import_urls

from . import choose_views, team_views, views
from .imports import REGISTER

app_name = "sages"

urlpatterns = [
    path("", views.SageList.as_view(), name="list"),
    path("new/", views.SageCreate.as_view(), name="create"),
    path("of-village/<village:code>/", views.TeamOfVillage.as_view(), name="of_village"),
    path("seats/new/", views.SeatCreate.as_view(), name="seat_create"),
    path("seats/<uuid:pk>/edit/", views.SeatEdit.as_view(), name="seat_edit"),
    path("choose/<uuid:pk>/", choose_views.ChooseSages.as_view(), name="choose"),
    path("team/<uuid:pk>/", team_views.Team.as_view(), name="team"),
    path("<uuid:pk>/", views.SageDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", views.SageEdit.as_view(), name="edit"),
    *import_urls(REGISTER),
]
