"""Every list of the URL map answers, whatever is asked of its filters, its order and its pages."""

import pytest
from django.urls import reverse

from sammachip.lib.screens import ListScreen
from tests.test_house import routes, view_class

LISTS = sorted(
    name
    for name, view in routes()
    if isinstance(view_class(view), type) and issubclass(view_class(view), ListScreen)
)
STRANGE = ("บ้าน", "90010203", "-1", "1e9", "9" * 30, "9" * 5000, "100%")


@pytest.mark.parametrize("name", LISTS)
def test_any_answer_to_any_question_of_a_list_is_a_page(client, world, name):
    client.force_login(world.chief)
    address = reverse(name)
    asked = (*client.get(address).context["filter"].form.fields, "page", "sort", "year")
    for answer in STRANGE:
        assert client.get(address, dict.fromkeys(asked, answer)).status_code == 200, answer
