from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("overview/", views.Dashboard.as_view(), name="dashboard"),
    path("teaching/", views.TeachingPage.as_view(), name="teaching"),
    path("demo/", views.DemoRemoval.as_view(), name="demo"),
]
