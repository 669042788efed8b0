from django.urls import path

from . import year_views

YEAR_URLS = [
    path("plans/<uuid:pk>/close/", year_views.PlanClose.as_view(), name="plan_close"),
    path("plans/<uuid:pk>/reopen/", year_views.PlanReopen.as_view(), name="plan_reopen"),
    path("plans/<uuid:pk>/next/", year_views.PlanNext.as_view(), name="plan_next"),
]
