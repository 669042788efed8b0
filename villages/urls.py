from django.urls import path, register_converter

from . import agency_views, views
from .importing.import_list import ImportList
from .importing.urls import import_urls
from .imports import PARTICIPATION_REGISTER, VILLAGE_REGISTER
from .rule_urls import RULE_URLS
from .support_urls import SUPPORT_URLS
from .year_urls import YEAR_URLS

app_name = "villages"


class VillageCode:
    regex = "[0-9]{8}"
    to_python = to_url = staticmethod(str)


register_converter(VillageCode, "village")

urlpatterns = [
    path("", views.VillageList.as_view(), name="list"),
    path("<village:code>/", views.VillageDetail.as_view(), name="detail"),
    path("<village:code>/edit/", views.VillageEdit.as_view(), name="edit"),
    path("plans/", views.PlanList.as_view(), name="plans"),
    path("plans/new/", views.PlanCreate.as_view(), name="plan_create"),
    path("plans/<uuid:pk>/", views.PlanDetail.as_view(), name="plan"),
    path("plans/<uuid:pk>/edit/", views.PlanEdit.as_view(), name="plan_edit"),
    *YEAR_URLS,
    *RULE_URLS,
    path("plans/<uuid:plan>/criteria/new/", views.CriterionCreate.as_view(), name="criterion_create"),
    path("plans/criteria/<int:pk>/edit/", views.CriterionEdit.as_view(), name="criterion_edit"),
    path("plans/criteria/<int:pk>/remove/", views.CriterionRemove.as_view(), name="criterion_remove"),
    path("plans/participations/", views.ParticipationList.as_view(), name="participations"),
    path("plans/participations/new/", views.ParticipationCreate.as_view(), name="participation_create"),
    path(
        "plans/participations/<uuid:pk>/edit/", views.ParticipationEdit.as_view(), name="participation_edit"
    ),
    path("meetings/", views.MeetingList.as_view(), name="meetings"),
    path("meetings/new/", views.MeetingCreate.as_view(), name="meeting_create"),
    path("meetings/<uuid:pk>/", views.MeetingDetail.as_view(), name="meeting"),
    path("meetings/<uuid:pk>/edit/", views.MeetingEdit.as_view(), name="meeting_edit"),
    path("agencies/", agency_views.AgencyList.as_view(), name="agencies"),
    path("agencies/new/", agency_views.AgencyCreate.as_view(), name="agency_create"),
    path("agencies/<uuid:pk>/", agency_views.AgencyDetail.as_view(), name="agency"),
    path("agencies/<uuid:pk>/edit/", agency_views.AgencyEdit.as_view(), name="agency_edit"),
    *SUPPORT_URLS,
    path("imports/", ImportList.as_view(), name="imports"),
    *import_urls(VILLAGE_REGISTER),
    *import_urls(PARTICIPATION_REGISTER, "participations/import/", "import_participations"),
]
