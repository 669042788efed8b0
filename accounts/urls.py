from django.urls import path

from . import photo_views, views

app_name = "accounts"

urlpatterns = [
    path("history/<slug:app>/<slug:model>/<str:pk>/", views.History.as_view(), name="history"),
    path("photos/<uuid:pk>/", photo_views.PhotoPage.as_view(), name="photo_page"),
    path("photos/<uuid:pk>/picture/", photo_views.PhotoImage.as_view(), name="photo"),
    path("photos/<uuid:pk>/small/", photo_views.PhotoSmall.as_view(), name="photo_small"),
    path("photos/<uuid:pk>/edit/", photo_views.PhotoEdit.as_view(), name="photo_edit"),
    path("photos/<uuid:pk>/remove/", photo_views.PhotoRemoval.as_view(), name="photo_remove"),
    path(
        "photos/<uuid:pk>/restore/",
        photo_views.PhotoRemoval.as_view(is_removed=False),
        name="photo_restore",
    ),
    path(
        "photos/add/<slug:app>/<slug:model>/<uuid:pk>/",
        photo_views.PhotosAdd.as_view(),
        name="photos_add",
    ),
]
