from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("history/<slug:app>/<slug:model>/<str:pk>/", views.History.as_view(), name="history"),
]
