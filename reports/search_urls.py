"""Search stands in the head of every page and belongs to none: its address has a name of its own."""

from django.urls import path

from .search import SearchPage

urlpatterns = [path("", SearchPage.as_view(), name="search")]
