from django.urls import path

from villages.importing.urls import import_urls

from . import bulk_views, choose_views, coaching, views
from .imports import REGISTER
from .withdraw_urls import WITHDRAW_URLS

app_name = "households"

urlpatterns = [
    path("", views.EnrolmentList.as_view(), name="list"),
    path("register/", views.HouseholdList.as_view(), name="register"),
    path("new/", views.HouseholdCreate.as_view(), name="create"),
    path("trades/", views.TradeList.as_view(), name="trades"),
    path("trades/settle/", views.TradeSettle.as_view(), name="settle"),
    path("trades/new/", views.SynonymCreate.as_view(), name="synonym_create"),
    path("trades/<uuid:pk>/", views.SynonymEdit.as_view(), name="synonym_edit"),
    path("of-village/<village:code>/", views.EnrolmentsOfVillage.as_view(), name="of_village"),
    path("choose/<uuid:pk>/", choose_views.ChooseHouseholds.as_view(), name="choose"),
    path("<uuid:pk>/", views.HouseholdDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", views.HouseholdEdit.as_view(), name="edit"),
    path("<uuid:pk>/enrol/", views.EnrolmentCreate.as_view(), name="enrol"),
    path("enrolments/<uuid:pk>/edit/", views.EnrolmentEdit.as_view(), name="enrolment_edit"),
    *WITHDRAW_URLS,
    path("bulk/", bulk_views.BulkEnrolments.as_view(), name="bulk"),
    path("bulk/<uuid:key>/", bulk_views.BulkEnrolmentsDone.as_view(), name="bulk_done"),
    path("coaches/<uuid:pk>/", coaching.Coaches.as_view(), name="coaches"),
    *import_urls(REGISTER),
]
