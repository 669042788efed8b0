"""Addresses of writing and reading visits."""

from django.urls import path

from .views import trips, visit_mending, visit_page, visit_writing

VISIT_URLS = [
    path("new/", visit_writing.VisitCreate.as_view(), name="create"),
    path("new/several/", trips.VisitCreateMany.as_view(), name="create_many"),
    path("<uuid:pk>/", visit_page.VisitDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", visit_mending.VisitEdit.as_view(), name="edit"),
    path("<uuid:pk>/correct/", visit_mending.VisitCorrect.as_view(), name="correct"),
]
