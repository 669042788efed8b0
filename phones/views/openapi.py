from django.http import JsonResponse
from django.views.generic import View

from sammachip.lib.screens import Screen

from ..api import api


class OpenApi(Screen, View):
    """The description of the phone's API."""

    permission_required = "phones.view_submission"

    def get(self, request):
        schema = api.get_openapi_schema(path_prefix="/api/v1/")
        return JsonResponse(schema, json_dumps_params={"ensure_ascii": False})
