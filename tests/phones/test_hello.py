"""The first call of a phone: who is signed in, which device it is, what it needs to send."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from phones.answers import MARKER
from phones.models import Device
from phones.services.devices import set_revoked

HELLO = reverse("api:hello")


def hello(client, user=None, device=None, **headers):
    if user:
        client.force_login(user)
    return client.get(HELLO, headers={"X-Device": str(device or uuid.uuid4())} | headers)


def test_an_officers_phone_is_known_from_its_first_call(client, world):
    key = uuid.uuid4()
    told = hello(client, world.field, key, **{"X-Waiting": "3", "X-App": "1"}).json()
    assert told["marker"] == MARKER
    assert told["user"]["id"] == world.field.pk
    device = Device.objects.get(pk=key)
    assert (device.user, device.waiting, device.app_version) == (world.field, 3, "1")
    assert device.bears(told["stamp"])
    assert device.history.get().history_user == world.field


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        (None, 401, "signed_out"),
        ("viewer", 403, "not_a_field_worker"),
        ("auditor", 403, "not_a_field_worker"),
    ],
)
def test_whoever_does_no_field_work_reads_why(client, world, who, status, code):
    answer = hello(client, getattr(world, who) if who else None)
    assert (answer.status_code, answer.json()["code"], answer.json()["marker"]) == (status, code, MARKER)


def test_a_device_of_someone_else_is_not_shared(client, world):
    answer = hello(client, world.field, world.neighbour_device.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "device_of_another")


def test_a_revoked_device_hears_it_with_the_marker(client, world):
    set_revoked(world.device, True, by=world.chief)
    answer = hello(client, world.field, world.device.pk)
    assert (answer.status_code, answer.json()["code"]) == (403, "device_revoked")
    set_revoked(world.device, False, by=world.chief)
    assert hello(client, world.field, world.device.pk).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "\0", "0" * 400])
def test_a_call_that_names_no_device_is_answered_in_words(client, world, key):
    client.force_login(world.field)
    answer = client.get(HELLO, headers={"X-Device": key})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_later_call_is_noted_without_a_new_state(client, world):
    Device.objects.filter(pk=world.device.pk).update(seen_at=timezone.now() - timezone.timedelta(days=2))
    hello(client, world.field, world.device.pk)
    world.device.refresh_from_db()
    assert timezone.now() - world.device.seen_at < timezone.timedelta(minutes=1)
    assert world.device.version == 1


def test_the_api_is_described(client, world):
    client.force_login(world.field)
    assert "/api/v1/hello/" in client.get(reverse("api:openapi")).json()["paths"]


def test_who_revoked_a_device_is_read_in_its_history(client, world):
    set_revoked(world.device, True, by=world.chief)
    client.force_login(world.chief)
    assert str(world.chief) in client.get(world.device.get_absolute_url()).content.decode()
    assert client.get(world.neighbour_device.get_absolute_url()).status_code == 404
