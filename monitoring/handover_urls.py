from django.urls import path

from .views import handing_over

HANDOVER_URLS = [
    path("handovers/", handing_over.HandOverList.as_view(), name="handovers"),
    path("handovers/new/", handing_over.HandOverCreate.as_view(), name="handover_create"),
    path("handovers/<uuid:pk>/", handing_over.HandOverDetail.as_view(), name="handover"),
    path("handovers/<uuid:pk>/paper/", handing_over.HandOverPaper.as_view(), name="handover_pdf"),
    path("handovers/<uuid:pk>/undo/", handing_over.HandOverUndo.as_view(), name="handover_undo"),
]
