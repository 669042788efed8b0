"""The phone's side: the shell of the app, its worker and manifest."""

from django.urls import path

from .views import app

app_name = "phone"

urlpatterns = [
    path("", app.home, name="shell"),
    path("sw.js", app.worker, name="worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
]
