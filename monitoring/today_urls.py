from django.urls import path

from .views import dues, excuses, feeds, plan, route, today

TODAY_URLS = [
    path("today/", today.TodayPage.as_view(), name="today"),
    path("today/route/", route.RoutePage.as_view(), name="route"),
    path("plan/", plan.PlanOfVisits.as_view(), name="plan"),
    path("plan/of-household/<uuid:pk>/", dues.DuesOfHousehold.as_view(), name="dues_of_household"),
    path("calendar/<str:token>.ics", feeds.feed_ics, name="feed_ics"),
    path("excused/", excuses.ExcuseList.as_view(), name="excuses"),
    path("excused/new/", excuses.ExcuseCreate.as_view(), name="excuse"),
    path("excused/<uuid:pk>/back/", excuses.ExcuseTakeBack.as_view(), name="take_back_excuse"),
]
