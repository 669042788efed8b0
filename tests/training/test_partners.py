"""Partners of an activity: an agency of the district or a new one by its name, mended and taken out with history."""

import pytest

from tests import factories as make
from tests.pages import post
from training.models import ActivityPartner
from villages.models import Agency

pytestmark = pytest.mark.django_db


def joining(**changes):
    return {"agency": "", "new_agency": "", "dimension": "", "help_given": "วิทยากร", "value": ""} | changes


def test_an_agency_is_made_with_the_partner_and_a_known_name_is_the_same_agency(client, world):
    activity = make.ActivityFactory(participation=world.participation)
    social = make.DimensionFactory(name="สังคม")
    typed = joining(new_agency="กศน.อำเภอ (ตัวอย่าง)", dimension=social.pk, value="1,500")
    answer = post(client, world.field, "training:partner_create", activity.pk, data=typed)
    assert answer["Location"] == activity.get_absolute_url()
    made = Agency.objects.get(name="กศน.อำเภอ (ตัวอย่าง)")
    assert (made.district_id, made.dimension, made.history.get().history_user) == (
        "9001",
        social,
        world.field,
    )
    other = joining(new_agency="  เกษตรอำเภอ   (ตัวอย่าง) ")
    post(client, world.field, "training:partner_create", activity.pk, data=other)
    known = activity.partners.get(agency=world.agency)
    assert known.dimension == world.agency.dimension
    assert Agency.objects.filter(name__contains="เกษตรอำเภอ", district="9001").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "กรุณาเลือกภาคีจากรายการ หรือพิมพ์ชื่อหน่วยงานใหม่"),
        ({"new_agency": "เกษตรอำเภอ (ตัวอย่าง)"}, "ภาคีนี้อยู่ในกิจกรรมนี้แล้ว"),
        ({"new_agency": "หน่วยใหม่", "value": "-1"}, "มูลค่าต้องไม่ติดลบ"),
    ],
)
def test_each_rule_of_a_partner_speaks_and_nothing_is_half_written(client, world, changes, sentence):
    before = Agency.objects.count()
    answer = post(client, world.field, "training:partner_create", world.activity.pk, data=joining(**changes))
    assert sentence in answer.content.decode()
    assert (Agency.objects.count(), world.activity.partners.count()) == (before, 1)


def test_an_agency_chosen_and_another_typed_are_one_too_many(client, world):
    typed = joining(agency=world.agency.pk, new_agency="อีกหน่วยงาน")
    answer = post(client, world.field, "training:partner_create", world.activity.pk, data=typed)
    assert "โปรดล้างช่องภาคีเครือข่ายก่อน" in answer.content.decode()
    assert not Agency.objects.filter(name="อีกหน่วยงาน").exists()


def test_a_neighbours_agency_is_no_choice(client, world):
    typed = joining(agency=world.neighbour_agency.pk)
    answer = post(client, world.field, "training:partner_create", world.activity.pk, data=typed)
    assert "ที่เลือกไม่มีในรายการของท่าน" in answer.content.decode()


def test_a_partner_is_mended_and_taken_out_with_history(client, world):
    partner = world.activity.partners.get()
    typed = joining(agency=partner.agency_id, dimension=partner.dimension_id, value="250", version=1)
    post(client, world.field, "training:partner_edit", partner.pk, data=typed)
    partner.refresh_from_db()
    assert (partner.value, partner.version) == (250, 2)
    post(client, world.field, "training:partner_remove", partner.pk, data={})
    assert not ActivityPartner.objects.filter(pk=partner.pk).exists()
    gone = ActivityPartner.history.filter(id=partner.pk).order_by("-history_id").first()
    assert (gone.history_type, gone.history_user) == ("-", world.field)
