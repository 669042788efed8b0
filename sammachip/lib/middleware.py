"""What holds for every page: no cache may keep one behind login, and no address carries what no database takes."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.defaults import page_not_found


def own_not_found(get_response):
    """Who tries the demo reads the office's page too: Django's, with DEBUG on, lists every address in English."""

    def middleware(request):
        response = get_response(request)
        is_own = isinstance(response, SimpleTemplateResponse)
        is_django = settings.DEBUG and response.status_code == 404 and not is_own
        return page_not_found(request, None) if is_django else response

    return middleware


def private_pages(get_response):
    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def plain_addresses(get_response):
    """PostgreSQL takes no NUL in a text; nobody types one, so an address that holds one is refused as a whole.

    A view that `takes_any_text` never hands it to the database, and answers it as it answers any other.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        asked = (request.path, *request.GET, *(each for one in request.GET.lists() for each in one[1]))
        may_be_any = getattr(getattr(view, "view_class", view), "takes_any_text", False)
        if not may_be_any and any("\0" in text for text in asked):
            raise BadRequest("NUL in the address")

    middleware.process_view = process_view
    return middleware
