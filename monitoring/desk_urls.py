from django.urls import path

from .views import advice, desk, desk_reading

DESK_URLS = [
    path("desk/", desk.Desk.as_view(), name="desk"),
    path("desk/<uuid:pk>/", desk_reading.DeskVisit.as_view(), name="desk_visit"),
    path("<uuid:pk>/take-back/", advice.TakeBack.as_view(), name="take_back"),
    path("<uuid:pk>/advise/", advice.Advise.as_view(), name="advise"),
    path("advice/<uuid:pk>/edit/", advice.AdviceEdit.as_view(), name="advice_edit"),
]
