"""The shell of the app, its worker and its manifest: the same for everyone, signed in or not, so open to anyone."""

import json

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import shell


def asked_each_time(response):
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
@csp_update({"img-src": ["blob:"]})
def home(request):
    return asked_each_time(render(request, "phone/shell.html", {"version": shell.version()}))


@login_not_required
@require_safe
def worker(request):
    files = json.dumps(shell.files())
    context = {"files": files, "libraries": shell.libraries(), "home": request.path.removesuffix("sw.js")}
    return asked_each_time(render(request, "phone/sw.js", context, content_type="text/javascript"))


@login_not_required
@require_safe
def manifest(request):
    return asked_each_time(JsonResponse(shell.manifest(), content_type="application/manifest+json"))
