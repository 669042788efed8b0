"""Pages behind login are for one person only: no cache may keep them."""

from django.utils.cache import add_never_cache_headers, patch_vary_headers


def private_pages(get_response):
    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
