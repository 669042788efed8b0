from django.urls import path

from .views import activities, partners, plan_of_village

ACTIVITY_URLS = [
    path("activities/", activities.ActivityList.as_view(), name="activities"),
    path("activities/new/", activities.ActivityCreate.as_view(), name="activity_create"),
    path("activities/<uuid:pk>/", activities.ActivityDetail.as_view(), name="activity"),
    path("activities/<uuid:pk>/edit/", activities.ActivityEdit.as_view(), name="activity_edit"),
    path("activities/<uuid:pk>/remove/", activities.ActivityRemove.as_view(), name="activity_remove"),
    path("activities/<uuid:activity>/partners/new/", partners.PartnerCreate.as_view(), name="partner_create"),
    path("activities/partners/<uuid:pk>/edit/", partners.PartnerEdit.as_view(), name="partner_edit"),
    path("activities/partners/<uuid:pk>/remove/", partners.PartnerRemove.as_view(), name="partner_remove"),
    path(
        "activities/of-village/<village:code>/",
        plan_of_village.ActivitiesOfVillage.as_view(),
        name="activities_of_village",
    ),
    path(
        "activities/plan-of-village/<village:code>/",
        plan_of_village.PlanOfVillage.as_view(),
        name="plan_of_village",
    ),
]
