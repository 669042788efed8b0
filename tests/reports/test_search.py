"""One search box: what it finds, what it never shows, and what it leaves no trace of."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db

CITIZEN_ID = "1101700230708"


def ask(client, user, typed, status=200):
    client.force_login(user)
    response = client.post(reverse("search"), {"q": typed})
    assert response.status_code == status
    return response.content.decode().partition('<main id="content"')[2]


def hits(client, user, typed):
    told = ask(client, user, typed)
    return {name for name in ("ใกล้บ้าน", "ต่างตำบล", "เพื่อนบ้าน") if f"{name}" in told.partition("</form>")[2]}


@pytest.mark.parametrize(
    "typed",
    [
        "ใกล้บ้าน",
        "นางใกล้บ้าน",
        "นาง ใกล้บ้าน ตัวอย่าง",
        "ตัวอย่าง ใกล้บ",
        "กล้บ้า",
        " ใกล้\u200bบ้าน\u00a0",
        "บ.ใกล้บ้าน",
        "กลุ่มใกล้",
    ],
)
def test_any_part_of_a_name_finds_it_however_it_was_written(client, world, typed):
    assert "ใกล้บ้าน" in hits(client, world.officer, typed)


def test_village_sage_household_and_group_are_found_together(client, world):
    world.sage.first_name = "ใกล้บ้านผู้สอน"
    world.sage.save()
    told = ask(client, world.officer, "ใกล้บ้าน")
    for row in (world.village, world.sage, world.household, world.group):
        assert f'href="{row.get_absolute_url()}"' in told
    for kind in ("หมู่บ้าน", "ปราชญ์ชุมชน", "ครัวเรือน", "กลุ่มอาชีพ"):
        assert f'aria-label="{kind}"' in told


@pytest.mark.parametrize("typed", ["เพื่อนบ้าน", "ตัวอย่าง", "0812341234", "1234", "กลุ่ม", "บ้าน", CITIZEN_ID])
def test_the_neighbour_is_never_shown(client, world, typed):
    for row in (world.neighbour_household, world.neighbour_sage):
        row.phone = "0812341234"
        row.save()
    world.neighbour_household.seal_citizen_id(CITIZEN_ID)
    world.neighbour_household.save()
    assert "เพื่อนบ้าน" not in hits(client, world.officer, typed)
    assert "เพื่อนบ้าน" in hits(client, world.neighbour, typed)
    assert "ต่างตำบล" not in hits(client, world.field, typed)
    assert hits(client, world.unposted, typed) == set()


@pytest.mark.parametrize(
    "typed", ["0812345678", "081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678", "5678", "2345"]
)
def test_a_phone_is_found_by_any_four_of_its_digits(client, world, typed):
    world.household.phone = "0812345678"
    world.household.save()
    world.other_household.phone = "0899999999"
    world.other_household.save()
    assert hits(client, world.officer, typed) == {"ใกล้บ้าน"}


def test_three_digits_are_a_house_number_and_no_phone(client, world):
    world.household.phone, world.household.house_no = "0812345678", "345/1"
    world.household.save()
    assert hits(client, world.officer, "345") == {"ใกล้บ้าน"}
    assert hits(client, world.officer, "๓๔๕/๑") == {"ใกล้บ้าน"}
    assert hits(client, world.officer, "567") == set()
    assert hits(client, world.officer, "45") == set()


def test_a_name_that_is_a_number_is_found_by_it(client, world):
    world.household.last_name, world.group.name = "012", "กลุ่มตัวอย่าง 2570"
    world.household.save()
    world.group.save()
    assert hits(client, world.officer, "๐๑๒") == {"ใกล้บ้าน"}
    assert world.group.get_absolute_url() in ask(client, world.officer, "2570")


def test_a_house_is_found_by_its_registration_number(client, world):
    world.household.house_registration_no = "90010203456"
    world.household.save()
    assert hits(client, world.officer, "9001-020345-6") == {"ใกล้บ้าน"}
    assert hits(client, world.officer, "90010203456") == {"ใกล้บ้าน"}


def test_a_village_is_found_by_its_code(client, world):
    assert hits(client, world.officer, world.village.pk) == {"ใกล้บ้าน"}


@pytest.mark.parametrize("typed", [CITIZEN_ID, "1-1017-00230-70-8", "๑ ๑๐๑๗ ๐๐๒๓๐ ๗๐ ๘"])
def test_a_citizen_id_finds_its_person_and_leaves_no_trace(client, world, typed, caplog):
    for row in (world.household, world.other_sage):
        row.seal_citizen_id(CITIZEN_ID)
        row.save()
    caplog.set_level(logging.DEBUG)
    client.force_login(world.officer)
    response = client.post(reverse("search"), {"q": typed})
    told = response.content.decode()
    assert world.household.get_absolute_url() in told
    assert world.other_sage.get_absolute_url() in told
    for trace in (
        told,
        str(response.headers),
        response.request["PATH_INFO"],
        response.request["QUERY_STRING"],
    ):
        assert CITIZEN_ID not in trace
        assert typed not in trace
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert CITIZEN_ID not in logged


def test_a_part_of_a_citizen_id_finds_nobody(client, world):
    world.household.seal_citizen_id(CITIZEN_ID)
    world.household.save()
    assert hits(client, world.officer, CITIZEN_ID[:12]) == set()
    assert hits(client, world.officer, CITIZEN_ID[-4:]) == set()


def test_twenty_are_shown_and_the_rest_is_counted(client, world):
    for number in range(23):
        make.HouseholdFactory(village=world.village, first_name=f"จำนวน{number:02}")
    told = ask(client, world.officer, "จำนวน")
    assert told.count("due-title") == 20
    assert "มีอีก 3 รายการ — พิมพ์เพิ่ม" in told
    exactly = ask(client, world.officer, "จำนวน0")
    assert exactly.count("due-title") == 10
    assert "มีอีก" not in exactly


def test_names_stand_in_thai_order(client, world):
    for name in ("เกษร", "กมล", "แก้ว", "ขวัญ"):
        make.HouseholdFactory(village=world.village, first_name=f"{name}", last_name="เรียงลำดับ")
    told = ask(client, world.officer, "เรียงลำดับ")
    places = [told.index(f"นาง{name} ") for name in ("กมล", "เกษร", "แก้ว", "ขวัญ")]
    assert places == sorted(places)


def test_the_empty_page_waits_and_an_empty_question_asks_nothing(client, world):
    client.force_login(world.officer)
    told = client.get(reverse("search")).content.decode()
    assert 'method="post"' in told
    assert "ไม่พบในพื้นที่ของท่าน" not in told
    assert "ไม่พบในพื้นที่ของท่าน" not in ask(client, world.officer, "  ")
    assert "ไม่พบในพื้นที่ของท่าน" in ask(client, world.officer, "ไม่มีใครชื่อนี้")


@pytest.mark.parametrize(
    "typed", ["%", "_", "'", '"><b>', "\\", "\x00", "ก" * 5000, "ฮฮ " * 60, "()", "-", "+"]
)
def test_strange_input_finds_nothing_and_harms_nothing(client, world, typed):
    assert "<b>" not in ask(client, world.officer, typed)
    assert hits(client, world.officer, typed) == set()


def test_an_address_can_not_ask(client, world):
    client.force_login(world.officer)
    told = client.get(reverse("search"), {"q": "ใกล้บ้าน"}).content.decode()
    assert world.household.get_absolute_url() not in told


def test_searching_asks_one_query_a_kind_however_many_answer(client, world):
    client.force_login(world.officer)
    client.post(reverse("search"), {"q": "ตัวอย่าง"})

    def count():
        with CaptureQueriesContext(connection) as seen:
            client.post(reverse("search"), {"q": "ตัวอย่าง"})
        return len(seen)

    few = count()
    for _ in range(100):
        make.HouseholdFactory(village=world.village)
        make.SageFactory(village=world.village)
    assert count() == few
    assert few <= 12


def test_every_role_may_search_and_a_stranger_may_not(client, world):
    for who in ("admin", "chief", "officer", "field", "viewer", "auditor"):
        assert "ใกล้บ้าน" in hits(client, getattr(world, who), "ใกล้บ้าน")
    client.logout()
    assert client.post(reverse("search"), {"q": "ใกล้บ้าน"}).status_code == 302
