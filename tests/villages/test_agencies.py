"""Partner agencies: a register of the district, phones masked in lists, and what each joined and gave."""

import datetime

import pytest
from django.urls import reverse

from tests import factories as make
from tests.pages import page, post, queries
from villages.models import Agency

pytestmark = pytest.mark.django_db


def test_a_neighbours_agency_is_not_found_and_in_no_list(client, world):
    for name in ("agency", "agency_edit"):
        page(client, world.officer, f"villages:{name}", world.neighbour_agency.pk, status=404)
    listed = page(client, world.field, "villages:agencies")
    assert reverse("villages:agency", args=[world.agency.pk]) in listed
    assert reverse("villages:agency", args=[world.neighbour_agency.pk]) not in listed


@pytest.mark.parametrize("who", ["admin", "chief", "officer", "field", "viewer", "auditor"])
def test_every_role_reads_and_field_and_district_write(client, world, who):
    user = getattr(world, who)
    page(client, user, "villages:agencies")
    page(client, user, "villages:agency", world.agency.pk)
    status = 200 if who in ("chief", "officer", "field") else 403
    page(client, user, "villages:agency_create", status=status)
    page(client, user, "villages:agency_edit", world.agency.pk, status=status)


def agency(world, **changes):
    dimension = make.DimensionFactory(name="สังคม")
    typed = {"name": "โรงเรียนบ้านใหม่", "district": "9001", "dimension": dimension.pk}
    return typed | {"contact": "ครูใหญ่", "phone": "081-234-5678"} | changes


def test_an_agency_is_added_and_its_phone_is_masked_in_the_list(client, world):
    answer = post(client, world.field, "villages:agency_create", data=agency(world))
    added = Agency.objects.get(name="โรงเรียนบ้านใหม่")
    assert answer["Location"] == added.get_absolute_url()
    assert added.phone == "0812345678"
    listed = page(client, world.field, "villages:agencies")
    assert "โรงเรียนบ้านใหม่" in listed
    assert "0812345678" not in listed
    assert "081-234-5678" not in listed
    told = page(client, world.field, "villages:agency", added.pk)
    assert 'href="tel:0812345678"' in told


def test_the_only_district_of_the_viewer_stands_ready(client, world):
    assert 'value="9001" selected' in page(client, world.field, "villages:agency_create")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "เกษตรอำเภอ (ตัวอย่าง)"}, "อำเภอนี้มีหน่วยงานชื่อนี้แล้ว"),
        ({"name": ""}, "กรุณากรอกชื่อหน่วยงาน/ภาคี"),
        ({"district": "9002"}, "อำเภอที่เลือกไม่มีในรายการของท่าน"),
        ({"phone": "123"}, "โทรศัพท์"),
    ],
)
def test_each_rule_speaks_through_the_form(client, world, changes, sentence):
    answer = post(client, world.officer, "villages:agency_create", data=agency(world, **changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_an_agency_keeps_its_district_when_it_is_mended(client, world):
    typed = agency(world, name="เกษตรอำเภอเมือง", district="9002", version=1)
    post(client, world.officer, "villages:agency_edit", world.agency.pk, data=typed)
    world.agency.refresh_from_db()
    assert (world.agency.name, world.agency.district_id, world.agency.version) == (
        "เกษตรอำเภอเมือง",
        "9001",
        2,
    )
    page(client, world.officer, "accounts:history", "villages", "agency", world.agency.pk)


@pytest.mark.parametrize(("asked", "count"), [({}, 1), ({"q": "เกษตร"}, 1), ({"q": "ประมง"}, 0)])
def test_filters_find_agencies(client, world, asked, count):
    client.force_login(world.officer)
    answer = client.get(reverse("villages:agencies"), asked)
    assert answer.context["table"].paginator.count == count


def test_a_dimension_narrows_the_list(client, world):
    social = make.DimensionFactory(name="สังคม")
    make.AgencyFactory(name="โรงเรียน (ตัวอย่าง)", dimension=social)
    told = page(client, world.officer, "villages:agencies", dimension=social.pk)
    assert "โรงเรียน (ตัวอย่าง)" in told
    assert ">เกษตรอำเภอ (ตัวอย่าง)<" not in told


def test_the_page_tells_what_it_joined_and_gave_in_the_year_as_far_as_the_viewer_sees(client, world):
    world.activity.partners.update(value=1500)
    world.other_activity.partners.update(value=700)
    make.InputSupportFactory(enrolment=world.enrolment, agency=world.agency, item="พันธุ์กระจูด", value=None)
    make.CostLineFactory(session=world.session, agency=world.agency, item="ค่ารถ", amount=300)
    told = page(client, world.officer, "villages:agency", world.agency.pk, year=2562)
    assert "รวม 2 กิจกรรม มูลค่า 2,200 บาท" in told
    assert "พันธุ์กระจูด" in told
    assert "1 รายการไม่ระบุมูลค่า" in told
    assert "ค่ารถ" in told
    own = page(client, world.field, "villages:agency", world.agency.pk, year=2562)
    assert "รวม 1 กิจกรรม มูลค่า 1,500 บาท" in own
    assert reverse("training:activity", args=[world.other_activity.pk]) not in own
    later = page(client, world.officer, "villages:agency", world.agency.pk, year=2563)
    assert "ปี 2563 ยังไม่ได้ร่วมกิจกรรมใด" in later


def test_pages_ask_as_often_for_a_hundred_rows_as_for_one(client, world):
    def ask():
        return [
            queries(client, world.officer, "villages:agencies", year=2562),
            queries(client, world.officer, "villages:agency", world.agency.pk, year=2562),
        ]

    make.InputSupportFactory(enrolment=world.enrolment, agency=world.agency)
    make.CostLineFactory(session=world.session, agency=world.agency)
    first = ask()
    for number in range(99):
        make.AgencyFactory(name=f"หน่วยงาน {number}")
        make.ActivityPartnerFactory(activity=make.ActivityFactory(participation=world.participation))
        make.InputSupportFactory(
            enrolment=world.enrolment, agency=world.agency, received_on=datetime.date(2018, 12, 15)
        )
        make.CostLineFactory(session=world.session, agency=world.agency)
    assert ask() == first
    assert max(first) <= 12
