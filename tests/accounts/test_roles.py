import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from accounts.models import User
from accounts.roles import PERMISSIONS, Role, permissions_of
from tests import factories as make


def test_every_role_has_its_line_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_viewers_and_auditors_change_nothing():
    for role in (Role.VIEWER, Role.AUDITOR):
        assert all(".view_" in permission for permission in PERMISSIONS[role])


def test_village_master_data_is_closed_to_field_officers():
    assert not {p for p in PERMISSIONS[Role.FIELD_OFFICER] if p.endswith("_village") and ".view_" not in p}


def test_an_unknown_role_or_a_disabled_user_may_do_nothing():
    assert permissions_of(User(role="", is_active=True)) == frozenset()
    assert permissions_of(User(role=Role.DISTRICT_CHIEF, is_active=False)) == frozenset()


@pytest.mark.parametrize(("listen", "enters"), [("127.0.0.1", True), ("", False), ("0.0.0.0", False)])
def test_a_demo_login_enters_only_where_the_server_listens_on_a_loopback_address(
    db, settings, listen, enters
):
    settings.LISTEN = listen
    user = make.UserFactory(username="demo", is_demo=True)
    request = RequestFactory().post("/")
    assert bool(authenticate(request, username="demo", password="a long enough password")) is enters
    assert bool(user) is True


def test_an_open_demo_session_ends_when_the_server_listens_to_others(client, world, settings):
    User.objects.filter(pk=world.officer.pk).update(is_demo=True)
    client.force_login(world.officer)
    settings.LISTEN = "0.0.0.0"
    answer = client.get("/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_nobody_can_sign_up(client, db):
    client.post("/login/signup/", {"username": "x", "password1": "y" * 12, "password2": "y" * 12})
    assert not User.objects.exists()


def test_the_first_admin_has_the_roles_rights_and_the_whole_country(db):
    admin = User.objects.create_superuser("first", password="a long enough password")
    assert (admin.role, admin.is_staff, admin.is_superuser) == (Role.SYSTEM_ADMIN, True, False)
    assert admin.areas == ("",)
