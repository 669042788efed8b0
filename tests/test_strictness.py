"""Hidden faults are loud: the network, an undefined variable and an unordered list each fail a test."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.template import Context, Template
from django.template.loader import get_template


def test_another_machine_cannot_be_reached():
    with socket.socket() as visitor, pytest.raises(AssertionError, match=r"the network: 192\.0\.2\.1:80"):
        visitor.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as visitor,
    ):
        assert visitor.getpeername() == server.getsockname()


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ user.nmae }}", "{{ nobody|default:'-' }}"])
def test_a_variable_that_nobody_defined_fails(text):
    with pytest.raises(AssertionError, match="is not defined"):
        Template(text).render(Context({"user": get_user_model()()}))


def test_asking_whether_a_variable_is_there_is_allowed():
    assert Template("{% if nobody %}yes{% else %}no{% endif %}").render(Context()) == "no"


def test_templates_of_the_libraries_may_be_careless():
    assert "None" not in get_template("admin/404.html").render({})


def test_pages_of_an_unordered_list_fail(db):
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(get_user_model().objects.order_by(), 10).page(1)
