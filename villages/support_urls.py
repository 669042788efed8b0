from django.urls import path

from . import pledge_views, support_views

SUPPORT_URLS = [
    path("support-team/", support_views.SupportTeam.as_view(), name="support_team"),
    path("support-team/new/", support_views.SupportCreate.as_view(), name="support_create"),
    path("support-team/<uuid:pk>/edit/", support_views.SupportEdit.as_view(), name="support_edit"),
    path("pledges/", pledge_views.PledgeList.as_view(), name="pledges"),
    path("pledges/new/", pledge_views.PledgeCreate.as_view(), name="pledge_create"),
    path("pledges/<uuid:pk>/edit/", pledge_views.PledgeEdit.as_view(), name="pledge_edit"),
    path("pledges/<uuid:pk>/deliver/", pledge_views.PledgeDeliver.as_view(), name="pledge_deliver"),
]
