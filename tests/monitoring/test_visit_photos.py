"""Photos of a visit come and go with its writer's hand, and no more once it is acknowledged."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Photo
from tests import factories as make
from tests.nasty import pictures
from tests.pages import page, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, user, visit):
    file = SimpleUploadedFile("IMG.jpg", pictures.jpeg())
    data = {"files": [file], "consent": Photo.Consent.NOBODY}
    return post(client, user, "accounts:photos_add", "monitoring", "visit", visit.pk, data=data)


def photo_of(visit):
    return make.PhotoFactory(
        area_code=visit.participation.village_id, subject="monitoring.visit", subject_id=visit.pk
    )


def test_the_writer_adds_and_a_colleague_may_not_even_by_address(client, world):
    assert send(client, world.officer, world.visit).status_code == 403
    assert send(client, world.field, world.visit).status_code == 302
    assert Photo.objects.of(world.visit).count() == 1
    assert "photos/add" not in page(client, world.officer, "monitoring:detail", world.visit.pk)


def test_an_acknowledged_visit_keeps_its_photos_as_they_were_read(client, world):
    photo, world.visit.state = photo_of(world.visit), "acknowledged"
    world.visit.save()
    assert send(client, world.field, world.visit).status_code == 403
    response = post(client, world.field, "accounts:photo_remove", photo.pk, data={})
    assert response.status_code == 403
    assert "ก่อนที่พัฒนาการอำเภอจะรับทราบ" in response.content.decode()
    assert list(Photo.objects.of(world.visit)) == [photo]
