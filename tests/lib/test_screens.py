"""The four screens, tried on villages: stale forms, sheets, pages by number, permissions."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from sammachip.lib.tables import FirstPages
from tests import factories as make
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(world, client):
    client.force_login(world.officer)
    world.village.population = 100
    world.village.save()
    return world.village


def typed(village, **changes):
    names = ("name", "aliases", "name_en", "postcode", "leader_name", "leader_phone")
    numbers = {name: getattr(village, name) or "" for name in ("household_count", "population")}
    return {name: getattr(village, name) for name in names} | numbers | {"version": village.version} | changes


def send(client, village, data):
    return client.post(reverse("villages:edit", args=[village.pk]), data)


def stored(village):
    return Village.objects.get(pk=village.pk)


def another_edits(village, **changes):
    row = stored(village)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def test_an_edit_grows_the_version_and_says_so(client, village):
    answer = client.post(
        reverse("villages:edit", args=[village.pk]), typed(village, population="๑,๒๐๐"), follow=True
    )
    assert (stored(village).population, stored(village).version) == (1200, 2)
    assert "บันทึกแล้ว" in answer.content.decode()


def test_a_form_sent_unchanged_writes_nothing(client, village):
    before = village.history.count()
    assert send(client, village, typed(village)).status_code == 302
    assert (stored(village).version, village.history.count()) == (1, before)


def test_a_stale_form_merges_what_only_the_other_changed(client, village):
    another_edits(village, population=150)
    send(client, village, typed(village, leader_name="นายตัวอย่าง นำชัย"))
    row = stored(village)
    assert (row.population, row.leader_name, row.version) == (150, "นายตัวอย่าง นำชัย", 3)


def test_a_stale_form_asks_where_both_changed_one_field_and_writes_nothing_yet(client, village):
    another_edits(village, population=150)
    page = send(client, village, typed(village, population="170")).content.decode()
    for words in ("มีผู้แก้ไขรายการนี้ระหว่างที่ท่านเปิดแบบอยู่", "ประชากร", ">100<", ">150<", "choose-population"):
        assert words in page
    assert 'name="version" value="2"' in page
    assert stored(village).population == 150


@pytest.mark.parametrize(("choice", "population"), [("now", 150), ("typed", 170), (None, 150)])
def test_the_person_chooses_and_without_a_choice_is_asked_again(client, village, choice, population):
    another_edits(village, population=150)
    data = typed(village, population="170", version=2, asked="population")
    answer = send(client, village, data | ({"choose-population": choice} if choice else {}))
    assert stored(village).population == population
    assert answer.status_code == (302 if choice else 200)


def test_a_field_in_error_that_another_changed_meanwhile_is_not_overwritten_at_the_second_try(
    client, village
):
    another_edits(village, population=150)
    page = send(client, village, typed(village, population="ร้อยกว่า")).content.decode()
    assert "choose-population" in page
    assert stored(village).population == 150


def test_a_form_without_a_version_asks_before_it_overwrites(client, village):
    data = typed(village, population="170")
    del data["version"]
    assert "ไม่ทราบ" in send(client, village, data).content.decode()
    assert stored(village).population == 100


def test_a_wrong_form_keeps_everything_typed(client, village):
    page = send(
        client, village, typed(village, name="", leader_name="ชื่อที่พิมพ์ไว้", postcode="12")
    ).content.decode()
    assert "กรุณากรอกชื่อหมู่บ้าน" in page
    assert "รหัสไปรษณีย์ต้องเป็นตัวเลข 5 หลัก" in page
    assert 'value="ชื่อที่พิมพ์ไว้"' in page


def test_a_row_of_a_neighbour_can_not_be_posted_to(client, village, world):
    assert send(client, world.neighbour_village, typed(village)).status_code == 404


def rows_of(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_sheet_has_the_pages_columns_and_all_of_its_rows(client, village):
    for moo in range(10, 80):
        make.VillageFactory(subdistrict=village.subdistrict, moo=moo)
    answer = client.get(reverse("villages:list"), {"sheet": "xlsx", "q": "ทดลอง"})
    head, *rows = rows_of(answer)
    assert head[:3] == ["ชื่อหมู่บ้าน", "หมู่ที่", "ตำบล"]
    assert len(rows) == 70
    assert rows[0][:3] == ["บ้านทดลอง10", 10, "เขารูปช้าง"]
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_date_is_a_date_in_the_sheet_and_buddhist_on_the_page(client, village):
    url = reverse("villages:meetings")
    assert "20 ต.ค. 2561" in client.get(url).content.decode()
    assert rows_of(client.get(url, {"sheet": "xlsx"}))[1][0] == datetime.datetime(2018, 10, 20)  # noqa: DTZ001


def test_pages_end_at_row_2000_and_a_page_beyond_is_the_last():
    pages = FirstPages(range(5000), 50)
    assert (pages.num_pages, pages.is_cut) == (40, True)
    assert pages.get_page(99).end_index() == 2000
    assert FirstPages(range(70), 50).get_page(2).end_index() == 70


@pytest.mark.parametrize("query", [{"page": "99"}, {"page": "ก"}, {"sort": "nothing"}, {"sort": "-name"}])
def test_a_strange_address_is_answered_as_well_as_can_be(client, village, query):
    assert client.get(reverse("villages:list"), query).status_code == 200


def test_an_address_with_a_sign_that_no_column_can_hold_is_refused_with_a_page(client, village):
    answer = client.get(reverse("villages:list"), {"q": "\x00"})
    assert answer.status_code == 400
    assert "<html" in answer.content.decode()


def test_a_button_to_create_stands_only_where_creating_is_allowed(client, world):
    for user, may in ((world.officer, True), (world.field, False)):
        client.force_login(user)
        assert ("เพิ่มแผนประจำปี" in client.get(reverse("villages:plans")).content.decode()) == may
