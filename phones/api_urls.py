"""The API's addresses: each answers 401 by itself, where the login page would be no answer to a phone."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from . import sync_api, transfer_api  # noqa: F401  (registers their operations)
from .api import api
from .views.openapi import OpenApi

app_name = "api"
routes = [route for route in api.urls[0] if route.name != "api-root"]
for route, view in zip(routes, api.default_router.path_operations.values(), strict=True):
    route.callback = login_not_required(route.callback)
    route.callback.operations = view.operations

urlpatterns = [*routes, path("openapi.json", OpenApi.as_view(), name="openapi")]
