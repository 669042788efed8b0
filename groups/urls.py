from django.urls import path

from . import views

app_name = "groups"

urlpatterns = [
    path("", views.GroupList.as_view(), name="list"),
    path("new/", views.GroupCreate.as_view(), name="create"),
    path("of-village/<village:code>/", views.GroupsOfVillage.as_view(), name="of_village"),
    path("<uuid:pk>/", views.GroupDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", views.GroupEdit.as_view(), name="edit"),
    path("<uuid:group>/members/new/", views.MemberCreate.as_view(), name="member_create"),
    path("members/<uuid:pk>/edit/", views.MemberEdit.as_view(), name="member_edit"),
]
