from django.urls import path

from . import withdraw_views as views

WITHDRAW_URLS = [
    path("enrolments/<uuid:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("enrolments/<uuid:pk>/return/", views.Return.as_view(), name="return"),
    path("enrolments/<uuid:pk>/replace/", views.Replace.as_view(), name="replace"),
    path("enrolments/<uuid:pk>/undo-replacement/", views.UndoReplacement.as_view(), name="undo_replacement"),
]
