"""What holds for every page: no cache may keep one behind login, and no address carries what no database takes."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.defaults import page_not_found


def own_not_found(get_response):
    """Who tries the demo reads the office's page too: Django's, with DEBUG on, lists every address in English."""

    def middleware(request):
        response = get_response(request)
        return page_not_found(request, None) if settings.DEBUG and response.status_code == 404 else response

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
    """PostgreSQL takes no NUL in a text; nobody types one, so an address that holds one is refused as a whole."""

    def middleware(request):
        asked = (request.path, *request.GET, *(each for one in request.GET.lists() for each in one[1]))
        if any("\0" in text for text in asked):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware
